import fc from 'fast-check';
import { decodeTap } from '../rendering/binding.js';
import { OutboundMessage } from '../rendering/outbound.js';
import { bindTemplate, type BindInput, type BoundTemplate } from './bind.js';
import type { Template } from './template.js';
import type { TemplateCall } from './template-call.js';

const TAP = { sessionId: 's1', stepId: 'visit', render: 2 };

function template(parts: Partial<Template> = {}): Template {
  return {
    name: 'invite',
    language: 'en',
    category: 'utility',
    status: 'approved',
    parameterFormat: 'positional',
    body: 'Shall we go on?',
    buttons: [],
    ...parts,
  };
}

function bind(parts: Partial<Template>, call: Partial<TemplateCall>, more: Partial<BindInput> = {}): BoundTemplate {
  return bindTemplate({
    template: template(parts),
    call: { template: 'invite', ...call },
    renderText: (localised) => {
      const text = typeof localised === 'string' ? localised : (localised['en'] ?? '');
      return text === 'BROKEN' ? { error: 'no such variable' } : { text };
    },
    tap: TAP,
    ...more,
  });
}

function bound(...args: Parameters<typeof bind>) {
  const result = bind(...args);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'));
  expect(OutboundMessage.parse(result.message)).toStrictEqual(result.message);
  return result;
}

function codes(...args: Parameters<typeof bind>): string[] {
  const result = bind(...args);
  return result.ok ? [] : result.problems.map(({ code }) => code);
}

describe('parameters', () => {
  it('a template without any', () => {
    expect(bound({}, {})).toStrictEqual({
      ok: true,
      message: {
        kind: 'template',
        name: 'invite',
        language: 'en',
        header: [],
        body: [],
        buttons: [],
        preview: 'Shall we go on?',
      },
      buttonsCarry: 'nothing',
      preview: { body: 'Shall we go on?', buttons: [], hidesButtons: false, text: 'Shall we go on?' },
      notes: [],
    });
  });

  it('positional ones go out by number, wherever they stand in the text', () => {
    const { message } = bound(
      { body: 'On {{2}}, dear {{1}}: {{2}}' },
      { params: { '1': 'Mira', '2': { en: 'Monday' } } },
    );
    expect(message.body).toEqual([
      { kind: 'text', text: 'Mira' },
      { kind: 'text', text: 'Monday' },
    ]);
    expect(message.preview).toBe('On Monday, dear Mira: Monday');
  });

  it('a list follows the order of reading: header, then body', () => {
    const { message } = bound(
      { header: { kind: 'text', text: 'Dear {{1}}' }, body: '{{1}} and {{2}}' },
      { params: ['Mira', 'a', 'b'] },
    );
    expect(message.header).toEqual([{ kind: 'text', text: 'Mira' }]);
    expect(message.body).toEqual([
      { kind: 'text', text: 'a' },
      { kind: 'text', text: 'b' },
    ]);
    expect(message.preview).toBe('Dear Mira\n\na and b');
  });

  it('the header of a positional template by its own name', () => {
    const { message } = bound(
      { header: { kind: 'text', text: 'Dear {{1}}' }, body: 'x {{1}} y' },
      { params: { header: 'Mira', '1': 'a' } },
    );
    expect(message.header).toEqual([{ kind: 'text', text: 'Mira' }]);
    expect(message.body).toEqual([{ kind: 'text', text: 'a' }]);
  });

  it('named ones carry their names', () => {
    const { message } = bound(
      { parameterFormat: 'named', header: { kind: 'text', text: 'Dear {{name}}' }, body: '{{name}}, {{place}} waits' },
      { params: { place: 'Graz', name: 'Mira' } },
    );
    expect(message.header).toEqual([{ kind: 'text', name: 'name', text: 'Mira' }]);
    expect(message.body).toEqual([
      { kind: 'text', name: 'name', text: 'Mira' },
      { kind: 'text', name: 'place', text: 'Graz' },
    ]);
  });

  it.each<[string, Partial<Template>, Partial<TemplateCall>, string[]]>([
    ['one missing', { body: '{{1}} {{2}}' }, { params: { '1': 'a' } }, ['parameter-missing']],
    ['all missing', { body: '{{1}} {{2}}' }, {}, ['parameter-count']],
    ['one too many', { body: '{{1}}' }, { params: { '1': 'a', '2': 'b' } }, ['parameter-unknown']],
    ['one where there is none', {}, { params: { name: 'a' } }, ['parameter-unknown']],
    ['a list that is too short', { body: '{{1}} {{2}}' }, { params: ['a'] }, ['parameter-count']],
    ['a list that is too long', { body: '{{1}}' }, { params: ['a', 'b'] }, ['parameter-count']],
    ['a list for names', { parameterFormat: 'named', body: '{{a}}' }, { params: ['a'] }, ['parameter-unknown']],
    [
      'a misspelt name',
      { parameterFormat: 'named', body: '{{name}}' },
      { params: { nmae: 'a' } },
      ['parameter-missing', 'parameter-unknown'],
    ],
    ['an empty value', { body: '{{1}}' }, { params: [' \n '] }, ['parameter-empty']],
    [
      'a value that fails',
      { body: '{{1}} {{2}}' },
      { params: ['BROKEN', ' '] },
      ['parameter-error', 'parameter-empty'],
    ],
    ['a body beyond 1024', { body: '{{1}}' }, { params: ['x'.repeat(1025)] }, ['body-too-long']],
    [
      'a header beyond 60',
      { header: { kind: 'text', text: 'Dear {{1}}' } },
      { params: ['x'.repeat(56)] },
      ['header-too-long'],
    ],
  ])('%s', (_name, parts, call, expected) => {
    expect(codes(parts, call)).toEqual(expected);
  });

  it('takes a body of exactly 1024 and a header of exactly 60', () => {
    expect(codes({ body: '{{1}}' }, { params: ['x'.repeat(1024)] })).toEqual([]);
    expect(codes({ header: { kind: 'text', text: 'Dear {{1}}' } }, { params: ['x'.repeat(55)] })).toEqual([]);
  });

  it('notes what it took out', () => {
    const result = bound({ body: 'Hi {{1}}' }, { params: ['two\nlines'] });
    expect(result.message.body).toEqual([{ kind: 'text', text: 'two lines' }]);
    expect(result.notes).toEqual([expect.stringContaining('{{1}} of the body')]);
  });

  it('says which value of which template is wrong', () => {
    const result = bind({ body: '{{1}}' }, { params: ['BROKEN'] });
    expect(result).toMatchObject({
      problems: [
        { message: 'the value for {{1}} of the body of template "invite" (en) cannot be worked out: no such variable' },
      ],
    });
  });
});

describe('header media', () => {
  const header = { kind: 'media' as const, media: 'image' as const };
  it('by link', () => {
    const { message } = bound({ header }, { headerLink: ' https://x.example/a.jpg ' });
    expect(message.header).toEqual([{ kind: 'media', media: { media: 'image', link: 'https://x.example/a.jpg' } }]);
    expect(message.preview).toBe('[image]\n\nShall we go on?');
  });

  it.each<[Partial<Template>, Partial<TemplateCall>, string]>([
    [{ header }, {}, 'header-link-missing'],
    [{ header }, { headerLink: 'ftp://x' }, 'header-link-invalid'],
    [{ header }, { headerLink: 'http://x.example/a.jpg' }, 'header-link-invalid'],
    [{ header }, { headerLink: 'BROKEN' }, 'parameter-error'],
    [{}, { headerLink: 'https://x.example/a.jpg' }, 'header-link-unused'],
    [{ header: { kind: 'location' } }, {}, 'header-not-supported'],
  ])('%j with %j: %s', (parts, call, code) => {
    expect(codes(parts, call)).toEqual([code]);
  });
});

describe('links', () => {
  const site = { type: 'url' as const, text: 'Open', url: 'https://x.example/{{1}}' };
  const fixed = { type: 'url' as const, text: 'Home', url: 'https://x.example/' };
  it('a suffix, encoded, at the place of its button', () => {
    const { message } = bound({ buttons: [fixed, site] }, { urlSuffix: 's/Zürich 1' });
    expect(message.buttons).toEqual([{ index: 1, type: 'url', value: 's/Z%C3%BCrich%201' }]);
    expect(message.preview).toBe('Shall we go on?\n\n[Home] [Open]');
  });

  it.each<[Template['buttons'], Partial<TemplateCall>, string[]]>([
    [[fixed], {}, []],
    [[site], {}, ['url-suffix-missing']],
    [[fixed], { urlSuffix: 'a' }, ['url-suffix-unused']],
    [[site, site], { urlSuffix: 'a' }, ['url-suffix-ambiguous']],
    [[site], { urlSuffix: ' ' }, ['parameter-empty']],
    [[site], { urlSuffix: 'BROKEN' }, ['parameter-error']],
    [[site], { urlSuffix: 'x'.repeat(2_000) }, ['url-too-long']],
    [[{ type: 'copy-code', text: 'Copy' }], {}, ['button-not-supported']],
    [[{ type: 'phone', text: 'Call' }], {}, []],
  ])('%j with %j: %j', (buttons, call, expected) => {
    expect(codes({ buttons }, call)).toEqual(expected);
  });
});

describe('quick replies', () => {
  const replies = (...texts: string[]): Template['buttons'] =>
    texts.map((text) => ({ type: 'quick-reply' as const, text }));
  const options = [
    { id: 'good', label: 'Good' },
    { id: 'poor', label: 'Poor' },
  ];

  const taps = (result: { message: { buttons: { index: number; value: string }[] } }) =>
    result.message.buttons.map(({ index, value }) => [index, decodeTap(value)]);
  const chosen = (optionId: string) => ({ ...TAP, action: { kind: 'option', optionId } });

  it('invite back where the flow does not say that they are the options', () => {
    const result = bound({ buttons: replies('Go on', 'Later') }, {}, { options });
    expect(result.buttonsCarry).toBe('invite');
    expect(taps(result)).toEqual([
      [0, { ...TAP, action: { kind: 'resume' } }],
      [1, { ...TAP, action: { kind: 'resume' } }],
    ]);
  });

  it('are the options by label, in any order, folding case and space', () => {
    const result = bound(
      { buttons: [{ type: 'phone', text: 'Call' }, ...replies(' POOR', 'good ')] },
      { buttons: 'options' },
      { options },
    );
    expect(result.buttonsCarry).toBe('options');
    expect(taps(result)).toEqual([
      [1, chosen('poor')],
      [2, chosen('good')],
    ]);
    expect(result.notes).toEqual([]);
  });

  it('leave a further button to its label', () => {
    const result = bound({ buttons: replies('Good', 'Stop', 'Poor') }, { buttons: 'options' }, { options });
    expect(taps(result)).toEqual([
      [0, chosen('good')],
      [2, chosen('poor')],
    ]);
  });

  it('are the options by position where labels differ, and say so', () => {
    const result = bound({ buttons: replies('Gut', 'Schlecht') }, { buttons: 'options' }, { options });
    expect(taps(result)).toEqual([
      [0, chosen('good')],
      [1, chosen('poor')],
    ]);
    expect(result.notes).toEqual([expect.stringContaining('by position')]);
  });

  it.each([
    ['too few', replies('Good'), options],
    ['too many, with other labels', replies('A', 'B', 'C'), options],
    ['none', [], options],
    ['no options', replies('Good'), []],
    ['a label at the place of another option', replies('Bad', 'Good'), options],
  ])('%s: refused', (_name, buttons, given) => {
    expect(codes({ buttons }, { buttons: 'options' }, { options: given })).toEqual(['buttons-do-not-match']);
  });

  it('equal labels go by position', () => {
    const same = [
      { id: 'a', label: 'Yes' },
      { id: 'b', label: 'yes' },
    ];
    const result = bound({ buttons: replies('Yes', 'Yes') }, { buttons: 'options' }, { options: same });
    expect(taps(result)).toEqual([
      [0, chosen('a')],
      [1, chosen('b')],
    ]);
  });
});

it('finds all problems at once', () => {
  expect(
    codes(
      {
        header: { kind: 'media', media: 'image' },
        body: '{{1}} {{2}}',
        buttons: [{ type: 'url', text: 'x', url: 'https://x.example/{{1}}' }],
      },
      { params: { '1': '' }, buttons: 'options' },
    ),
  ).toEqual([
    'parameter-missing',
    'header-link-missing',
    'url-suffix-missing',
    'parameter-empty',
    'buttons-do-not-match',
  ]);
});

describe('whatever the values are', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(' ', '\n', '\t', '\u00a0', 'a', '\ud83d', '{{1}}') }),
  );

  it('nothing forbidden leaves the house', () => {
    fc.assert(
      fc.property(value, value, value, (one, two, suffix) => {
        const result = bind(
          { body: 'a {{1}} b {{2}} c', buttons: [{ type: 'url', text: 'x', url: 'https://x.example/{{1}}' }] },
          { params: [one, two], urlSuffix: suffix },
        );
        if (!result.ok) {
          expect(result.problems.every(({ code }) => code === 'parameter-empty')).toBe(true);
          return;
        }
        for (const parameter of result.message.body) {
          expect(parameter.kind === 'text' && parameter.text).toMatch(/^\S([^\n\r\t]*\S)?$/);
          expect(parameter.kind === 'text' && / {5,}/.test(parameter.text)).toBe(false);
        }
        for (const button of result.message.buttons) expect(button.value).toMatch(/^[!#$&-;=?-Z_a-z~%]+$/);
      }),
      { numRuns: 500 },
    );
  });
});
