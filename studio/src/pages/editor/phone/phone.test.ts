import { readFileSync } from 'node:fs';
import { compileFlow, type CompiledFlow } from '@core/flow/compile.js';
import type { OutboundMessage } from '@core/rendering/outbound.js';
import { countersOf } from './counters.js';
import { PROVIDERS } from './providers.js';
import { replay, type Move } from './replay.js';
import { compiledStep, previewStep } from './step-preview.js';

function compiled(source: string): CompiledFlow {
  const { flow, findings } = compileFlow(source, 'test');
  if (!flow) throw new Error(findings.map(({ message }) => message).join('; '));
  return flow;
}

const clinic = compiled(readFileSync('flows/clinic-visit.yaml', 'utf8'));
const event = compiled(readFileSync('flows/event-feedback.yaml', 'utf8'));
const long = compiled(`
id: long
kind: survey
languages: [en]
title: Long
steps:
  - id: city
    ask: single-choice
    text: "Where, {{ contact.name }}?"
    options: [${Array.from({ length: 25 }, (_, n) => `{ id: c${n}, label: City ${n} }`).join(', ')}]
`);

const { whatsapp, text } = PROVIDERS;
const setting = { language: 'en', templates: [], capabilities: whatsapp, name: 'Sara' };

function preview(
  flow: CompiledFlow,
  key: string,
  given: { language?: string; samples?: Record<string, string>; capabilities?: typeof whatsapp } = {},
) {
  const step = compiledStep(flow, key);
  const made = step && previewStep(flow, step, { language: 'en', capabilities: whatsapp, samples: {}, ...given });
  if (!made) throw new Error(`${key} shows nothing`);
  return made;
}

describe('the preview', () => {
  it('shows a step as the core renders it, and why so', () => {
    const { pages, rung } = preview(clinic, 'overall');
    expect(pages[0]?.map(({ kind }) => kind)).toEqual(['buttons']);
    expect(rung).toEqual({ form: 'buttons', why: 'none' });
    expect(preview(clinic, 'waiting').rung).toEqual({ form: 'list', why: 'too-many', n: 4, max: 3 });
    expect(preview(clinic, 'overall', { capabilities: { ...text } as typeof whatsapp }).rung.form).toBe('numbers');
    expect(preview(event, 'liked').rung).toEqual({ form: 'list', why: 'several' });
    expect(preview(clinic, 'why').rung.form).toBe('buttons');
  });

  it('shows all pages of a long list, each option once', () => {
    const { pages } = preview(long, 'city');
    const titles = pages.flatMap((messages) =>
      messages.flatMap((message) => (message.kind === 'list' ? message.rows.map(({ title }) => title) : [])),
    );
    expect(pages).toHaveLength(3);
    expect(new Set(titles.filter((title) => title.startsWith('City'))).size).toBe(25);
  });

  it('fills in what is typed, in any language', () => {
    const { pages, samples } = preview(long, 'city', { samples: { 'contact.name': 'Ben' } });
    expect(samples).toEqual([['contact.name', 'Ben']]);
    expect(pages[0]?.at(-1)).toMatchObject({ body: 'Where, Ben?' });
    expect(preview(clinic, 'steps[0]', { language: 'ar' }).pages[0]?.[0]).toMatchObject({
      body: expect.stringContaining('مرحبًا Sara'),
    });
  });

  it('counts against the limits', () => {
    const message = preview(clinic, 'overall').pages[0]?.[0];
    expect(message && countersOf(message, whatsapp)).toEqual([
      { of: 'body', n: 'How was your visit?'.length, max: 1024 },
      { of: 'buttons', n: 3, max: 3 },
      { of: 'label', n: 4, max: 20 },
    ]);
  });
});

/** Takes the first thing that can be tapped, or finishes a list that toggles; types an answer where nothing can be. */
function nextMove(message: OutboundMessage | undefined, isPicked: boolean): Move {
  const source = message?.kind === 'list' ? 'list' : 'button';
  const choices = message?.kind === 'list' ? message.rows : message?.kind === 'buttons' ? message.buttons : [];
  const done = choices.find(({ id }) => id.endsWith('|d'));
  const choice = isPicked && done ? done : choices.find(({ id }) => !id.endsWith('|s'));
  if (!choice) return { kind: 'says', content: { kind: 'text', text: 'Because' } };
  return { kind: 'says', content: { kind: 'tap', id: choice.id, title: choice.title, source } };
}

describe('playing', () => {
  it.each([
    ['clinic-visit', clinic, 'ar', 4],
    ['event-feedback', event, 'es', 9],
  ] as const)('%s comes to its end, with all its answers', (_name, flow, language, count) => {
    const moves: Move[] = [];
    let played = replay({ flow, ...setting, language }, moves);
    while (!played.isOver && moves.length < 40) {
      const sent = played.lines.findLast((line) => line.kind === 'sent');
      const before = moves.at(-1);
      const isPicked = before?.kind === 'says' && before.content.kind === 'tap' && before.content.id.includes('|t:');
      moves.push(nextMove(sent?.message, isPicked));
      played = replay({ flow, ...setting, language }, moves);
    }
    expect(played.isOver).toBe(true);
    expect(Object.keys(played.answers).length).toBeGreaterThanOrEqual(count - 1);
    // The very same once more: what is shown depends on the moves alone.
    expect(replay({ flow, ...setting, language }, moves)).toEqual(played);
  });

  it('closes the window after a day, and says what follows', () => {
    const { lines, isOver } = replay({ flow: clinic, ...setting }, [{ kind: 'wait', ms: 25 * 3_600_000 }]);
    const notes = lines.flatMap((line) => (line.kind === 'note' ? [line.note] : []));
    expect(notes).toContain('window.closed');
    expect(notes).toContain('fallback.given-up');
    expect(isOver).toBe(true);
  });
});
