import { Environment } from '@marcbachmann/cel-js';

/** Limits on one expression; an author's condition has some ten nodes. */
const LIMITS = { maxAstNodes: 500, maxDepth: 24, maxListElements: 200, maxMapEntries: 50, maxCallArguments: 8 };

/**
 * CEL as flows use it. Two things differ from the standard, both because authors compare answers, not types: whole and
 * decimal numbers mix freely, and an unanswered question (null) may be compared by size, which is false.
 */
export const celEnvironment = createEnvironment();

function createEnvironment(): Environment {
  const cel = new Environment({ unlistedVariablesAreDyn: false, homogeneousAggregateLiterals: false, limits: LIMITS });
  const arithmetic: Record<string, (a: number, b: number) => number> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
    '%': (a, b) => a % b,
  };
  for (const [sign, apply] of Object.entries(arithmetic)) {
    const mixed = (a: unknown, b: unknown): number => apply(Number(a), Number(b));
    cel.registerOperator(`double ${sign} int`, mixed);
    cel.registerOperator(`int ${sign} double`, mixed);
  }
  cel.registerOperator('double % double', (a, b) => Number(a) % Number(b));
  cel.registerOperator('double == int', (a, b) => Number(a) === Number(b));
  for (const sign of ['<', '<=', '>', '>=']) {
    cel.registerOperator(`null ${sign} null`, () => false);
    for (const type of ['int', 'double', 'string']) {
      cel.registerOperator(`null ${sign} ${type}`, () => false);
      cel.registerOperator(`${type} ${sign} null`, () => false);
    }
  }
  for (const type of ['string', 'int', 'double', 'bool', 'list<string>'])
    cel.registerOperator(`null == ${type}`, () => false);
  cel.registerOperator('dyn in null', () => false);
  cel.registerFunction('size(null): int', () => 0n);
  cel.registerFunction('null.size(): int', () => 0n);
  // What is not known (null) adds nothing, as in a spreadsheet.
  cel.registerFunction('sum(list<dyn>): double', (values: unknown[]) =>
    values.reduce<number>((total, value) => total + (value === null ? 0 : Number(value)), 0),
  );
  return cel;
}
