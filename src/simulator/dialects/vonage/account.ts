import { createPublicKey, type KeyObject } from 'node:crypto';
import { DEMO_PRIVATE_KEY } from './demo-key.js';

/** What the simulator's one customer of Vonage has. */
export interface VonageAccount {
  apiKey: string;
  apiSecret: string;
  signatureSecret: string;
  /** Digits. */
  number: string;
  applicationId: string;
  /** The application's key pair: the business keeps one half, Vonage the other. */
  privateKey: string;
  publicKey: KeyObject;
  wabaId: string;
}

const DEMO = {
  apiKey: 'a1b2c3d4',
  apiSecret: 'SimulatorSecret1',
  signatureSecret: 'simulator-signature-secret-1',
  number: '15550100100',
  applicationId: '5e1ec7ed-0000-4000-8000-000000000001',
  privateKey: DEMO_PRIVATE_KEY,
  wabaId: '100000000000002',
};

export function vonageAccount(given: Readonly<Record<string, string>>): VonageAccount {
  const account = { ...DEMO, ...given };
  return { ...account, publicKey: createPublicKey(account.privateKey) };
}

/** A number and an application that belong to the account, but not to each other. */
export const OTHER_NUMBER = '15550100999';
export const OTHER_APPLICATION_ID = '5e1ec7ed-0000-4000-8000-000000000009';
