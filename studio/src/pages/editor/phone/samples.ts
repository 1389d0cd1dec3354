import type { CompiledAsk, CompiledFlow, CompiledStep } from '@core/flow/compiled-flow.js';
import { allOptions } from '@core/flow/lint/plausible.js';
import type { Answer } from '@core/flow/session.js';
import { turnAt, type Circumstances } from '@core/flow/step-prompt.js';
import { resolveQuestion } from '@core/flow/turn/question.js';

/** 2026-01-15 09:00 UTC: a preview shows the same whenever it is looked at. */
const NOW = Date.UTC(2026, 0, 15, 9);

/** What is typed in the place of the made-up values, by `contact.name` or the name of an answer or value. */
export type Samples = Readonly<Record<string, string>>;

export const CONTACT_NAME = 'contact.name';
export const MADE_UP_NAME = 'Sara';
const MADE_UP_TEXT = '…';

/** Names that the texts of this step fill in, with what they are filled with unless something is typed. */
export function sampleNames(flow: CompiledFlow, step: CompiledStep, circumstances: Circumstances): [string, string][] {
  const texts = liquidIn(stepText(step));
  const known: [string, string][] = [
    [CONTACT_NAME, circumstances.contact.name ?? ''],
    ...Object.entries(circumstances.answers).map(([name, { label }]): [string, string] => [name, label]),
    ...Object.entries(circumstances.vars).map(([name, value]): [string, string] => [name, String(value)]),
  ];
  return known.filter(([name]) => new RegExp(`(?<![\\w'"])${name.replaceAll('.', '\\.')}\\b`).test(texts));
}

/** Everybody has answered everything in the simplest way, but for what is typed. */
export function sampleCircumstances(flow: CompiledFlow, language: string, samples: Samples): Circumstances {
  const contact = { name: samples[CONTACT_NAME] ?? MADE_UP_NAME, language, attributes: {} };
  const vars = Object.fromEntries([...flow.vars].map((name) => [name, samples[name] ?? MADE_UP_TEXT]));
  const empty: Circumstances = { language, contact, answers: {}, vars, now: NOW };
  const turn = turnAt(flow, empty);
  const answers: Record<string, Answer> = {};
  for (const ask of flow.questions.values()) answers[ask.id] = sampleAnswer(turn, ask, samples[ask.id]);
  return { ...empty, answers };
}

function sampleAnswer(turn: ReturnType<typeof turnAt>, step: CompiledAsk, typed: string | undefined): Answer {
  const { options } = step.type.present(resolveQuestion(turn, allOptions(step)), []);
  const picked = options.find(({ label, id }) => label === typed || id === typed) ?? options[0];
  const label = typed ?? picked?.label ?? (step.type.valueType === 'number' ? '8' : MADE_UP_TEXT);
  return { label, value: valueOf(step, picked?.id, label), raw: label, via: 'typed', at: NOW };
}

function valueOf({ type }: CompiledAsk, optionId: string | undefined, label: string): Answer['value'] {
  switch (type.valueType) {
    case 'list':
      return optionId === undefined ? [] : [optionId];
    case 'boolean':
      return true;
    case 'number':
      return Number(optionId ?? label) || 0;
    case 'object':
      return {};
    case 'string':
      return optionId ?? label;
  }
}

function liquidIn(text: string): string {
  return Array.from(text.matchAll(/\{[{%][^}]*[}%]\}/g), ([whole]) => whole).join(' ');
}

/** All versions of everything that the step says. */
function stepText(step: CompiledStep): string {
  switch (step.kind) {
    case 'say':
      return JSON.stringify([step.text.source, step.link?.label.source, step.link?.url.source]);
    case 'ask':
      return JSON.stringify([
        step.text.source,
        step.hint?.source,
        step.closed?.params,
        step.options.map(({ label, description }) => [label.source, description?.source]),
      ]);
    case 'end':
    case 'return':
    case 'handoff':
      return JSON.stringify(step.text?.source ?? '');
    default:
      return '';
  }
}
