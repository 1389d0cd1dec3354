import { z } from 'zod';
import { isBlank, toAsciiDigits } from '../words/fold.js';
import type { AnswerType, TypeFinding } from './answer-type.js';
import { linearPattern } from './linear-pattern.js';
import { reject, saidText } from './reading.js';
import { readSkip } from './typed-words.js';
import { rejectKind } from './wrong-kind.js';

/** Longest answer that is kept, in code points; what fits in several of the longest WhatsApp messages. */
const LONGEST_ANSWER = 10_000;
/** With a pattern, answers are short things such as codes: keeps the work of one answer small. */
const LONGEST_PATTERN_ANSWER = 1_000;

const Fields = z.object({
  /** Characters (code points), after trimming. */
  minLength: z.int().min(1).max(LONGEST_ANSWER).optional(),
  maxLength: z.int().min(1).max(LONGEST_ANSWER).optional(),
  /** A regular expression that the whole answer has to match (linear-pattern.ts says which syntax). */
  pattern: z.string().min(1).optional(),
});
type Fields = z.infer<typeof Fields>;

/** A free text. The value is what was typed, trimmed; digits become ASCII where only that makes the pattern match. */
export const text: AnswerType<Fields> = {
  kind: 'text',
  fields: Fields,
  options: 'none',
  valueType: 'string',

  lint(fields) {
    const findings: TypeFinding[] = [];
    if (fields.minLength !== undefined && fields.minLength > longest(fields)) {
      findings.push({
        severity: 'error',
        rule: 'text-length-impossible',
        message: `minLength is ${fields.minLength}, but at most ${longest(fields)} characters are taken`,
        path: ['minLength'],
      });
    }
    const pattern = fields.pattern === undefined ? undefined : linearPattern(fields.pattern);
    if (pattern && !pattern.ok) {
      findings.push({
        severity: 'error',
        rule: 'text-pattern',
        message: `the pattern cannot be used: ${pattern.problem}`,
        path: ['pattern'],
      });
    }
    return findings;
  },

  present() {
    return { options: [] };
  },

  read(question, input) {
    const { fields, language } = question;
    const raw = saidText(input);
    if (raw === undefined) return rejectKind(language, input);
    if (isBlank(raw)) return reject(language, 'empty', {});
    const skip = readSkip(question, raw);
    if (skip) return skip;
    const said = raw.normalize('NFC').trim();
    const length = [...said].length;
    const max = longest(fields);
    if (length > max) return reject(language, 'too-long', { max });
    if (fields.minLength !== undefined && length < fields.minLength) {
      return reject(language, 'too-short', { min: fields.minLength });
    }
    const value = fields.pattern === undefined ? said : matching(fields.pattern, said);
    if (value === undefined) return reject(language, 'pattern', {});
    return { kind: 'answer', value, raw, label: value, via: 'typed' };
  },

  fits(fields, value) {
    if (typeof value !== 'string') return false;
    const length = [...value].length;
    if (length > longest(fields) || length < (fields.minLength ?? 0)) return false;
    return fields.pattern === undefined || matching(fields.pattern, value) === value;
  },
};

function longest(fields: Fields): number {
  const most = fields.pattern === undefined ? LONGEST_ANSWER : LONGEST_PATTERN_ANSWER;
  return Math.min(fields.maxLength ?? most, most);
}

function matching(source: string, said: string): string | undefined {
  const pattern = linearPattern(source);
  // Lint refuses such a flow; a pattern that cannot be checked must not make a question unanswerable.
  if (!pattern.ok) return said;
  return [said, toAsciiDigits(said)].find((form) => pattern.matches(form));
}
