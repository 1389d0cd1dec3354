import { questionOf } from '../../../../test/fixtures/question.js';
import type { InboundMedia } from '../answer-type.js';
import { inputOf } from '../../turn/answer.js';
import { documentFile } from './media.js';
import { answerTypeOf } from '../registry.js';

type Kind = 'image' | 'video' | 'audio' | 'document';
type Sent = Partial<InboundMedia> & Pick<InboundMedia, 'media'>;

function read(kind: Kind, sent: Sent | string, { fields = {}, language = 'en', optional = false } = {}) {
  const type = answerTypeOf(kind);
  const content =
    typeof sent === 'string' ? { kind: 'text' as const, text: sent } : { kind: 'media' as const, id: 'm1', ...sent };
  return type.read(questionOf(type, fields, { language, optional }), inputOf(content), []);
}

it('keeps what names the file, with the caption beside it', () => {
  const sent = {
    media: 'image',
    mime: 'image/jpeg',
    sha256: 'abc',
    url: 'https://files.example/1',
    caption: 'The broken tap',
  } as const;
  expect(read('image', sent)).toEqual({
    kind: 'answer',
    value: { id: 'm1', mime: 'image/jpeg', sha256: 'abc', url: 'https://files.example/1' },
    raw: 'The broken tap',
    label: 'Photo',
    via: 'sent',
    detail: { caption: 'The broken tap' },
  });
});

it.each<[Kind, Sent, string]>([
  ['image', { media: 'image' }, 'Photo'],
  ['image', { media: 'image', caption: '  ' }, 'Photo'],
  ['image', { media: 'document', mime: 'image/png', filename: 'scan.png' }, 'scan.png'],
  ['image', { media: 'document', filename: 'SCAN.HEIC' }, 'SCAN.HEIC'],
  ['image', { media: 'document', mime: 'application/octet-stream', filename: 'a.jpg' }, 'a.jpg'],
  ['video', { media: 'video' }, 'Video'],
  ['video', { media: 'document', mime: 'video/mp4', filename: 'a.mp4' }, 'a.mp4'],
  ['audio', { media: 'audio', voice: true, mime: 'audio/ogg; codecs=opus' }, 'Voice message'],
  ['audio', { media: 'audio' }, 'Recording'],
  ['audio', { media: 'document', mime: 'audio/mpeg' }, 'Recording'],
  ['document', { media: 'document', filename: 'cv.pdf' }, 'cv.pdf'],
  ['document', { media: 'document' }, 'File'],
])('%s takes %j as %s', (kind, sent, label) => {
  const reading = read(kind, sent);
  expect(reading).toMatchObject({ kind: 'answer', value: { id: 'm1' }, label, via: 'sent' });
  expect(reading).not.toHaveProperty('detail');
});

it.each<[Kind, Sent | string, string]>([
  ['image', 'here it is', 'Please send a photo'],
  ['image', '5', 'Please send a photo'],
  ['image', '٥', 'Please send a photo'],
  ['image', { media: 'sticker' }, 'I cannot use a sticker here. Please send a photo'],
  ['image', { media: 'video', caption: 'look' }, 'I cannot use a video here. Please send a photo'],
  [
    'image',
    { media: 'document', mime: 'application/pdf', filename: 'a.pdf' },
    'I cannot use a file here. Please send a photo',
  ],
  ['image', { media: 'document', filename: 'png' }, 'I cannot use a file here.'],
  ['image', { media: 'document', filename: 'a.constructor' }, 'I cannot use a file here.'],
  ['video', { media: 'image' }, 'I cannot use a picture here. Please send a video'],
  ['audio', { media: 'video' }, 'I cannot use a video here. Please send a voice message'],
  ['document', { media: 'image' }, 'I cannot use a picture here. Please send a file'],
  ['document', { media: 'audio', voice: true }, 'I cannot listen to voice messages here. Please send a file'],
])('%s refuses %j: %s', (kind, sent, hint) => {
  expect(read(kind, sent)).toMatchObject({
    kind: 'rejected',
    reason: 'wrong-kind',
    hint: expect.stringContaining(hint),
  });
});

it('says so in the language of the person', () => {
  expect(read('image', 'hier', { language: 'de' })).toMatchObject({
    hint: expect.stringMatching(/^Bitte senden Sie ein Foto/),
  });
  expect(read('image', { media: 'image' }, { language: 'ar' })).toMatchObject({ label: 'صورة' });
});

it('an empty text is empty, a skip skips, and a picture that is called so is a picture', () => {
  expect(read('image', ' ')).toMatchObject({ reason: 'empty' });
  expect(read('image', 'skip', { optional: true })).toMatchObject({ value: null, via: 'skip' });
  expect(read('image', { media: 'image', caption: 'skip' }, { optional: true })).toMatchObject({ via: 'sent' });
});

describe('a document of certain types', () => {
  const fields = { types: ['pdf', 'docx'] };

  it.each<[Sent]>([
    [{ media: 'document', filename: 'cv.PDF' }],
    [{ media: 'document', mime: 'application/pdf' }],
    [{ media: 'document', mime: 'application/pdf; v=1', filename: 'cv' }],
  ])('takes %j', (sent) => {
    expect(read('document', sent, { fields })).toMatchObject({ kind: 'answer' });
  });

  it.each<[Sent]>([
    [{ media: 'document', filename: 'cv.txt', mime: 'text/plain' }],
    [{ media: 'document' }],
    [{ media: 'document', filename: 'cv.pdf.exe' }],
  ])('refuses %j and names them', (sent) => {
    expect(read('document', sent, { fields })).toMatchObject({
      kind: 'rejected',
      reason: 'file-type',
      hint: expect.stringContaining('pdf, docx'),
    });
  });

  it('still fits where the types change, if it is one of them', () => {
    const fits = (types: string[], value: object) => documentFile.fits?.({ types }, { id: 'm', ...value }, {});
    expect(fits(['pdf'], { filename: 'cv.pdf' })).toBe(true);
    expect(fits(['docx'], { filename: 'cv.pdf' })).toBe(false);
    expect(fits(['docx'], { id: 7 })).toBe(false);
  });

  it('takes a photo where pictures are among them, however it was sent', () => {
    const pictures = { fields: { types: ['pdf', 'jpg'] } };
    expect(read('document', { media: 'image', mime: 'image/jpeg' }, pictures)).toMatchObject({ label: 'Photo' });
    expect(read('document', { media: 'image', mime: 'image/jpeg' }, { fields })).toMatchObject({
      reason: 'wrong-kind',
    });
    expect(read('document', { media: 'sticker', mime: 'image/webp' }, { fields: { types: ['webp'] } })).toMatchObject({
      reason: 'wrong-kind',
    });
  });

  it.each([[['.pdf']], [['PDF']], [[]], ['pdf']])('%j is no list of endings', (types) => {
    expect(answerTypeOf('document').fields.safeParse({ types }).success).toBe(false);
  });
});
