import { draft } from '../../../test/support/template-drafts.js';
import { TemplateDraft, type DraftButton } from '../draft.js';
import { checkDraft, isRefused } from './check-draft.js';
import { TEMPLATE_LANGUAGES } from './languages.js';

/** `field rule` of every finding, warnings with a question mark. */
const found = (changed: Partial<TemplateDraft>) =>
  checkDraft(draft(changed)).map(({ field, rule, severity }) => `${field} ${rule}${severity === 'warning' ? '?' : ''}`);

const reply = (text: string): DraftButton => ({ type: 'quick-reply', text });
const link = (url: string, sample?: string): Extract<DraftButton, { type: 'url' }> => ({
  type: 'url',
  text: 'Open',
  url,
  ...(sample !== undefined && { sample }),
});

test('a good template has no finding', () => {
  expect(checkDraft(draft())).toEqual([]);
  expect(
    checkDraft(
      draft({
        parameterFormat: 'named',
        header: { kind: 'text', text: 'Dear {{first_name}}', sample: 'Mira' },
        body: 'Your visit on {{day}} is not rated yet.\n\nShall we go on?',
        samples: { day: 'Friday' },
        footer: 'Cedar Clinic – say STOP to end',
        buttons: [
          reply('Yes'),
          reply('No'),
          link('https://x.example/{{1}}', 'https://x.example/s1'),
          { type: 'phone', text: 'Call us', phone: '+43 660 123456' },
        ],
        ttlSeconds: 3_600,
      }),
    ),
  ).toEqual([]);
});

test('a finding names field, value and rule in a sentence', () => {
  expect(checkDraft(draft({ name: 'Visit Reminder' }))).toEqual([
    {
      severity: 'error',
      field: 'name',
      value: 'Visit Reminder',
      rule: 'name',
      message: 'a template name has 1 to 512 characters, only a–z without accents, 0–9 and _',
    },
  ]);
  expect(checkDraft(draft({ footer: 'x'.repeat(99) }))[0]?.value).toHaveLength(80);
});

describe('name, language, category', () => {
  it.each(['', 'Visit', 'visit-reminder', 'visit reminder', 'besuch_ü', 'x'.repeat(513)])(
    'refuses the name %j',
    (name) => expect(found({ name })).toEqual(['name name']),
  );
  it('takes every language that Meta lists', () => {
    expect([...TEMPLATE_LANGUAGES].flatMap((language) => found({ language }))).toEqual([]);
  });
  it.each([
    ['pt', '"pt_BR", "pt_PT"'],
    ['en-US', '"en_US"'],
    ['EN', '"en"'],
  ])('says what there is in place of %s', (language, there) => {
    const [finding] = checkDraft(draft({ language }));
    expect(finding).toMatchObject({ severity: 'error', field: 'language', rule: 'language' });
    expect(finding?.message).toContain(there);
  });
  it('doubts a language that Meta does not list, and refuses what is none', () => {
    expect(found({ language: 'tlh' })).toEqual(['language language?']);
    expect(found({ language: 'klingon' })).toEqual(['language language']);
  });
  it('refuses authentication', () => expect(found({ category: 'authentication' })).toEqual(['category category']));
  it.each([
    ['utility', 29, false],
    ['utility', 30, true],
    ['utility', 43_201, false],
    ['marketing', 3_600, false],
    ['marketing', 43_200, true],
  ] as const)('%s lives for %i s: %s', (category, ttlSeconds, fits) =>
    expect(found({ category, ttlSeconds })).toEqual(fits ? [] : ['ttlSeconds ttl']),
  );
});

describe('variables', () => {
  const body = (text: string, samples: Record<string, string> = {}) => found({ body: text, samples });

  it.each([
    '{{1}}, your visit is not rated yet',
    'Your visit is not rated yet, {{1}}',
    '  {{1}} begins all of this here',
  ])('do not stand at the edge: %j', (text) =>
    expect(body(text, { 1: 'Mira' })).toEqual(['body variable-at-the-edge']),
  );
  it.each(['Come here {{1}}{{2}} for your visit today please', 'Come here {{1}} {{2}} for your visit today please'])(
    'do not stand side by side: %j',
    (text) => expect(body(text, { 1: 'a', 2: 'b' })).toEqual(['body variables-adjacent']),
  );
  it.each([
    ['Dear {{2}}, your visit is not rated yet', ['2'], 'body variables-not-sequential'],
    ['Dear {{0}}, your visit is not rated yet', ['0'], 'body variables-not-sequential'],
    ['Dear {{01}}, your visit is not rated yet', ['01'], 'body variables-not-sequential'],
    ['Dear {{1}}, your {{3}} visit is not rated by you yet', ['1', '3'], 'body variables-not-sequential'],
    ['Dear {{name}}, your visit is not rated yet', ['name'], 'body variables-mixed'],
  ])('are numbered from 1 without a gap: %j', (text, names, expected) =>
    expect(body(text, Object.fromEntries(names.map((name) => [name, 'x'])))).toEqual([expected]),
  );
  it('may stand in any order and twice', () =>
    expect(body('On {{2}}, dear {{1}}: {{2}} is the day of your visit to us', { 1: 'a', 2: 'b' })).toEqual([]));
  it.each(['Dear {{first name}}, hello to you', 'Dear {{1}, hello', 'Dear {1}}, hello', 'Dear {{}}, hello', 'a }} b'])(
    'are written with two braces: %j',
    (text) => expect(body(text)).toContain('body variable-malformed'),
  );
  it('have names of lower-case letters where they have names', () => {
    const named = (name: string) =>
      found({ parameterFormat: 'named', body: `Dear {{${name}}}, your visit is waiting`, samples: { [name]: 'x' } });
    expect(named('first_name2')).toEqual([]);
    for (const name of ['First', '1', '_x']) expect(named(name)).toEqual(['body variable-name']);
  });
  it('need enough words around them', () => {
    expect(body('Hi {{1}}, ready', { 1: 'a' })).toEqual(['body too-many-variables?']);
    expect(body('Hi {{1}}!', { 1: 'a' })).toEqual(['body too-many-variables']);
    expect(body('Hi {{1}}, are you ready', { 1: 'a' })).toEqual([]);
  });
  it('count words in scripts that put no space between them', () =>
    expect(
      found({ language: 'ja', body: 'こんにちは{{1}}さん、アンケートを続けますか', samples: { 1: 'ミラ' } }),
    ).toEqual([]));
  it('have one sample each', () => {
    expect(body('Dear {{1}}, your visit is not rated yet')).toEqual(['samples.1 sample-missing']);
    expect(body('Dear {{1}}, your visit is not rated yet', { 1: '  ' })).toEqual(['samples.1 sample-missing']);
    expect(body('Dear {{1}}, your visit is not rated yet', { 1: 'a\nb' })).toEqual(['samples.1 sample-format']);
    expect(body('Your visit is not rated yet', { 1: 'a' })).toEqual(['samples.1 sample-unknown']);
    expect(body('Dear {{1}}, is {{constructor}} a name', { 1: 'a' })).toContain('samples.constructor sample-missing');
  });
});

describe('texts', () => {
  it.each([
    [{ body: ' ' }, 'body text-empty'],
    [{ body: 'x'.repeat(1025) }, 'body text-too-long'],
    [{ footer: '' }, 'footer text-empty'],
    [{ footer: 'x'.repeat(61) }, 'footer text-too-long'],
    [{ footer: 'Dear {{1}}' }, 'footer variable-not-allowed'],
    [{ footer: 'one\ntwo' }, 'footer line-break'],
    [{ footer: 'Thanks 🎉' }, 'footer emoji'],
    [{ footer: '*Thanks*' }, 'footer markup'],
    [{ header: { kind: 'text', text: '' } }, 'header.text text-empty'],
    [{ header: { kind: 'text', text: 'x'.repeat(61) } }, 'header.text text-too-long'],
    [{ header: { kind: 'text', text: 'one\ntwo' } }, 'header.text line-break'],
    [{ header: { kind: 'text', text: 'Sale ❤️' } }, 'header.text emoji'],
    [{ header: { kind: 'text', text: 'A _great_ sale' } }, 'header.text markup'],
    [{ header: { kind: 'text', text: 'For {{1}}' } }, 'header.sample sample-missing'],
    [{ header: { kind: 'text', text: 'Sale', sample: 'x' } }, 'header.sample sample-unknown'],
    [{ header: { kind: 'text', text: '{{1}} and {{2}}', sample: 'x' } }, 'header.text header-variables'],
    [{ header: { kind: 'media', media: 'image' } }, 'header.sample sample-missing'],
    [{ header: { kind: 'location' } }, 'header no-flow-can-send?'],
    [{ body: 'one\n\n\n\ntwo' }, 'body gaps?'],
    [{ body: 'Wide     gap' }, 'body gaps?'],
  ] as const)('%j: %s', (changed, expected) =>
    expect(found({ body: 'Your visit is not rated yet', samples: {}, ...changed })).toEqual([expected]),
  );
  it('take what looks like markup and is none', () => {
    expect(found({ header: { kind: 'text', text: 'order_no a_b, 5 ~ 6 © 2026 №1' } })).toEqual([]);
    expect(found({ header: { kind: 'text', text: 'For {{_1}}', sample: 'x' } })).toEqual([
      'header.text variables-mixed',
    ]);
  });
  it('tells when the samples alone make a body too long', () => {
    const body = `${'word '.repeat(195)}{{1}} end`;
    expect(found({ body, samples: { 1: 'x'.repeat(99) } })).toEqual(['body too-long-when-filled?']);
  });
});

describe('buttons', () => {
  const buttons = (...given: DraftButton[]) => found({ buttons: given });
  const many = (count: number) => Array.from({ length: count }, (_, at) => reply(`Option ${at}`));

  it('are ten at most', () => {
    expect(buttons(...many(10))).toEqual([]);
    expect(buttons(...many(11))).toEqual(['buttons too-many-buttons']);
    expect(buttons()).toEqual([]);
  });
  it('have two links, one phone number and one code at most', () => {
    const [one, two, three] = ['a', 'b', 'c'].map((text) => ({ ...link(`https://x.example/${text}`), text }));
    expect(buttons(one!, two!)).toEqual([]);
    expect(buttons(one!, two!, three!)).toEqual(['buttons too-many-of-a-kind']);
    const call = (text: string): DraftButton => ({ type: 'phone', text, phone: '+43660123456' });
    expect(buttons(call('a'), call('b'))).toEqual(['buttons too-many-of-a-kind']);
    const code: DraftButton = { type: 'copy-code', sample: 'SAVE20' };
    expect(buttons(code, code)).toEqual(['buttons too-many-of-a-kind', 'buttons no-flow-can-send?']);
  });
  it('have their quick replies together, before or after the rest', () => {
    const open = link('https://x.example/');
    expect(buttons(reply('a'), reply('b'), open)).toEqual([]);
    expect(buttons(open, reply('a'), reply('b'))).toEqual([]);
    expect(buttons(reply('a'), open, reply('b'))).toEqual(['buttons quick-replies-apart']);
    expect(buttons(open, reply('a'), { ...open, text: 'More' })).toEqual(['buttons quick-replies-apart']);
  });
  it.each([
    ['', 'text-empty'],
    ['x'.repeat(26), 'text-too-long'],
    ['a\nb', 'line-break'],
    ['*a*', 'markup'],
    ['Hi {{1}}', 'variable-not-allowed'],
    ['Yes 🎉', 'emoji?'],
  ])('have a short plain label: %j', (text, rule) => expect(buttons(reply(text))).toEqual([`buttons[0].text ${rule}`]));
  it('have labels that can be told apart', () =>
    expect(buttons(reply('Yes'), reply('yes '))).toEqual(['buttons[1].text label-twice']));
  it.each([
    ['https://x.example/{{1}}?a=1', undefined, 'buttons[0].url url-variable'],
    ['https://x.example/{{2}}', undefined, 'buttons[0].url url-variable'],
    ['https://x.example/{{1}}/{{1}}', undefined, 'buttons[0].url url-variable'],
    ['https://x.example/{{name}}', undefined, 'buttons[0].url url-variable'],
    ['x.example/a', undefined, 'buttons[0].url url'],
    ['javascript:alert(1)', undefined, 'buttons[0].url url'],
    ['https://x.example/a b', undefined, 'buttons[0].url url'],
    [`https://x.example/${'x'.repeat(2_000)}`, undefined, 'buttons[0].url url-too-long'],
    ['https://x.example/{{1}}', undefined, 'buttons[0].sample sample-missing'],
    ['https://x.example/{{1}}', 'https://y.example/1', 'buttons[0].sample sample-format'],
    ['https://x.example/{{1}}', 'https://x.example/', 'buttons[0].sample sample-format'],
    ['https://x.example/a', 'https://x.example/a', 'buttons[0].sample sample-unused?'],
  ])('have addresses whose suffix is at the end: %j, sample %j', (url, sample, expected) =>
    expect(buttons(link(url, sample))).toEqual([expected]),
  );
  it.each(['', '12', 'call me', '+43 660 1234567890 123'])('have a phone number that can be dialled, not %j', (phone) =>
    expect(buttons({ type: 'phone', text: 'Call', phone })).toEqual(['buttons[0].phone phone']),
  );
  it('have a code with a short sample', () => {
    expect(buttons({ type: 'copy-code', sample: 'x'.repeat(21) })).toContain('buttons[0].sample text-too-long');
    expect(buttons({ type: 'copy-code', sample: '' })).toContain('buttons[0].sample sample-missing');
  });
});

test('only errors keep a template from being handed in', () => {
  expect(isRefused(checkDraft(draft({ language: 'tlh' })))).toBe(false);
  expect(isRefused(checkDraft(draft({ language: 'klingon' })))).toBe(true);
});
