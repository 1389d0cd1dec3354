import type { InboundContent } from '../inbound.js';
import { wordsByLanguage } from '../words/words.js';
import { rejectKind } from './wrong-kind.js';

const THINGS: Record<string, InboundContent> = {
  'a voice message': { kind: 'media', media: 'audio', id: 'm', voice: true },
  'a recording': { kind: 'media', media: 'audio', id: 'm', voice: false },
  'a picture': { kind: 'media', media: 'image', id: 'm' },
  'a video': { kind: 'media', media: 'video', id: 'm' },
  'a file': { kind: 'media', media: 'document', id: 'm' },
  'a sticker': { kind: 'media', media: 'sticker', id: 'm' },
  'a location': { kind: 'location', latitude: 1, longitude: 2 },
  'a contact': { kind: 'contacts', contacts: [{ name: 'Ann', phones: [] }], requested: false },
  'an order': { kind: 'order', items: [] },
  'a form': { kind: 'form', name: 'flow', data: {} },
  'a poll': { kind: 'unsupported', type: 'poll' },
};

const hintFor = (content: InboundContent, language = 'en') => rejectKind(language, { kind: 'other', content }).hint;

it.each<[string, string]>([
  ['a voice message', 'I cannot listen to voice messages here. Please type your answer.'],
  ['a picture', 'I cannot use a picture here. Please type your answer.'],
  ['a poll', 'I cannot read that kind of message. Please type your answer.'],
])('says of %s: %s', (thing, sentence) => {
  expect(hintFor(THINGS[thing]!)).toBe(sentence);
});

it.each(Object.keys(wordsByLanguage))('has a sentence of its own for each thing in %s', (language) => {
  const hints = Object.values(THINGS).map((content) => hintFor(content, language));
  expect(new Set(hints).size).toBe(hints.length);
  if (language !== 'en') expect(hints.filter((hint) => /please/i.test(hint))).toEqual([]);
});

it('says nothing odd of words: only what is wanted instead', () => {
  expect(rejectKind('en', { kind: 'text', text: 'hello' }).hint).toBe('Please type your answer.');
  expect(rejectKind('en', { kind: 'text', text: 'look', media: { kind: 'media', media: 'image', id: 'm' } }).hint).toBe(
    'I cannot use a picture here. Please type your answer.',
  );
});
