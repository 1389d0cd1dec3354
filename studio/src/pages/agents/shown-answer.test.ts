import type { AgentMessage } from '@core/flow/agent/agent-reply.js';
import { whatsappCapabilities } from '@core/rendering/whatsapp-capabilities.js';
import { meaningOf, showAnswer } from './shown-answer.js';

const showing = { language: 'en', capabilities: whatsappCapabilities, render: 0 };
const says = (text: string) => ({ kind: 'text' as const, text });
const choices = (count: number): AgentMessage => ({
  kind: 'choices',
  text: 'Which one?',
  choices: Array.from({ length: count }, (_, at) => ({ title: `Choice ${at}`, says: says(`say ${at}`) })),
});

/** Every id that can be tapped, in the order in which they stand. */
function tapIds(answer: ReturnType<typeof showAnswer>): string[] {
  return answer.parts.flatMap((part) => {
    if (part.kind !== 'message') return [];
    if (part.message.kind === 'buttons') return part.message.buttons.map(({ id }) => id);
    return part.message.kind === 'list' ? part.message.rows.map(({ id }) => id) : [];
  });
}

it('shows a text and its choices as one message with buttons, and knows what a tap says', () => {
  const answer = showAnswer([{ kind: 'text', text: 'Hello' }, choices(2)], showing);
  expect(answer.parts).toMatchObject([{ kind: 'message', message: { kind: 'buttons', body: 'Hello\n\nWhich one?' } }]);
  const [, second = ''] = tapIds(answer);
  expect(meaningOf(second, answer.choices)).toEqual({ kind: 'says', title: 'Choice 1', says: says('say 1') });
});

it('turns the pages of a long list, and its choices keep their meaning', () => {
  const answer = showAnswer([choices(25)], showing);
  const more = meaningOf(tapIds(answer).at(-1) ?? '', answer.choices);
  if (more?.kind !== 'page') throw new Error('the last row of a long list leads on');
  const next = showAnswer([more.message], { ...showing, render: answer.renders, first: more.first, page: more.page });
  const shown = tapIds(next).map((id) => meaningOf(id, next.choices));
  expect(
    shown.filter((meaning) => meaning?.kind === 'says').map((meaning) => meaning?.kind === 'says' && meaning.title),
  ).toContain('Choice 12');
});

it('names templates, and understands no tap of another answer', () => {
  const call = { template: 'come_back' };
  expect(showAnswer([{ kind: 'template', call }], showing).parts).toEqual([{ kind: 'template', name: 'come_back' }]);
  expect(meaningOf('cv1|trial|agent|7|o:c0', new Map())).toBeUndefined();
  expect(meaningOf('nonsense', new Map())).toBeUndefined();
});
