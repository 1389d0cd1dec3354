import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const FORMAT = 'v1';
const CIPHER = 'aes-256-gcm';
/** Bytes; a shorter tag would be accepted where it is not fixed, and could be guessed. */
const TAG = { authTagLength: 16 };

/** A stored secret cannot be read: another key, or a damaged document. */
export class SecretUnreadable extends Error {
  override readonly name = 'SecretUnreadable';
}

/**
 * Encrypts what must not stand in the database in the clear: AES-256-GCM, a fresh nonce each time, bound to the
 * document it belongs to, so that a ciphertext moved to another document does not open.
 */
export class SecretBox {
  readonly #key: Buffer;

  /** @param key 32 bytes */
  constructor(key: Buffer) {
    if (key.length !== 32) throw new Error(`SECRET_KEY: has ${key.length} bytes, needs 32`);
    this.#key = key;
  }

  seal(plain: string, belongsTo: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv(CIPHER, this.#key, nonce, TAG).setAAD(Buffer.from(belongsTo));
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return [FORMAT, nonce, cipher.getAuthTag(), body]
      .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
      .join('.');
  }

  /** @throws SecretUnreadable */
  open(sealed: string, belongsTo: string): string {
    const [format, nonce, tag, body, ...more] = sealed.split('.');
    if (format !== FORMAT || !nonce || !tag || body === undefined || more.length > 0) {
      throw new SecretUnreadable(`the secret of ${belongsTo} is not in a form this version knows`);
    }
    try {
      const decipher = createDecipheriv(CIPHER, this.#key, Buffer.from(nonce, 'base64url'), TAG)
        .setAAD(Buffer.from(belongsTo))
        .setAuthTag(Buffer.from(tag, 'base64url'));
      return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
    } catch (cause) {
      throw new SecretUnreadable(
        `the secret of ${belongsTo} cannot be decrypted: SECRET_KEY (or the key file in the data folder) is not the one it was written with`,
        { cause },
      );
    }
  }
}
