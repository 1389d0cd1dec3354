import type { JsonValue } from '../../../src/flow/json-value.js';
import type { z } from 'zod';

type Json = z.infer<typeof JsonValue>;

/** google.protobuf.Struct of a plain object. Written apart from the product's own, which it judges. */
export function struct(object: Record<string, Json>): object {
  return { fields: Object.fromEntries(Object.entries(object).map(([key, value]) => [key, toValue(value)])) };
}

function toValue(value: Json): object {
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'number':
      return { numberValue: value };
    case 'boolean':
      return { boolValue: value };
    default:
      if (value === null) return { nullValue: 'NULL_VALUE' };
      return Array.isArray(value) ? { listValue: { values: value.map(toValue) } } : { structValue: struct(value) };
  }
}

interface WireValue {
  kind?: string;
  stringValue?: string;
  numberValue?: number;
  boolValue?: boolean;
  listValue?: { values?: WireValue[] };
  structValue?: WireStruct;
}

export interface WireStruct {
  fields?: Record<string, WireValue>;
}

/** A Struct that arrived, as a plain object. */
export function plain(wire: WireStruct | null | undefined): Record<string, Json> {
  return Object.fromEntries(Object.entries(wire?.fields ?? {}).map(([key, value]) => [key, fromValue(value)]));
}

function fromValue(value: WireValue): Json {
  switch (value.kind) {
    case 'stringValue':
      return value.stringValue ?? '';
    case 'numberValue':
      return value.numberValue ?? 0;
    case 'boolValue':
      return value.boolValue ?? false;
    case 'listValue':
      return (value.listValue?.values ?? []).map(fromValue);
    case 'structValue':
      return plain(value.structValue);
    default:
      return null;
  }
}
