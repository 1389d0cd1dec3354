import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ChannelAccess } from '../channel.js';

/** 192 bits in base64url: nobody guesses another's. */
const VISITOR = /^[\w-]{32}$/;
const MAC_CHARACTERS = 43;

/** Signs what visitors hand back to us; each kind of text under a purpose of its own. */
export class Signatures {
  constructor(
    private readonly secret: string,
    private readonly channelId: string,
  ) {}

  static of(secret: string, { channelId }: ChannelAccess): Signatures {
    return new Signatures(secret, channelId);
  }

  /** `<visitor>.<signature>`: whoever has it is that visitor. */
  token(visitor: string): string {
    return `${visitor}.${this.#sign('visitor', visitor)}`;
  }

  /** `<ref>.<signature>`: proves that this message has reached that visitor's page. */
  receipt(visitor: string, ref: string): string {
    return `${ref}.${this.#sign('receipt', `${visitor} ${ref}`)}`;
  }

  ownsToken(token: Signed): boolean {
    return this.#holds(token, 'visitor', token.text);
  }

  ownsReceipt(visitor: string, receipt: Signed): boolean {
    return this.#holds(receipt, 'receipt', `${visitor} ${receipt.text}`);
  }

  #sign(purpose: string, text: string): string {
    return createHmac('sha256', this.secret)
      .update(`web-chat ${purpose} ${this.channelId} ${text}`)
      .digest('base64url');
  }

  #holds({ mac }: Signed, purpose: string, text: string): boolean {
    if (this.secret === '' || mac.length !== MAC_CHARACTERS) return false;
    return timingSafeEqual(Buffer.from(mac), Buffer.from(this.#sign(purpose, text)));
  }
}

export interface Signed {
  text: string;
  mac: string;
}

/** A token or a receipt taken apart; nothing of it is believed yet. */
export function readSigned(given: string): Signed | undefined {
  const dot = given.lastIndexOf('.');
  const mac = given.slice(dot + 1);
  // ASCII only: as many bytes as characters.
  return dot > 0 && /^[\w-]+$/.test(mac) ? { text: given.slice(0, dot), mac } : undefined;
}

/** The token of a request's `Authorization: Bearer`, not yet believed. */
export function bearer(headers: Record<string, string | undefined>): Signed | undefined {
  const [scheme = '', value = ''] = (headers['authorization'] ?? '').split(' ', 2);
  const signed = scheme.toLowerCase() === 'bearer' ? readSigned(value) : undefined;
  return signed && VISITOR.test(signed.text) ? signed : undefined;
}

export function newVisitor(): string {
  return randomBytes(24).toString('base64url');
}

export function isVisitor(id: string): boolean {
  return VISITOR.test(id);
}

/** The id of a visitor's message on the channel: what one visitor calls a message never meets another's. */
export function messageId(visitor: string, own: string): string {
  return `${visitor}.${own}`;
}

/** Visitor and own id of a message; undefined where it is no message of the chat. */
export function readMessageId(given: string): { visitor: string; own: string } | undefined {
  const [, visitor, own] = /^([\w-]{32})\.([\w-]{8,40})$/.exec(given) ?? [];
  return visitor === undefined || own === undefined ? undefined : { visitor, own };
}
