import { compileFlow } from '../../src/flow/compile.js';
import type { InboundContent } from '../../src/flow/inbound.js';
import type { Effect } from '../../src/flow/engine.js';
import type { Session } from '../../src/flow/session.js';
import { beginSession, step } from '../../src/flow/step.js';
import { renderPrompts } from '../../src/rendering/render-prompts.js';
import { whatsappCapabilities } from '../../src/rendering/whatsapp-capabilities.js';
import { compiled } from '../support/flows.js';

const FLOW = compiled(`
id: repair
kind: survey
languages: [en, es]
title: { en: Repair, es: Reparación }
steps:
  - { id: where, ask: location, text: { en: "Where is it?", es: "¿Dónde está?" }, optional: true }
  - { id: photo, ask: image, text: { en: "Please show it.", es: "Muéstrelo." } }
  - { id: friend, ask: contact, text: { en: "Who else knows?", es: "¿Quién más lo sabe?" }, optional: true }
  - { say: { en: "North of 30.", es: "Al norte." }, when: where.latitude > 30 }
  - { say: { en: "Nowhere.", es: "En ningún lugar." }, when: where == null }
  - { say: { en: "Several numbers.", es: "Varios números." }, when: size(friend.phones) > 1 }
  - { say: { en: "At {{ where | default: 'an unknown place' }} ({{ answers.where.value.latitude | default: '?' }}): {{ photo }}, {{ friend | default: 'nobody' }}.", es: "{{ where | default: '-' }} {{ photo }}" } }
`);

const contact = { phone: '+201001234567', attributes: {} };
const TOWER: InboundContent = {
  kind: 'location',
  latitude: 30.0459,
  longitude: 31.2243,
  name: 'Cairo Tower',
  address: 'Zamalek',
};
const PHOTO: InboundContent = { kind: 'media', media: 'image', id: 'm1', mime: 'image/jpeg', caption: 'leaks' };
const CARD: InboundContent = {
  kind: 'contacts',
  contacts: [{ name: 'Ann', phones: ['0122 333 4444', '+20 100 123 4567'] }],
  requested: false,
};
const text = (said: string): InboundContent => ({ kind: 'text', text: said });

function run(...contents: InboundContent[]): { session: Session; effects: Effect[] } {
  let session = beginSession(FLOW, { id: 's', flowVersion: 'v', contact, now: 0 });
  let { effects } = step(FLOW, session, { kind: 'start' }, { now: 0, contact });
  ({ session, effects } = step(FLOW, session, { kind: 'start' }, { now: 0, contact }));
  for (const content of contents) {
    const stored: Session = JSON.parse(JSON.stringify(session));
    ({ session, effects } = step(FLOW, stored, { kind: 'message', content }, { now: 1, contact }));
  }
  return { session, effects };
}

const said = (effects: Effect[]) => effects.flatMap((effect) => (effect.kind === 'send' ? [effect.prompt.body] : []));
const notes = (effects: Effect[]) => effects.flatMap((effect) => (effect.kind === 'note' ? [effect.name] : []));

test('a location is asked with a location request, and may be skipped by typing', () => {
  const prompts = run().effects.flatMap((effect) => (effect.kind === 'send' ? [effect.prompt] : []));
  expect(renderPrompts(prompts, whatsappCapabilities)).toEqual([
    { kind: 'location-request', body: expect.stringMatching(/^Where is it\?\n\n.*"skip"/) },
  ]);
  expect(run(text('skip')).session.waiting?.stepId).toBe('photo');
});

test('answers with parts are kept whole, read as their label, and asked for by part', () => {
  const { session, effects } = run(TOWER, PHOTO, CARD);
  expect(session.answers).toMatchObject({
    where: { value: { latitude: 30.0459, longitude: 31.2243, name: 'Cairo Tower', address: 'Zamalek' }, via: 'sent' },
    photo: { value: { id: 'm1', mime: 'image/jpeg' }, raw: 'leaks', detail: { caption: 'leaks' } },
    friend: { value: { name: 'Ann', phones: ['+201223334444', '+201001234567'] } },
  });
  expect(said(effects)).toEqual([
    'North of 30.',
    'Several numbers.',
    'At Cairo Tower, Zamalek (30.0459): Photo, Ann.',
  ]);
  expect(notes(effects)).toEqual([]);
});

test('unanswered, they are null to conditions and nothing to texts', () => {
  const { effects } = run(text('skip'), PHOTO, text('skip'));
  expect(said(effects)).toEqual(['Nowhere.', 'At an unknown place (?): Photo, nobody.']);
  expect(notes(effects)).toEqual([]);
});

test('a value with parts is no text by itself', () => {
  const source = FLOW.source.replaceAll('answers.where.value.latitude', 'answers.where.value');
  expect(compileFlow(source, 'f').findings.filter(({ severity }) => severity === 'error')).toMatchObject([
    { rule: 'text-unknown-name', message: 'the value of "where" has parts; name one, or write {{ where }} for all in words' },
  ]);
});

test('what does not answer is named, and the question is asked again', () => {
  const voice: InboundContent = { kind: 'media', media: 'audio', id: 'v', voice: true };
  expect(said(run(voice).effects)).toEqual([
    expect.stringMatching(/^I cannot listen to voice messages here\. Please send your location/),
    'Where is it?',
  ]);
  expect(said(run(TOWER, text('it leaks')).effects)).toEqual([
    expect.stringMatching(/^Please send a photo/),
    'Please show it.',
  ]);
  const reacted = run(TOWER, { kind: 'reaction', emoji: '👍', messageId: 'm' });
  expect(reacted.effects).toEqual([]);
  expect(reacted.session.waiting).toMatchObject({ stepId: 'photo', attempts: 0 });
});
