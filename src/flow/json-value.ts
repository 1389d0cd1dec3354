import { z } from 'zod';

/**
 * Any JSON value, checked in one walk and handed on as it is. What `z.json()` takes, but no recursive schema: of those
 * zod keeps a record for each parse, in every schema around them, and compiles none.
 */
export const JsonValue = z.custom<z.infer<ReturnType<typeof z.json>>>(isJson, 'Invalid JSON value');

// A check of our own has no JSON Schema by itself; that of any JSON is the one that allows everything.
JsonValue._zod.toJSONSchema = () => ({});

function isJson(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      return value === null || (Array.isArray(value) ? value.every(isJson) : isJsonRecord(value));
    default:
      return false;
  }
}

function isJsonRecord(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.values(value).every(isJson);
}
