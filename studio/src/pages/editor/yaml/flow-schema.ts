import schema from '../../../../../flows/flow.schema.json';
import { z } from 'zod';
import type { YamlPlace } from './yaml-place.js';

/** As much of JSON Schema as the schema of flows is written in. */
interface Schema {
  $ref?: string | undefined;
  description?: string | undefined;
  const?: unknown;
  enum?: unknown[] | undefined;
  type?: unknown;
  anyOf?: Schema[] | undefined;
  oneOf?: Schema[] | undefined;
  allOf?: Schema[] | undefined;
  properties?: Record<string, Schema> | undefined;
  additionalProperties?: boolean | Schema | undefined;
  items?: Schema | undefined;
}

const Schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    description: z.string().optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    type: z.unknown().optional(),
    anyOf: z.array(Schema).optional(),
    oneOf: z.array(Schema).optional(),
    allOf: z.array(Schema).optional(),
    properties: z.record(z.string(), Schema).optional(),
    additionalProperties: z.union([z.boolean(), Schema]).optional(),
    items: Schema.optional(),
  }),
);

const root = Schema.parse(schema);
const definitions = z.record(z.string(), Schema).parse(schema.definitions);

/** All that a value may be, references and alternatives resolved. */
function alternatives(given: Schema, description = given.description): Schema[] {
  const inner = [...(given.anyOf ?? []), ...(given.oneOf ?? []), ...(given.allOf ?? [])];
  const referred = given.$ref === undefined ? undefined : definitions[given.$ref.split('/').at(-1) ?? ''];
  if (referred) inner.push(referred);
  if (inner.length > 0) return inner.flatMap((one) => alternatives(one, one.description ?? description));
  return [{ ...given, description }];
}

function child(of: Schema, part: string | 0): Schema[] {
  if (part === 0) return of.items ? alternatives(of.items) : [];
  const named = of.properties && Object.hasOwn(of.properties, part) ? of.properties[part] : undefined;
  if (named) return alternatives(named);
  return typeof of.additionalProperties === 'object' ? alternatives(of.additionalProperties) : [];
}

/** Whether a map with these fields can be one of this kind. */
function mayBe({ properties = {}, additionalProperties }: Schema, siblings: ReadonlyMap<string, string>): boolean {
  return [...siblings].every(([key, value]) => {
    const field = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (!field) return typeof additionalProperties === 'object';
    const allowed = alternatives(field);
    return value === '' || allowed.some((one) => one.const === undefined || String(one.const) === value);
  });
}

function mapsAt({ path, siblings }: YamlPlace): Schema[] {
  const found = path.reduce<Schema[]>((all, part) => all.flatMap((one) => child(one, part)), alternatives(root));
  const maps = found.filter(({ properties }) => properties !== undefined);
  const fitting = maps.filter((one) => mayBe(one, siblings));
  return fitting.length > 0 ? fitting : maps;
}

export interface Suggestion {
  name: string;
  about: string | undefined;
}

const distinct = (found: Suggestion[]): Suggestion[] => [...new Map(found.map((one) => [one.name, one])).values()];

/** Fields that may stand here and do not yet. */
export function fieldsAt(place: YamlPlace): Suggestion[] {
  return distinct(
    mapsAt(place).flatMap(({ properties = {} }) =>
      Object.entries(properties)
        .filter(([name]) => !place.siblings.has(name) && name !== '$schema')
        .map(([name, field]) => ({ name, about: alternatives(field)[0]?.description })),
    ),
  );
}

/** Values that a field takes, where they are few. */
export function valuesAt(place: YamlPlace, key: string): Suggestion[] {
  const values = mapsAt(place).flatMap((map) => child(map, key));
  return distinct(
    values.flatMap(({ const: only, enum: some = [], type, description }) =>
      [...(only === undefined ? [] : [only]), ...some, ...(type === 'boolean' ? [true, false] : [])].map((value) => ({
        name: String(value),
        about: description,
      })),
    ),
  );
}

/** What a field is for; undefined where the schema does not say. */
export function aboutField(place: YamlPlace, key: string): string | undefined {
  return mapsAt(place)
    .flatMap((map) => child(map, key))
    .find(({ description }) => description !== undefined)?.description;
}
