import { SecretBox, SecretUnreadable } from './secret-box.js';

const box = new SecretBox(Buffer.alloc(32, 1));

test('gives back what was sealed, and seals it differently each time', () => {
  const secret = 'clé 🔑';
  const sealed = box.seal(secret, 'channel-1');
  expect(box.open(sealed, 'channel-1')).toBe(secret);
  expect(box.seal(secret, 'channel-1')).not.toBe(sealed);
  expect(sealed).not.toContain(Buffer.from(secret).toString('base64url'));
  expect(box.open(box.seal('', 'x'), 'x')).toBe('');
});

test('another key does not open it, and says which setting is wrong', () => {
  const other = new SecretBox(Buffer.alloc(32, 2));
  expect(() => other.open(box.seal('s', 'c'), 'c')).toThrow(/SECRET_KEY/);
  expect(() => other.open(box.seal('s', 'c'), 'c')).toThrow(SecretUnreadable);
});

test('moved to another document it does not open', () => {
  expect(() => box.open(box.seal('s', 'channel-1'), 'channel-2')).toThrow(SecretUnreadable);
});

test('any changed character is noticed', () => {
  const sealed = box.seal('a secret', 'c');
  for (let index = 3; index < sealed.length; index += 1) {
    const changed = sealed[index] === 'A' ? 'B' : 'A';
    const tampered = sealed.slice(0, index) + changed + sealed.slice(index + 1);
    // The last character of a part may hold bits that base64 does not use.
    if (sameBytes(tampered, sealed)) continue;
    expect(() => box.open(tampered, 'c')).toThrow(SecretUnreadable);
  }
});

test.each(['', 'v1', 'v2.a.b.c', 'v1.a.b', 'not sealed at all'])('"%s" is not in a form we know', (sealed) => {
  expect(() => box.open(sealed, 'c')).toThrow(SecretUnreadable);
});

test('a shortened tag is refused: it would be easy to guess', () => {
  const [format, nonce, tag, body] = box.seal('s', 'c').split('.');
  const short = Buffer.from(tag ?? '', 'base64url')
    .subarray(0, 4)
    .toString('base64url');
  expect(() => box.open([format, nonce, short, body].join('.'), 'c')).toThrow(SecretUnreadable);
});

test.each([0, 16, 31, 33])('a key of %d bytes is refused', (length) => {
  expect(() => new SecretBox(Buffer.alloc(length))).toThrow(`SECRET_KEY: has ${length} bytes, needs 32`);
});

function sameBytes(one: string, other: string): boolean {
  const bytes = (text: string) =>
    text
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString('hex'))
      .join('.');
  return bytes(one) === bytes(other);
}
