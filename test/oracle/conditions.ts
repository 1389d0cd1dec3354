import fc from 'fast-check';
import type { Question } from './survey.js';

/** One condition in both languages. */
export interface Condition {
  cel: string;
  surveyJs: string;
}

/** A condition before it is known which questions stand in front of it: numbers that are taken modulo what there is. */
export type Wish =
  | { op: 'test'; of: number; form: number; sign: number; value: number; with: number }
  | { op: 'and' | 'or'; parts: Wish[] }
  | { op: 'not'; part: Wish };

const { wish } = fc.letrec<{ wish: Wish }>((tie) => ({
  wish: fc.oneof(
    { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
    {
      weight: 4,
      arbitrary: fc.record({
        op: fc.constant('test' as const),
        of: fc.nat(50),
        form: fc.nat(30),
        sign: fc.nat(30),
        value: fc.nat(30),
        with: fc.nat(50),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        op: fc.constantFrom('and' as const, 'or' as const),
        parts: fc.array(tie('wish'), { minLength: 2, maxLength: 3 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ op: fc.constant('not' as const), part: tie('wish') }) },
  ),
}));
export const wishes = wish;

/** What was wished for, about the questions asked before; undefined where there are none. */
export function grant(wished: Wish, before: readonly Question[]): Condition | undefined {
  if (before.length === 0) return undefined;
  switch (wished.op) {
    case 'not': {
      const part = grant(wished.part, before);
      return part && { cel: `!(${part.cel})`, surveyJs: `!(${part.surveyJs})` };
    }
    case 'and':
    case 'or': {
      const parts = wished.parts.flatMap((part) => grant(part, before) ?? []);
      const [cel, surveyJs] = wished.op === 'and' ? [' && ', ' and '] : [' || ', ' or '];
      return {
        cel: parts.map((part) => `(${part.cel})`).join(cel),
        surveyJs: parts.map((part) => `(${part.surveyJs})`).join(surveyJs),
      };
    }
    case 'test':
      return at([...testsOf(at(before, wished.of), wished, before), ...nullTests(at(before, wished.of))], wished.form);
  }
}

function nullTests({ id }: Question): Condition[] {
  return [
    { cel: `${id} == null`, surveyJs: `{${id}} empty` },
    { cel: `${id} != null`, surveyJs: `{${id}} notempty` },
  ];
}

/** Whatever can be asked of such a question in both languages and means the same (docs/oracle.md has what does not). */
function testsOf(question: Question, wished: Extract<Wish, { op: 'test' }>, before: readonly Question[]): Condition[] {
  const { id } = question;
  const both = (cel: string, surveyJs: string): Condition => ({ cel, surveyJs });
  switch (question.kind) {
    case 'single': {
      const ids = question.options.map((option) => option.id);
      const [one, two] = [at(ids, wished.value), at(ids, wished.with)];
      const other = at(
        before.filter(({ kind }) => kind === 'single'),
        wished.with,
      );
      return [
        both(`${id} == '${one}'`, `{${id}} = '${one}'`),
        both(`${id} != '${one}'`, `{${id}} <> '${one}'`),
        both(`'${one}' == ${id}`, `'${one}' = {${id}}`),
        both(`${id} in ['${one}', '${two}']`, `{${id}} anyof ['${one}', '${two}']`),
        both(`${id} == ${other.id}`, `{${id}} = {${other.id}}`),
      ];
    }
    case 'many': {
      const ids = question.options.map((option) => option.id);
      const [one, two] = [at(ids, wished.value), at(ids, wished.with)];
      const size = wished.value % 4;
      const sign = at(['<', '<=', '>', '>=', '==', '!='], wished.sign);
      const picks = ids.filter((pick) => pick === one || pick === two);
      return [
        both(`'${one}' in ${id}`, `{${id}} contains '${one}'`),
        both(`!('${one}' in ${id})`, `!({${id}} contains '${one}')`),
        both(`'${one}' in ${id} || '${two}' in ${id}`, `{${id}} anyof ['${one}', '${two}']`),
        both(`'${one}' in ${id} && '${two}' in ${id}`, `{${id}} allof ['${one}', '${two}']`),
        both(`size(${id}) ${sign} ${size}`, `{${id}.length} ${sign} ${size}`),
        both(
          `${id} == [${picks.map((pick) => `'${pick}'`).join(', ')}]`,
          `{${id}} = [${picks.map((pick) => `'${pick}'`).join(', ')}]`,
        ),
      ];
    }
    case 'yes-no':
      return [
        both(id, `{${id}} = true`),
        both(`!${id}`, `{${id}} <> true`),
        both(`${id} == true`, `{${id}} = true`),
        both(`${id} == false`, `{${id}} = false`),
        both(`${id} != true`, `{${id}} <> true`),
        both(`${id} != false`, `{${id}} <> false`),
      ];
    case 'number':
    case 'rating':
    case 'sum': {
      const sign = at(['<', '<=', '>', '>=', '==', '!='], wished.sign);
      const size = at(['<', '>'], wished.sign);
      const limit = String(wished.value % 12);
      const another = String(wished.with % 12);
      const other = at(before.filter(isNumeric), wished.with);
      return [
        both(`${id} ${sign} ${limit}`, `{${id}} ${sign} ${limit}`),
        both(`${limit} ${size} ${id}`, `${limit} ${size} {${id}}`),
        both(`${id} ${sign} ${limit}.5`, `{${id}} ${sign} ${limit}.5`),
        both(`${id} in [${limit}, ${another}]`, `{${id}} anyof [${limit}, ${another}]`),
        both(`${id} ${size} ${other.id}`, `{${id}} ${size} {${other.id}}`),
        both(`${id} == ${other.id}`, `{${id}} = {${other.id}}`),
        both(`sum([${id}, ${other.id}]) ${sign} ${limit}`, `sum({${id}}, {${other.id}}) ${sign} ${limit}`),
      ];
    }
    case 'text': {
      const word = at(WORDS, wished.value);
      return [
        both(`${id} == '${word}'`, `{${id}} = '${word}'`),
        both(`${id} != '${word}'`, `{${id}} <> '${word}'`),
        both(
          `${id} in ['${word}', '${at(WORDS, wished.with)}']`,
          `{${id}} anyof ['${word}', '${at(WORDS, wished.with)}']`,
        ),
        both(`${id} != null && ${id}.contains('${word}')`, `{${id}} contains '${word}'`),
      ];
    }
  }
}

/** What people say to questions for text; some of it is in some of the rest. */
export const WORDS = ['late', 'rude', 'too late', 'fine', 'too late and rude'] as const;

export function isNumeric({ kind }: Question): boolean {
  return kind === 'number' || kind === 'rating' || kind === 'sum';
}

/** The nth of a list that goes round. */
export function at<T>(list: readonly T[], n: number): T {
  const item = list[n % list.length];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}
