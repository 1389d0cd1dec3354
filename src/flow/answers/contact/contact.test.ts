import { questionOf } from '../../../../test/fixtures/question.js';
import type { ReadInput } from '../answer-type.js';
import { contact } from './contact.js';

const asked = (optional = false) => questionOf(contact, { country: 'EG' }, { optional });
const read = (text: string, optional = false) => contact.read(asked(optional), { kind: 'text', text }, []);
const cards = (...contacts: { name: string; phones: string[] }[]): ReadInput => ({
  kind: 'other',
  content: { kind: 'contacts', contacts, requested: false },
});

it('takes a card: its name, and its numbers that are some, in E.164', () => {
  const shared = cards({ name: ' Ann Lee ', phones: ['0100 123 4567', '+20 100 1234567', 'x', '4915112345678'] });
  expect(contact.read(asked(), shared, [])).toEqual({
    kind: 'answer',
    value: { name: 'Ann Lee', phones: ['+201001234567', '+4915112345678'] },
    raw: ' Ann Lee , 0100 123 4567, +20 100 1234567, x, 4915112345678',
    label: 'Ann Lee',
    via: 'sent',
  });
});

it.each<[string, { name: string; phones: string[] }, string]>([
  ['Ann +20 100 123 4567', { name: 'Ann', phones: ['+201001234567'] }, 'Ann'],
  ['0100 123 4567 - Ann Lee', { name: 'Ann Lee', phones: ['+201001234567'] }, 'Ann Lee'],
  ['Ann (0100 123 4567)', { name: 'Ann', phones: ['+201001234567'] }, 'Ann'],
  ['Ann:\n01001234567\n01223334444', { name: 'Ann', phones: ['+201001234567', '+201223334444'] }, 'Ann'],
  ['منى ٠١٠٠١٢٣٤٥٦٧', { name: 'منى', phones: ['+201001234567'] }, 'منى'],
  ['अनीता: +91 98765 43210', { name: 'अनीता', phones: ['+919876543210'] }, 'अनीता'],
  ['0100 123 4567', { name: '', phones: ['+201001234567'] }, '+201001234567'],
])('reads %j', (said, value, label) => {
  expect(read(said)).toEqual({ kind: 'answer', value, raw: said, label, via: 'typed' });
});

it.each<[ReadInput, string]>([
  [{ kind: 'text', text: '' }, 'empty'],
  [{ kind: 'text', text: 'Ann' }, 'wrong-kind'],
  [{ kind: 'text', text: '7' }, 'wrong-kind'],
  [cards(), 'wrong-kind'],
  [cards({ name: 'Ann', phones: [] }), 'contact-without-phone'],
  [cards({ name: 'Ann', phones: ['none'] }), 'contact-without-phone'],
  [cards({ name: 'Ann', phones: ['+201001234567'] }, { name: '', phones: ['+201223334444'] }), 'ambiguous'],
])('refuses %j: %s', (input, reason) => {
  expect(contact.read(asked(), input, [])).toMatchObject({ kind: 'rejected', reason });
});

it('tells how to share one', () => {
  expect(read('Ann')).toMatchObject({ hint: expect.stringMatching(/^Please share a contact/) });
  expect(read('skip', true)).toMatchObject({ value: null, via: 'skip' });
});
