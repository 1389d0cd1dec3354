import { questionOf } from '../../../../test/fixtures/question.js';
import type { InboundContent } from '../../inbound.js';
import { location } from './location.js';

const read = (text: string, language = 'en', optional = false) =>
  location.read(questionOf(location, {}, { language, optional }), { kind: 'text', text }, []);
const send = (place: Partial<Extract<InboundContent, { kind: 'location' }>>, language = 'en') =>
  location.read(
    questionOf(location, {}, { language }),
    { kind: 'other', content: { kind: 'location', latitude: 30.0444, longitude: 31.2357, ...place } },
    [],
  );

it('asks with the button that WhatsApp has for it', () => {
  expect(location.present(questionOf(location, {}), [])).toEqual({ options: [], locationRequest: true });
});

it.each<[object, string, string]>([
  [{}, 'en', '30.0444, 31.2357'],
  [{ name: 'Cairo Tower', address: 'Zamalek' }, 'en', 'Cairo Tower, Zamalek'],
  [{ name: 'برج القاهرة', address: 'الزمالك' }, 'ar', 'برج القاهرة، الزمالك'],
  [{ address: 'Zamalek' }, 'en', 'Zamalek'],
  [{ name: 'Zamalek', address: 'Zamalek' }, 'en', 'Zamalek'],
])('takes a place %j', (place, language, label) => {
  expect(send(place, language)).toEqual({
    kind: 'answer',
    value: { latitude: 30.0444, longitude: 31.2357, ...place },
    raw: '30.0444, 31.2357',
    label,
    via: 'sent',
  });
});

it('leaves out names that say nothing, and shows no more digits than mean something', () => {
  expect(send({ latitude: 30.04441984500001, longitude: -0, name: ' ' })).toMatchObject({
    value: { latitude: 30.04441984500001, longitude: 0 },
    label: '30.04442, 0',
  });
});

it.each<[string, number, number]>([
  ['30.04, 31.23', 30.04, 31.23],
  ['(30.04, 31.23)', 30.04, 31.23],
  ['30.04 31.23', 30.04, 31.23],
  ['-33.87,151.21', -33.87, 151.21],
  ['−33.87, 151.21', -33.87, 151.21],
  ['30,04; 31,23', 30.04, 31.23],
  ['٣٠٫٠٤، ٣١٫٢٣', 30.04, 31.23],
  ['३०.०४, ३१.२३', 30.04, 31.23],
  ['33.87° S, 151.21° E', -33.87, 151.21],
  ['151.21E 33.87S', -33.87, 151.21],
  ['0.0, 0.0', 0, 0],
  ['https://maps.google.com/?q=30.04,31.23', 30.04, 31.23],
  ['here: https://www.google.com/maps/place/X/@30.04,31.23,17z/data=1', 30.04, 31.23],
  ['https://www.google.com/maps/search/?api=1&query=30.04%2C31.23', 30.04, 31.23],
  ['https://www.openstreetmap.org/?mlat=30.04&mlon=31.23#map=5', 30.04, 31.23],
  ['https://maps.apple.com/?ll=30.04,31.23', 30.04, 31.23],
  ['geo:30.04,31.23', 30.04, 31.23],
])('reads %j', (said, latitude, longitude) => {
  const label = `${latitude}, ${longitude}`;
  expect(read(said)).toEqual({ kind: 'answer', value: { latitude, longitude }, raw: said, label, via: 'typed' });
});

it.each<[string, string]>([
  ['', 'empty'],
  ['at home', 'wrong-kind'],
  ['7', 'wrong-kind'],
  ['7 8', 'wrong-kind'],
  ['30.04', 'wrong-kind'],
  ['30.04, 31.23, 12.5', 'wrong-kind'],
  ['10/3/26', 'wrong-kind'],
  ['https://maps.app.goo.gl/abc', 'wrong-kind'],
  ['91.5, 31.2', 'no-such-place'],
  ['30.1, 181.5', 'no-such-place'],
])('refuses %j: %s', (said, reason) => {
  expect(read(said)).toMatchObject({ kind: 'rejected', reason });
});

it.each([
  [Number.NaN, 0],
  [0, Number.POSITIVE_INFINITY],
  [90.1, 0],
])('refuses a place at %d, %d', (latitude, longitude) => {
  expect(send({ latitude, longitude })).toMatchObject({ kind: 'rejected', reason: 'no-such-place' });
});

it('tells how to send one', () => {
  expect(read('at home')).toMatchObject({ hint: expect.stringMatching(/^Please send your location/) });
  expect(read('skip', 'en', true)).toMatchObject({ value: null, via: 'skip' });
});
