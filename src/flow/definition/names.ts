import { z } from 'zod';
import { MAX_ID_LENGTH } from '../../rendering/binding.js';

/** Id of a step or an option: it travels inside the id of a tapped button, which is why it is short and plain. */
export const Id = z
  .string()
  .regex(
    new RegExp(`^[A-Za-z0-9_-]{1,${MAX_ID_LENGTH}}$`),
    `an id has 1 to ${MAX_ID_LENGTH} letters a–z, digits, _ and -`,
  );

/** Words of CEL and Liquid, our own roots, and what every JavaScript object inherits. */
const RESERVED = new Set([
  ...[
    'contact',
    'answers',
    'scores',
    'true',
    'false',
    'null',
    'nil',
    'empty',
    'blank',
    'and',
    'or',
    'not',
    'contains',
    'in',
  ],
  ...[
    'as',
    'break',
    'const',
    'continue',
    'else',
    'for',
    'function',
    'if',
    'import',
    'let',
    'loop',
    'package',
    'namespace',
  ],
  ...[
    'return',
    'var',
    'void',
    'while',
    'int',
    'uint',
    'double',
    'bool',
    'string',
    'bytes',
    'list',
    'map',
    'type',
    'null_type',
  ],
  ...['cel', 'google', 'optional'],
  ...[
    'constructor',
    'prototype',
    'toString',
    'toLocaleString',
    'valueOf',
    'hasOwnProperty',
    'isPrototypeOf',
    'propertyIsEnumerable',
  ],
]);

/** A name that conditions and texts use: of a question or of a `set` value. */
export const Name = z
  .string()
  .regex(
    new RegExp(`^[A-Za-z_][A-Za-z0-9_]{0,${MAX_ID_LENGTH - 1}}$`),
    `conditions use it as a name, so it has 1 to ${MAX_ID_LENGTH} letters a–z, digits and _, and does not start with a digit`,
  )
  .refine((name) => !RESERVED.has(name) && !name.startsWith('__'), 'this name is reserved; choose another');

export function isName(text: unknown): text is string {
  return Name.safeParse(text).success;
}

/** Name of a call of a flow. Behind it, after `__`, stand the names of the called flow, so it has none of that itself. */
export const CallName = Name.refine(
  (name) => !name.includes('__') && !name.endsWith('_'),
  'names of the called flow stand behind it after "__", so it has no "__" in it and no "_" at its end',
);

/** Id of a flow. */
export const FlowId = z.string().regex(/^[a-z0-9-]{1,64}$/, 'a flow id has 1 to 64 of a–z, 0–9 and -');
