import { Template } from '../../templates/template.js';
import { decodeTemplates } from './decode-templates.js';

function decode(row: Record<string, unknown>): Template {
  const [template] = decodeTemplates([{ name: 'invite', language: 'en', status: 'approved', components: [], ...row }]);
  expect(Template.parse(template)).toStrictEqual(template);
  return template!;
}

describe('decodeTemplates', () => {
  it('reads a whole row', () => {
    expect(
      decode({
        id: 'xWT',
        external_id: '1200000000000000123',
        category: 'UTILITY',
        rejected_reason: 'NONE',
        quality_score: { score: 'GREEN', reasons: null },
        namespace: 'n',
        components: [
          { type: 'HEADER', format: 'TEXT', text: 'Dear {{1}}' },
          { type: 'BODY', text: 'How was {{1}} on {{2}}?', example: { body_text: [['a', 'b']] } },
          { type: 'FOOTER', text: 'Reply STOP to end' },
          {
            type: 'BUTTONS',
            buttons: [
              { type: 'QUICK_REPLY', text: 'Good' },
              { type: 'URL', text: 'Site', url: 'https://x.example/{{1}}' },
              { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+43' },
              { type: 'COPY_CODE', text: 'Copy' },
              { type: 'FLOW', text: 'Form' },
              { type: 'MPM', text: 'Shop' },
              { type: 'constructor' },
              7,
            ],
          },
        ],
      }),
    ).toStrictEqual({
      name: 'invite',
      language: 'en',
      category: 'utility',
      status: 'approved',
      statusDetail: 'approved',
      quality: 'green',
      providerId: '1200000000000000123',
      parameterFormat: 'positional',
      header: { kind: 'text', text: 'Dear {{1}}' },
      body: 'How was {{1}} on {{2}}?',
      footer: 'Reply STOP to end',
      buttons: [
        { type: 'quick-reply', text: 'Good' },
        { type: 'url', text: 'Site', url: 'https://x.example/{{1}}' },
        { type: 'phone', text: 'Call' },
        { type: 'copy-code', text: 'Copy' },
        { type: 'flow', text: 'Form' },
        { type: 'other', text: 'Shop' },
        { type: 'other', text: '' },
      ],
    });
  });

  it.each([
    ['submitted', 'pending'],
    ['pending', 'pending'],
    ['approved', 'approved'],
    ['APPROVED', 'approved'],
    ['rejected', 'rejected'],
    ['paused', 'paused'],
    ['disabled', 'disabled'],
    ['deleted', 'deleted'],
    ['something_new', 'unknown'],
    [undefined, 'unknown'],
  ])('status %s', (word, status) => {
    expect(decode({ status: word }).status).toBe(status);
  });

  it('keeps the reason of a rejection', () => {
    expect(decode({ status: 'rejected', rejected_reason: 'SCAM' }).statusDetail).toBe('rejected: SCAM');
  });

  it.each([
    [{ format: 'IMAGE' }, { kind: 'media', media: 'image' }],
    [{ format: 'video' }, { kind: 'media', media: 'video' }],
    [{ format: 'DOCUMENT' }, { kind: 'media', media: 'document' }],
    [{ format: 'LOCATION' }, { kind: 'location' }],
    [{ text: 'Plain' }, { kind: 'text', text: 'Plain' }],
  ])('header %j', (part, header) => {
    expect(decode({ components: [{ type: 'HEADER', ...part }] }).header).toEqual(header);
  });

  it.each([
    [{ parameter_format: 'NAMED' }, '{{1}}', 'named'],
    [{ parameter_format: 'POSITIONAL' }, '{{1}}', 'positional'],
    [{}, 'Hi {{first_name}}', 'named'],
    [{}, 'Hi {{1}}', 'positional'],
    [{}, 'Hi', 'positional'],
  ])('parameters: %j, %s', (row, text, format) => {
    expect(decode({ ...row, components: [{ type: 'BODY', text }] }).parameterFormat).toBe(format);
  });

  it('does not offer a template with parts that cannot be filled', () => {
    expect(
      decode({
        components: [
          { type: 'BODY', text: 'x' },
          { type: 'CAROUSEL', cards: [] },
        ],
      }),
    ).toMatchObject({
      status: 'unknown',
      statusDetail: expect.stringContaining('carousel'),
    });
  });

  it('stays calm with broken rows', () => {
    expect(decode({ category: 5, quality_score: 'GREEN', components: 'none', rejected_reason: null }).body).toBe('');
    expect(decodeTemplates([null, 7, {}, { name: 'x' }, { language: 'en' }, { name: '', language: 'en' }])).toEqual([]);
  });
});
