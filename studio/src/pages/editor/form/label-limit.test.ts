import { compileFlow } from '@core/flow/compile.js';
import type { Prompt } from '@core/flow/prompt.js';
import { PROVIDERS } from '../phone/providers.js';
import { sampleCircumstances } from '../phone/samples.js';
import { shownAs } from '../phone/step-preview.js';
import { labelLimit, textLimit } from './label-limit.js';

function promptOf(ask: string, options: string): Prompt {
  const source = `
id: f
kind: survey
languages: [en]
title: F
steps:
  - { id: q, ask: ${ask}, text: Which?, options: [${options}] }
`;
  const { flow } = compileFlow(source, 'test');
  const [step] = flow?.steps ?? [];
  const prompt = flow && step && shownAs(flow, step, sampleCircumstances(flow, 'en', {})).prompt;
  if (!prompt) throw new Error('the question asks nothing');
  return prompt;
}
const many = (count: number) => Array.from({ length: count }, (_, n) => `{ id: o${n}, label: Option ${n} }`).join(', ');
const at = (ask: string, count: number, label: string, provider: keyof typeof PROVIDERS = 'whatsapp') =>
  labelLimit(promptOf(ask, many(count)), 'o0', label, PROVIDERS[provider]);

it('tells what a label is shown as, and from where on differently', () => {
  expect(at('single-choice', 3, 'Good')).toEqual({ n: 4, as: 'button', next: { max: 20, beyond: 'row' } });
  expect(at('single-choice', 4, 'Good')).toEqual({ n: 4, as: 'row', next: { max: 24, beyond: 'second-line' } });
  expect(at('single-choice', 3, 'x'.repeat(24))).toMatchObject({ n: 24, as: 'row', next: { max: 24 } });
  expect(at('single-choice', 3, 'x'.repeat(30))).toEqual({
    n: 30,
    as: 'second-line',
    next: { max: 72, beyond: 'number' },
  });
  expect(at('single-choice', 3, 'x'.repeat(90))).toEqual({ n: 90, as: 'number' });
});

it('knows the ticks of several answers, and the last of two hundred', () => {
  const ticked = at('multiple-choice', 3, 'Good');
  expect(ticked).toMatchObject({ as: 'row', next: { beyond: 'second-line' } });
  expect(ticked?.next?.max).toBeLessThanOrEqual(24);
  const prompt = promptOf('single-choice', many(200));
  expect(labelLimit(prompt, 'o199', 'Last', PROVIDERS.whatsapp)).toMatchObject({ as: 'row', next: { max: 24 } });
});

it('is that of the channel', () => {
  expect(at('single-choice', 3, 'Good', 'text')).toEqual({ n: 4, as: 'number' });
});

it('says nothing of what is filled in later, nor of another question', () => {
  expect(at('single-choice', 3, '{{ contact.name }}')).toBeUndefined();
  expect(labelLimit(promptOf('single-choice', many(3)), 'nobody', 'x', PROVIDERS.whatsapp)).toBeUndefined();
});

it('tells from where on a question takes one more message', () => {
  const prompt = promptOf('single-choice', many(3));
  expect(textLimit(prompt, 'Which?', PROVIDERS.whatsapp)).toEqual({ n: 6, as: 1, next: { max: 1024, beyond: 2 } });
  expect(textLimit(prompt, 'x'.repeat(1025), PROVIDERS.whatsapp)).toMatchObject({ n: 1025, as: 2 });
});
