/** The account that the simulator plays, as the service connects with it. */
export interface TwilioAccount {
  accountSid: string;
  authToken: string;
  /** Digits of the one sender. */
  sender: string;
}

/** The one WhatsApp sender's id. */
export const SENDER_SID = 'XE00000000000000000000000000000001';

export function digitsOf(address: string): string {
  return address.replace(/\D/g, '');
}
