import { decodeCursor, queryFingerprint } from './cursor.js';
import type { CollectionDeclaration, Condition, IndexField, Query } from './documents.js';
import { UnindexedQuery } from './errors.js';
import { storableText } from './storable.js';

export const DEFAULT_LIMIT = 100;
export const MAX_LIMIT = 1000;

export type Scalar = string | number | boolean;
export type FieldType = IndexField['type'];

export type Test =
  | { field: string; type: FieldType; op: '=' | '<' | '<=' | '>' | '>='; value: Scalar }
  | { field: string; type: FieldType; op: 'in'; values: Scalar[] };

/** A query checked against its declaration: what drivers translate. */
export interface QueryPlan {
  tests: Test[];
  sort: { field: string; type: FieldType; direction: 'asc' | 'desc' };
  limit: number;
  /** Where the page before ended. */
  after?: { value: Scalar; id: string };
  /** Names filter and order, so that a cursor of another query is noticed. */
  fingerprint: string;
}

/** The type of a field that may be queried. @throws UnindexedQuery */
function indexedType(declaration: CollectionDeclaration<object>, field: string): FieldType {
  if (field === 'id') return 'string';
  for (const index of declaration.indexes) {
    const found = index.fields.find((candidate) => candidate.field === field);
    if (found) return found.type;
  }
  throw new UnindexedQuery(declaration.name, field);
}

function checkedValue(
  declaration: CollectionDeclaration<object>,
  field: string,
  type: FieldType,
  value: Scalar,
): Scalar {
  if (typeof value !== type || Number.isNaN(value)) {
    throw new TypeError(
      `${declaration.name}: "${field}" is a ${type} and cannot be compared with ${JSON.stringify(value)}`,
    );
  }
  return typeof value === 'string' ? storableText(value) : value;
}

const RANGE = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

/** @throws UnindexedQuery, and TypeError for a value of another type than the field's. */
export function planTests(declaration: CollectionDeclaration<object>, where: Query['where']): Test[] {
  const tests: Test[] = [];
  for (const [field, condition] of Object.entries(where ?? {})) {
    const type = indexedType(declaration, field);
    const check = (value: Scalar) => checkedValue(declaration, field, type, value);
    tests.push(...testsOf(field, type, condition, check));
  }
  return tests;
}

function testsOf(field: string, type: FieldType, condition: Condition, check: (value: Scalar) => Scalar): Test[] {
  if (typeof condition !== 'object') return [{ field, type, op: '=', value: check(condition) }];
  if ('in' in condition) return [{ field, type, op: 'in', values: condition.in.map(check) }];
  const tests: Test[] = [];
  for (const name of ['lt', 'lte', 'gt', 'gte'] as const) {
    const bound = condition[name];
    if (bound !== undefined) tests.push({ field, type, op: RANGE[name], value: check(bound) });
  }
  return tests;
}

/** @throws UnindexedQuery, InvalidCursor, RangeError for the limit, TypeError */
export function planQuery(declaration: CollectionDeclaration<object>, query: Query): QueryPlan {
  const limit = query.limit ?? DEFAULT_LIMIT;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw new RangeError(`${declaration.name}: limit ${limit} is not a whole number from 1 to ${MAX_LIMIT}`);
  }
  const field = query.sort?.field ?? 'id';
  const sort = { field, type: indexedType(declaration, field), direction: query.sort?.direction ?? 'asc' };
  const tests = planTests(declaration, query.where);
  const fingerprint = queryFingerprint({ collection: declaration.name, tests, sort });
  const plan: QueryPlan = { tests, sort, limit, fingerprint };
  if (query.cursor !== undefined) plan.after = decodeCursor(query.cursor, fingerprint, sort.type);
  return plan;
}
