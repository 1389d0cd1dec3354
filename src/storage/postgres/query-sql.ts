import type { QueryPlan, Test } from '../query-plan.js';
import { COLUMN_TYPE, columnOf } from './columns.js';

export interface Sql {
  text: string;
  values: unknown[];
}

/** Numbers its values as they are added. */
class Values {
  readonly list: unknown[];
  constructor(...first: unknown[]) {
    this.list = first;
  }
  add(value: unknown): string {
    return `$${this.list.push(value)}`;
  }
}

function condition(test: Test, values: Values): string {
  const field = columnOf(test.field);
  if (test.op === 'in') return `${field} = ANY(${values.add(test.values)}::${COLUMN_TYPE[test.type]}[])`;
  return `${field} ${test.op} ${values.add(test.value)}::${COLUMN_TYPE[test.type]}`;
}

function conditions(tests: Test[], values: Values): string {
  return ['workspace = $1', ...tests.map((test) => condition(test, values))].join(' AND ');
}

/** One row more than the page, to know whether there is a next one. `place` is the sort field's value. */
export function findSql(table: string, workspace: string, plan: QueryPlan): Sql {
  const values = new Values(workspace);
  const { sort, after } = plan;
  const field = columnOf(sort.field);
  let where = conditions(plan.tests, values);
  if (sort.field !== 'id') where += ` AND ${field} IS NOT NULL`;
  const ahead = sort.direction === 'asc' ? '>' : '<';
  if (after && sort.field === 'id') where += ` AND id ${ahead} ${values.add(after.id)}`;
  else if (after) {
    where += ` AND (${field}, id) ${ahead} (${values.add(after.value)}::${COLUMN_TYPE[sort.type]}, ${values.add(after.id)})`;
  }
  const order = sort.field === 'id' ? `id ${sort.direction}` : `${field} ${sort.direction}, id ${sort.direction}`;
  const limit = values.add(plan.limit + 1);
  return {
    text: `SELECT id, rev, doc, ${field} AS place FROM ${table} WHERE ${where} ORDER BY ${order} LIMIT ${limit}`,
    values: values.list,
  };
}

export function countSql(table: string, workspace: string, tests: Test[]): Sql {
  const values = new Values(workspace);
  return {
    text: `SELECT count(*)::int AS n FROM ${table} WHERE ${conditions(tests, values)}`,
    values: values.list,
  };
}

export function deleteWhereSql(table: string, workspace: string, tests: Test[], limit: number): Sql {
  const values = new Values(workspace);
  const matching = `SELECT id FROM ${table} WHERE ${conditions(tests, values)} LIMIT ${values.add(limit)}`;
  return {
    text: `DELETE FROM ${table} WHERE workspace = $1 AND id = ANY(ARRAY(${matching}))`,
    values: values.list,
  };
}
