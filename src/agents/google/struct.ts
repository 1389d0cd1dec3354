import type { Json } from '../../flow/conditions.js';

/** google.protobuf.Value as the official clients take it. */
export type StructValue =
  | { nullValue: 'NULL_VALUE' }
  | { stringValue: string }
  | { numberValue: number }
  | { boolValue: boolean }
  | { listValue: { values: StructValue[] } }
  | { structValue: Struct };

/** google.protobuf.Struct as the official clients take it. */
export interface Struct {
  fields: Record<string, StructValue>;
}

/**
 * A plain object as a Struct. The clients take a plain one too, and send it as an empty Struct without a word, so every
 * Struct that leaves us goes through here.
 */
export function encodeStruct(value: Readonly<Record<string, Json>>): Struct {
  return { fields: Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, encodeValue(inner)])) };
}

function encodeValue(value: Json): StructValue {
  if (value === null) return { nullValue: 'NULL_VALUE' };
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return { numberValue: value };
  if (Array.isArray(value)) return { listValue: { values: value.map(encodeValue) } };
  return { structValue: encodeStruct(value) };
}

/** A Struct of a response as a plain object. Total: what is no Struct is an empty object. */
export function decodeStruct(struct: unknown): Record<string, Json> {
  const fields = member(struct, 'fields');
  if (!isObject(fields)) return {};
  return Object.fromEntries(Object.entries(fields).map(([key, inner]) => [key, decodeValue(inner)]));
}

/** Numbers are doubles; those that JSON does not know (NaN, Infinity) become null, as does what is no value at all. */
function decodeValue(value: unknown): Json {
  const text = member(value, 'stringValue');
  if (typeof text === 'string') return text;
  const number = member(value, 'numberValue');
  if (typeof number === 'number') return Number.isFinite(number) ? number : null;
  const flag = member(value, 'boolValue');
  if (typeof flag === 'boolean') return flag;
  const list = member(value, 'listValue');
  if (isObject(list)) {
    const values = member(list, 'values');
    return Array.isArray(values) ? values.map(decodeValue) : [];
  }
  const inner = member(value, 'structValue');
  return isObject(inner) ? decodeStruct(inner) : null;
}

function member(of: unknown, key: string): unknown {
  return isObject(of) ? of[key] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
