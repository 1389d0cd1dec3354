import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnswerKind } from '../../src/flow/answers/registry.js';
import { answerTypes } from '../../src/flow/answers/registry.js';
import type { Effect } from '../../src/flow/engine.js';
import type { InboundContent } from '../../src/flow/inbound.js';
import type { Prompt } from '../../src/flow/prompt.js';
import { beginSession, step } from '../../src/flow/step.js';
import { encodeTap } from '../../src/rendering/binding.js';
import type { TapAction } from '../../src/rendering/binding.js';
import { compiled } from '../support/flows.js';
import { COLUMNS, TYPES } from './question-type-cells.js';
import type { Cell, Outcome, Sent } from './question-type-cells.js';

// Every question type beside everything a person may do about it. The table in docs/question-types.md is written from
// question-type-cells.ts; each cell of it is done here, with a flow of that one question. UPDATE=1 writes the page anew.

const PAGE = join(__dirname, '..', '..', 'docs', 'question-types.md');
const BLOCK = /(<!-- table: .* -->\n)[\s\S]*?(<!-- \/table -->)/;
const NOW = Date.UTC(2026, 2, 2, 12);
const KINDS = Object.keys(answerTypes).filter((kind): kind is AnswerKind => kind in TYPES);

/** A session that waits at a question of this type, and what the person sees of it. */
function ask(kind: AnswerKind, language = 'en') {
  const contact = { language, attributes: {} };
  const flow = compiled(
    `{ id: one, kind: survey, languages: [en, ar, hi], title: One, steps: [{ id: it, ask: ${kind}, text: What?, optional: true, ${TYPES[kind].fields} }] }`,
  );
  const begun = beginSession(flow, { id: 's', flowVersion: 'v1', contact, now: NOW });
  const { session, effects } = step(flow, begun, { kind: 'start' }, { now: NOW, contact });
  const question = promptOf(effects)?.question;
  if (!question) throw new Error(`${kind} asks nothing`);
  const send = (sent: Sent) =>
    step(flow, session, { kind: 'message', content: contentOf(sent, question) }, { now: NOW + 60_000, contact });
  return { session, question, send };
}

function promptOf(effects: readonly Effect[]): Prompt | undefined {
  return effects.flatMap((effect) => (effect.kind === 'send' ? [effect.prompt] : [])).at(-1);
}

type Question = NonNullable<Prompt['question']>;

function contentOf(sent: Sent, question: Question): InboundContent {
  if (typeof sent === 'string') return { kind: 'text', text: sent };
  if ('kind' in sent) return sent;
  const title = titleOf(sent, question);
  const action: TapAction =
    'skip' in sent ? { kind: 'skip' } : { kind: question.multiple ? 'toggle' : 'option', optionId: sent.tap };
  const { sessionId, stepId, render } = question;
  return { kind: 'tap', id: encodeTap({ sessionId, stepId, render, action }), title, source: 'list' };
}

/** What stands on the button. */
function titleOf(sent: { tap: string } | { skip: true }, { options }: Question): string {
  if ('skip' in sent) return 'Skip';
  const option = options.find(({ id }) => id === sent.tap);
  if (!option) throw new Error(`"${sent.tap}" is not offered: ${options.map(({ id }) => id).join(', ')}`);
  return option.label;
}

test('every question type is in the table', () => {
  expect(Object.keys(TYPES).toSorted()).toEqual(Object.keys(answerTypes).toSorted());
});

describe.each(KINDS)('%s', (kind) => {
  test.each(COLUMNS)('%s', (column) => {
    const { sends, gives, language } = TYPES[kind].cells[column];
    const { session: before, send } = ask(kind, language);
    const { session, effects } = send(sends);
    const rejected = effects.flatMap((effect) =>
      effect.kind === 'note' && effect.name === 'answer.rejected' ? [effect.data['reason']] : [],
    );
    const outcome = session.answers['it']
      ? { answer: session.answers['it'].value }
      : rejected.length > 0
        ? { again: rejected[0] }
        : { part: session.waiting?.selected };
    expect({ sends, outcome }).toEqual({ sends, outcome: gives });

    if ('answer' in gives) expect(session).toMatchObject({ status: 'ended', disposition: 'completed' });
    else {
      // Asked again; a wrong answer is told what was wrong with it.
      expect(session).toMatchObject({ status: 'active', waiting: { stepId: 'it' } });
      expect(promptOf(effects)?.question?.stepId).toBe('it');
      expect(effects.filter(({ kind: sent }) => sent === 'send')).toHaveLength('again' in gives ? 2 : 1);
      expect(session.waiting?.attempts).toBe((before.waiting?.attempts ?? 0) + ('again' in gives ? 1 : 0));
    }
  });
});

test('the page has the table as it is tested', () => {
  const page = readFileSync(PAGE, 'utf8');
  const wanted = page.replace(BLOCK, (_, open: string, close: string) => `${open}\n${table()}\n${close}`);
  if (process.env['UPDATE'] === '1') writeFileSync(PAGE, wanted);
  expect(BLOCK.test(page)).toBe(true);
  if (process.env['UPDATE'] !== '1') expect(page).toBe(wanted);
});

function table(): string {
  const lines = KINDS.map((kind) => {
    const cells = COLUMNS.map((column) => `${shown(kind, TYPES[kind].cells[column])}`);
    return `| \`${kind}\` | ${cells.join(' | ')} |`;
  });
  return [`| type | ${COLUMNS.join(' | ')} |`, `| --- |${' --- |'.repeat(COLUMNS.length)}`, ...lines, ''].join('\n');
}

function shown(kind: AnswerKind, { sends, gives, language }: Cell): string {
  const { question } = ask(kind, language);
  return `${sentInWords(sends, question)} → ${inWords(gives)}`;
}

function sentInWords(sent: Sent, question: Question): string {
  if (typeof sent === 'string') return `“${sent}”`;
  if (!('kind' in sent)) return `[${titleOf(sent, question)}]`;
  switch (sent.kind) {
    case 'media':
      return sent.filename ?? (sent.voice ? 'voice message' : sent.media);
    case 'contacts':
      return 'contact card';
    default:
      return sent.kind;
  }
}

function inWords(gives: Outcome): string {
  if ('again' in gives) return `again: ${gives.again}`;
  if ('part' in gives) return `part: \`${gives.part.join(', ')}\``;
  return gives.answer === null ? 'skipped' : `\`${JSON.stringify(gives.answer)}\``;
}
