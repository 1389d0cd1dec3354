import type { mongo } from 'mongoose';
import type { WorkspaceId } from '../documents.js';
import type { FieldType, QueryPlan, Test } from '../query-plan.js';
import { idRange, storedId, type StoredDocument } from './stored-shape.js';

export type Filter = mongo.Filter<StoredDocument>;
type Bounds = Record<string, unknown>;

const OPERATOR = { '=': '$eq', '<': '$lt', '<=': '$lte', '>': '$gt', '>=': '$gte' } as const;

/** BSON types of indexed fields. Naming them leaves out null and missing values and lets partial indexes be used. */
export const BSON_TYPE = { string: 'string', number: 'number', boolean: 'bool' } as const satisfies Record<
  FieldType,
  string
>;

/** Where an indexed field lies. */
export function fieldPath(field: string): string {
  return field === 'id' ? '_id' : `d.${field}`;
}

function bounds(scope: WorkspaceId, test: Test): Bounds {
  // Ids are stored with their workspace; numbers and booleans are never ids.
  const stored = (value: unknown) => (test.field === 'id' ? storedId(scope, String(value)) : value);
  if (test.op === 'in') return { $in: test.values.map(stored) };
  return { [OPERATOR[test.op]]: stored(test.value) };
}

/** Every condition is an operator on a value whose type the plan has checked: a text can never be one. */
export function testsFilter(scope: WorkspaceId, tests: Test[]): Filter {
  const conditions: Bounds[] = tests.map((test) => ({ [fieldPath(test.field)]: bounds(scope, test) }));
  const typed = new Map(tests.filter(({ field }) => field !== 'id').map(({ field, type }) => [field, type]));
  for (const [field, type] of typed) conditions.push(ofType(field, type));
  return allOf([within(scope, tests), ...conditions]);
}

/** What the page holds: the tests, a value to sort by, and a place behind the page before. */
export function pageFilter(scope: WorkspaceId, plan: QueryPlan): Filter {
  const { sort, after } = plan;
  const byId = sort.field === 'id';
  const conditions: Bounds[] = [testsFilter(scope, plan.tests)];
  if (byId) conditions.push({ _id: idRange(scope) });
  else conditions.push(ofType(sort.field, sort.type));
  if (after) {
    const ahead = sort.direction === 'asc' ? '$gt' : '$lt';
    const path = fieldPath(sort.field);
    const id = { _id: { [ahead]: storedId(scope, after.id) } };
    if (byId) conditions.push(id);
    else {
      // The first condition says nothing new: it is the one that an index can begin at.
      conditions.push({ [path]: { [`${ahead}e`]: after.value } });
      conditions.push({ $or: [{ [path]: { [ahead]: after.value } }, { [path]: { $eq: after.value }, ...id }] });
    }
  }
  return allOf(conditions);
}

export function sortOrder({ sort }: QueryPlan): Record<string, 1 | -1> {
  const direction = sort.direction === 'asc' ? 1 : -1;
  return sort.field === 'id' ? { _id: direction } : { [fieldPath(sort.field)]: direction, _id: direction };
}

function ofType(field: string, type: FieldType): Bounds {
  return { [fieldPath(field)]: { $type: BSON_TYPE[type] } };
}

function within(scope: WorkspaceId, tests: Test[]): Bounds {
  const inWorkspace: Bounds = { w: scope };
  if (tests.length === 0 || tests.some(({ field }) => field === 'id')) inWorkspace._id = idRange(scope);
  return inWorkspace;
}

function allOf(conditions: Bounds[]): Filter {
  const flat = conditions.flatMap((one) => (Array.isArray(one.$and) ? (one.$and as Bounds[]) : [one]));
  return { $and: flat } as Filter;
}
