import { createHmac } from 'node:crypto';

/**
 * The code of the link that makes the first account. Every process of an installation knows the same one without storing
 * it; it opens nothing once there is an account.
 */
export const setupCodeOf = (secretKey: Buffer): string =>
  createHmac('sha256', secretKey).update('canvass first owner').digest('base64url');
