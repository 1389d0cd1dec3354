/** OID of `text` (https://www.postgresql.org/docs/18/datatype-oid.html, src/include/catalog/pg_type.dat). */
const TEXT = 25;
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;

/**
 * A one-dimensional `text[]` in the binary form that array_recv of PostgreSQL reads
 * (src/backend/utils/adt/arrayfuncs.c): dimensions, has-nulls flag, element type, length, lower bound, then each text
 * with its length in bytes. pg sends a Buffer as it is. In the textual form every quote of a JSON text would be escaped
 * here and unescaped there.
 */
export function textArray(texts: readonly string[]): Buffer {
  const bytes = texts.reduce((sum, text) => sum + LENGTH_BYTES + Buffer.byteLength(text), HEADER_BYTES);
  const buffer = Buffer.allocUnsafe(bytes);
  [1, 0, TEXT, texts.length, 1].forEach((value, i) => buffer.writeInt32BE(value, i * 4));
  let at = HEADER_BYTES;
  for (const text of texts) {
    const length = buffer.write(text, at + LENGTH_BYTES);
    buffer.writeInt32BE(length, at);
    at += LENGTH_BYTES + length;
  }
  return buffer;
}
