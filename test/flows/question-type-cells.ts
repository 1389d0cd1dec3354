import type { AnswerKind } from '../../src/flow/answers/registry.js';
import type { InboundContent } from '../../src/flow/inbound.js';
import type { AnswerValue } from '../../src/flow/session.js';

/** What a person does about a question. A tap is on an option, by its id, or on "Skip". */
export type Sent = string | { tap: string } | { skip: true } | InboundContent;

/** What becomes of it. */
export type Outcome =
  | { answer: AnswerValue }
  /** A part of the answer; the question is shown again with it. */
  | { part: string[] }
  /** Not taken, for the reason of this name: the person is told why and asked again. */
  | { again: string };

export interface Cell {
  sends: Sent;
  gives: Outcome;
  /** Of the session; English if not given. */
  language?: 'ar' | 'hi';
}

export const COLUMNS = ['tap', 'typed', 'number', 'wrong', 'media', 'other script'] as const;

interface Row {
  /** What the question has besides its text, as YAML in one line. */
  fields: string;
  cells: Record<(typeof COLUMNS)[number], Cell>;
}

const voice: InboundContent = { kind: 'media', media: 'audio', id: 'm1', mime: 'audio/ogg', voice: true };
const photo: InboundContent = { kind: 'media', media: 'image', id: 'm2', mime: 'image/jpeg' };
const clip: InboundContent = { kind: 'media', media: 'video', id: 'm3', mime: 'video/mp4' };
const pdf: InboundContent = {
  kind: 'media',
  media: 'document',
  id: 'm4',
  mime: 'application/pdf',
  filename: 'cv.pdf',
};
const sheet: InboundContent = { kind: 'media', media: 'document', id: 'm5', filename: 'plan.xlsx' };
const card: InboundContent = {
  kind: 'contacts',
  contacts: [{ name: 'Omar', phones: ['+201001234567'] }],
  requested: false,
};
const place: InboundContent = { kind: 'location', latitude: 30.04, longitude: 31.23 };

const DISHES =
  'options: [{ id: pie, label: { en: Apple pie, ar: فطيرة, hi: पाई } }, { id: bread, label: { en: Bread, ar: خبز, hi: रोटी } }, { id: soup, label: { en: Soup, ar: شوربة, hi: सूप } }]';

const skip = cell({ skip: true }, { answer: null });
const noVoice = cell(voice, { again: 'wrong-kind' });

function cell(sends: Sent, gives: Outcome, language?: 'ar' | 'hi'): Cell {
  return { sends, gives, ...(language && { language }) };
}

function row(fields: string, tap: Cell, typed: Cell, number: Cell, wrong: Cell, media: Cell, script: Cell): Row {
  return { fields, cells: { tap, typed, number, wrong, media, 'other script': script } };
}

/** The table of docs/question-types.md. It is Monday, 2 March 2026, noon, in UTC; every question is optional. */
export const TYPES: Record<AnswerKind, Row> = {
  'single-choice': row(
    DISHES,
    cell({ tap: 'bread' }, { answer: 'bread' }),
    cell('bread please', { answer: 'bread' }),
    cell('2', { answer: 'bread' }),
    cell('pizza', { again: 'unknown-option' }),
    noVoice,
    cell('خبز', { answer: 'bread' }, 'ar'),
  ),
  'multiple-choice': row(
    DISHES,
    cell({ tap: 'bread' }, { part: ['bread'] }),
    cell('soup and bread', { answer: ['bread', 'soup'] }),
    cell('1, 3', { answer: ['pie', 'soup'] }),
    cell('pizza', { again: 'unknown-option' }),
    noVoice,
    cell('١ و ٣', { answer: ['pie', 'soup'] }),
  ),
  'yes-no': row(
    '',
    cell({ tap: 'yes' }, { answer: true }),
    cell('not really', { answer: false }),
    cell('1', { answer: true }),
    cell('perhaps', { again: 'unknown-option' }),
    noVoice,
    cell('نعم', { answer: true }),
  ),
  ranking: row(
    DISHES,
    cell({ tap: 'bread' }, { part: ['bread'] }),
    cell('bread, soup, apple pie', { answer: ['bread', 'soup', 'pie'] }),
    cell('3 1 2', { answer: ['soup', 'pie', 'bread'] }),
    cell('pizza', { again: 'unknown-option' }),
    noVoice,
    cell('٢ ١ ٣', { answer: ['bread', 'pie', 'soup'] }),
  ),
  matrix: row(
    'rows: [{ id: taste, label: Taste }, { id: price, label: Price }], options: [{ id: good, label: Good }, { id: poor, label: Poor }]',
    cell({ tap: 'taste.good' }, { part: ['taste.good'] }),
    cell('good, poor', { answer: { taste: 'good', price: 'poor' } }),
    cell('2 1', { answer: { taste: 'poor', price: 'good' } }),
    cell('so so', { again: 'unknown-option' }),
    noVoice,
    cell('٢ ١', { answer: { taste: 'poor', price: 'good' } }),
  ),
  text: row(
    'maxLength: 20',
    skip,
    cell('Too late', { answer: 'Too late' }),
    cell('8', { answer: '8' }),
    cell('It was far too late for us', { again: 'too-long' }),
    noVoice,
    cell('متأخر جدا', { answer: 'متأخر جدا' }),
  ),
  number: row(
    'max: 100',
    skip,
    cell('I’d say 12.5', { answer: 12.5 }),
    cell('8', { answer: 8 }),
    cell('250', { again: 'out-of-range' }),
    noVoice,
    cell('٨٫٥', { answer: 8.5 }),
  ),
  integer: row(
    'max: 100',
    skip,
    cell('about 12, I think', { answer: 12 }),
    cell('8', { answer: 8 }),
    cell('2.5', { again: 'not-an-integer' }),
    noVoice,
    cell('१२', { answer: 12 }),
  ),
  rating: row(
    '',
    cell({ tap: '4' }, { answer: 4 }),
    cell('I’d say 4', { answer: 4 }),
    cell('5', { answer: 5 }),
    cell('9', { again: 'out-of-range' }),
    noVoice,
    cell('४', { answer: 4 }),
  ),
  csat: row(
    '',
    cell({ tap: '5' }, { answer: 5 }),
    cell('very satisfied', { answer: 5 }),
    cell('2', { answer: 2 }),
    cell('6', { again: 'out-of-range' }),
    noVoice,
    cell('٤', { answer: 4 }),
  ),
  ces: row(
    '',
    cell({ tap: '7' }, { answer: 7 }),
    cell('strongly disagree', { answer: 1 }),
    cell('6', { answer: 6 }),
    cell('8', { again: 'out-of-range' }),
    noVoice,
    cell('٣', { answer: 3 }),
  ),
  nps: row(
    '',
    skip,
    cell('8 out of 10', { answer: 8 }),
    cell('10', { answer: 10 }),
    cell('11', { again: 'out-of-range' }),
    noVoice,
    cell('१०', { answer: 10 }),
  ),
  consent: row(
    'version: "2026-03"',
    cell({ tap: 'agree' }, { answer: true }),
    cell('I do not agree', { answer: false }),
    cell('1', { answer: true }),
    cell('what for?', { again: 'unknown-option' }),
    noVoice,
    cell('أوافق', { answer: true }),
  ),
  language: row(
    '',
    cell({ tap: 'ar' }, { answer: 'ar' }),
    cell('Hindi', { answer: 'hi' }),
    cell('1', { answer: 'en' }),
    cell('Klingon', { again: 'unknown-option' }),
    noVoice,
    cell('العربية', { answer: 'ar' }),
  ),
  date: row(
    'suggest: true',
    cell({ tap: '2026-03-03' }, { answer: '2026-03-03' }),
    cell('in 3 days', { answer: '2026-03-05' }),
    cell('10/3/26', { answer: '2026-10-03' }),
    cell('31 February', { again: 'no-such-date' }),
    noVoice,
    cell('١٠/٣/٢٠٢٦', { answer: '2026-03-10' }, 'ar'),
  ),
  time: row(
    '',
    skip,
    cell('half past five', { answer: '05:30' }),
    cell('17:30', { answer: '17:30' }),
    cell('25:00', { again: 'not-a-time' }),
    noVoice,
    cell('साढ़े चार बजे', { answer: '04:30' }),
  ),
  'date-time': row(
    '',
    skip,
    cell('tomorrow at 5pm', { answer: '2026-03-03T17:00' }),
    cell('10/3/26 14:30', { answer: '2026-10-03T14:30' }),
    cell('soon', { again: 'not-a-date-time' }),
    noVoice,
    cell('غدا الساعة ٥ مساء', { answer: '2026-03-03T17:00' }),
  ),
  email: row(
    '',
    skip,
    cell('it is ann@example.com.', { answer: 'ann@example.com' }),
    cell('12345', { again: 'not-an-email' }),
    cell('ann at home', { again: 'not-an-email' }),
    noVoice,
    cell('بريدي ann@example.com', { answer: 'ann@example.com' }),
  ),
  phone: row(
    'country: EG',
    cell(card, { answer: '+201001234567' }),
    cell('call 0100 123 4567', { answer: '+201001234567' }),
    cell('+201001234567', { answer: '+201001234567' }),
    cell('12', { again: 'not-a-phone' }),
    noVoice,
    cell('٠١٠٠ ١٢٣ ٤٥٦٧', { answer: '+201001234567' }),
  ),
  url: row(
    '',
    skip,
    cell('it is example.com', { answer: 'https://example.com' }),
    cell('42', { again: 'not-a-link' }),
    cell('no site', { again: 'not-a-link' }),
    noVoice,
    cell('मेरी साइट example.com है', { answer: 'https://example.com' }),
  ),
  contact: row(
    'country: EG',
    cell(card, { answer: { name: 'Omar', phones: ['+201001234567'] } }),
    cell('Omar, 0100 123 4567', { answer: { name: 'Omar', phones: ['+201001234567'] } }),
    cell('+201001234567', { answer: { name: '', phones: ['+201001234567'] } }),
    cell('Omar', { again: 'wrong-kind' }),
    noVoice,
    cell('عمر ٠١٠٠١٢٣٤٥٦٧', { answer: { name: 'عمر', phones: ['+201001234567'] } }),
  ),
  location: row(
    '',
    cell(place, { answer: { latitude: 30.04, longitude: 31.23 } }),
    cell('https://www.google.com/maps?q=30.04,31.23', { answer: { latitude: 30.04, longitude: 31.23 } }),
    cell('30.04, 31.23', { answer: { latitude: 30.04, longitude: 31.23 } }),
    cell('at home', { again: 'wrong-kind' }),
    noVoice,
    cell('٣٠٫٠٤، ٣١٫٢٣', { answer: { latitude: 30.04, longitude: 31.23 } }),
  ),
  image: row('', ...file(voice, photo, { id: 'm2', mime: 'image/jpeg' }, 'صورة')),
  video: row('', ...file(photo, clip, { id: 'm3', mime: 'video/mp4' }, 'فيديو')),
  audio: row('', ...file(photo, voice, { id: 'm1', mime: 'audio/ogg' }, 'صوت')),
  document: row(
    'types: [pdf]',
    ...file(sheet, pdf, { id: 'm4', mime: 'application/pdf', filename: 'cv.pdf' }, 'ملف', 'file-type'),
  ),
};

/** The cells of a type that takes a file: words are never one. */
function file(
  other: InboundContent,
  right: InboundContent,
  value: Record<string, string>,
  word: string,
  reason = 'wrong-kind',
): [Cell, Cell, Cell, Cell, Cell, Cell] {
  const again = { again: 'wrong-kind' };
  return [
    skip,
    cell('here it is', again),
    cell('5', again),
    cell(other, { again: reason }),
    cell(right, { answer: value }),
    cell(word, again),
  ];
}
