/** "[question] [is …] [value]": one clause of a condition that can be read as a sentence. */
export interface Clause {
  question: string;
  test: Test;
  /** Nothing for `answered` and `unanswered`. */
  value?: string | number | boolean;
}

export const TESTS = [
  'is',
  'is-not',
  'above',
  'at-least',
  'below',
  'at-most',
  'has',
  'answered',
  'unanswered',
] as const;
export type Test = (typeof TESTS)[number];

/** All clauses hold, or any one of them. */
export interface Sentence {
  join: 'and' | 'or';
  clauses: Clause[];
}

const OPERATORS = { is: '==', 'is-not': '!=', above: '>', 'at-least': '>=', below: '<', 'at-most': '<=' } as const;
const TEST_OF = new Map<string, Test>([
  ['==', 'is'],
  ['!=', 'is-not'],
  ['>', 'above'],
  ['>=', 'at-least'],
  ['<', 'below'],
  ['<=', 'at-most'],
]);

const NAME = '[A-Za-z_][A-Za-z0-9_]*';
const TEXT = String.raw`'(?:[^'\\\n]|\\['\\])*'`;
const VALUE = String.raw`${TEXT}|-?\d+(?:\.\d+)?|true|false|null`;
const COMPARISON = new RegExp(String.raw`^(${NAME})\s*(==|!=|>=|<=|>|<)\s*(${VALUE})$`, 'u');
const CONTAINED = new RegExp(String.raw`^(${TEXT})\s+in\s+(${NAME})$`, 'u');
const BARE = new RegExp(`^(!?)(${NAME})$`, 'u');
/** Words of CEL that look like names. */
const NO_NAMES = new Set(['true', 'false', 'null', 'in']);

const quoted = (text: string): string => `'${text.replaceAll('\\', String.raw`\\`).replaceAll("'", String.raw`\'`)}'`;
const unquoted = (text: string): string => text.slice(1, -1).replaceAll(/\\(['\\])/gu, '$1');

function written({ question, test, value }: Clause): string {
  if (test === 'answered') return `${question} != null`;
  if (test === 'unanswered') return `${question} == null`;
  if (test === 'has') return `${quoted(String(value ?? ''))} in ${question}`;
  return `${question} ${OPERATORS[test]} ${typeof value === 'string' ? quoted(value) : String(value ?? "''")}`;
}

/** The condition in CEL; empty where there is no clause. */
export function writeCondition({ join, clauses }: Sentence): string {
  return clauses.map(written).join(join === 'and' ? ' && ' : ' || ');
}

/** Splits outside of quoted texts; undefined where a bracket makes it more than a list of clauses. */
function parts(condition: string): { join: Sentence['join']; texts: string[] } | undefined {
  const tokens = condition.match(new RegExp(String.raw`${TEXT}|&&|\|\||[\s\S]`, 'gu')) ?? [];
  const texts = [''];
  const joins = new Set<string>();
  for (const token of tokens) {
    if ('()[]{}?"'.includes(token)) return undefined;
    if (token === '&&' || token === '||') {
      joins.add(token);
      texts.push('');
    } else texts.push(`${texts.pop() ?? ''}${token}`);
  }
  if (joins.size > 1) return undefined;
  return { join: joins.has('||') ? 'or' : 'and', texts: texts.map((text) => text.trim()) };
}

function readClause(text: string): Clause | undefined {
  const [, name = '', operator = '', value = ''] = COMPARISON.exec(text) ?? [];
  if (name !== '' && !NO_NAMES.has(name)) {
    const test = TEST_OF.get(operator);
    if (!test) return undefined;
    if (value === 'null') {
      if (test === 'is') return { question: name, test: 'unanswered' };
      return test === 'is-not' ? { question: name, test: 'answered' } : undefined;
    }
    if (value === 'true' || value === 'false') return { question: name, test, value: value === 'true' };
    return { question: name, test, value: value.startsWith("'") ? unquoted(value) : Number(value) };
  }
  const [, item, list = ''] = CONTAINED.exec(text) ?? [];
  if (item !== undefined && !NO_NAMES.has(list)) return { question: list, test: 'has', value: unquoted(item) };
  const [, not, bare = ''] = BARE.exec(text) ?? [];
  if (bare !== '' && !NO_NAMES.has(bare)) return { question: bare, test: 'is', value: not === '' };
  return undefined;
}

/** Reads back what `writeCondition` writes, and what people write like it; undefined for anything richer. */
export function readCondition(condition: string): Sentence | undefined {
  if (condition.trim() === '') return { join: 'and', clauses: [] };
  const split = parts(condition);
  if (!split) return undefined;
  const clauses: Clause[] = [];
  for (const text of split.texts) {
    const clause = readClause(text);
    if (!clause) return undefined;
    clauses.push(clause);
  }
  return { join: split.join, clauses };
}
