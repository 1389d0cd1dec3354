import { SimulatedClock } from '../clock.js';
import { Ids } from '../ids.js';
import { TemplateCatalogue } from '../templates/catalogue.js';
import type { TemplateState } from '../templates/template.js';
import { checkMessage } from './check-message.js';

const catalogue = new TemplateCatalogue(new SimulatedClock(() => 0), new Ids('test'));

function define(name: string, components: object[], more: object = {}, state: TemplateState = 'approved'): void {
  const created = catalogue.create({ name, language: 'en', category: 'UTILITY', components, ...more }, state);
  if (!created.ok) throw new Error(created.refusal.details);
}

const body = { type: 'BODY', text: 'Hi {{1}}, your code is {{2}} today.', example: { body_text: [['Ann', '5']] } };
define('two', [body]);
define('plain', [{ type: 'BODY', text: 'Nothing to fill in' }]);
define('named', [
  {
    type: 'BODY',
    text: 'Hi {{first_name}}, are you ready?',
    example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ann' }] },
  },
], { parameter_format: 'NAMED' });
define('picture', [
  { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['h'] } },
  { type: 'BODY', text: 'Look' },
]);
define('buttons', [
  { type: 'BODY', text: 'Choose' },
  {
    type: 'BUTTONS',
    buttons: [
      { type: 'QUICK_REPLY', text: 'Start' },
      { type: 'URL', text: 'Open', url: 'https://example.org/{{1}}', example: ['https://example.org/a'] },
      { type: 'COPY_CODE', example: 'SAVE20' },
    ],
  },
]);
define('paused', [body], {}, 'paused');
define('disabled', [body], {}, 'disabled');
define('submitted', [body], {}, 'submitted');
define('rejected', [body], {}, 'rejected');
define('secret', [{ type: 'BODY', text: 'Your code is not shown here.' }], { category: 'AUTHENTICATION' });

const texts = (...values: string[]) => values.map((text) => ({ type: 'text', text }));
const inBody = (...values: string[]) => [{ type: 'body', parameters: texts(...values) }];
const url = { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 's/1' }] };
const code = {
  type: 'button',
  sub_type: 'copy_code',
  index: 2,
  parameters: [{ type: 'coupon_code', coupon_code: 'SAVE20' }],
};

function send(name: string, components?: unknown, more: { language?: string; recipient?: string } = {}) {
  const { language = 'en', recipient } = more;
  return checkMessage(
    {
      messaging_product: 'whatsapp',
      ...(recipient === undefined ? { to: '15550100200' } : { recipient }),
      type: 'template',
      template: { name, language: { code: language }, ...(components === undefined ? {} : { components }) },
    },
    { ownNumber: '15550100100', hasMedia: () => false, findTemplate: (n, l) => catalogue.find(n, l) },
  );
}

describe('calls that fit', () => {
  test('positional values are filled in', () => {
    expect(send('two', inBody('Ann', '5'))).toMatchObject({
      ok: true,
      category: 'utility',
      rendered: { body: 'Hi Ann, your code is 5 today.' },
    });
  });

  test('named values, in any order', () => {
    const parameters = [{ type: 'text', parameter_name: 'first_name', text: 'Ann' }];
    expect(send('named', [{ type: 'body', parameters }])).toMatchObject({
      rendered: { body: 'Hi Ann, are you ready?' },
    });
  });

  test('a template without variables needs no components', () => {
    expect(send('plain')).toMatchObject({ ok: true, rendered: { body: 'Nothing to fill in', buttons: [] } });
  });

  test('a quick reply without payload returns its label, the URL gets its suffix', () => {
    expect(send('buttons', [url, code])).toMatchObject({
      rendered: {
        buttons: [
          { type: 'quick-reply', title: 'Start', payload: 'Start' },
          { type: 'url', url: 'https://example.org/s/1' },
          { type: 'copy-code', code: 'SAVE20' },
        ],
      },
    });
  });

  test('a value with replacement marks is taken as it is', () => {
    expect(send('two', inBody('$& {{2}}', '5'))).toMatchObject({
      rendered: { body: 'Hi $& {{2}}, your code is 5 today.' },
    });
  });
});

describe('calls that do not fit', () => {
  const LINES = '400 132018: Param text cannot have new-line/tab characters or more than 4 consecutive spaces';
  const picture = (parameter: object) => [{ type: 'header', parameters: [parameter] }];
  const quick = (parameter: object, index: string | number = '0') => [
    { type: 'button', sub_type: 'quick_reply', index, parameters: [parameter] },
    url,
    code,
  ];
  test.each<[string, () => ReturnType<typeof send>, string]>([
    ['unknown name', () => send('nope'), '404 132001: template name (nope) does not exist in en'],
    [
      'unknown language',
      () => send('two', inBody('a', 'b'), { language: 'en_US' }),
      '404 132001: template name (two) does not exist in en_US',
    ],
    [
      'not approved yet',
      () => send('submitted', inBody('a', 'b')),
      '404 132001: template name (submitted) does not exist in en',
    ],
    ['rejected', () => send('rejected', inBody('a', 'b')), '404 132001: template name (rejected) does not exist in en'],
    [
      'paused',
      () => send('paused', inBody('a', 'b')),
      '400 132015: Template is paused due to low quality so it cannot be sent in a template message.',
    ],
    [
      'disabled',
      () => send('disabled', inBody('a', 'b')),
      '400 132016: Template is disabled due to low quality so it cannot be sent in a template message.',
    ],
    [
      'one value too few',
      () => send('two', inBody('a')),
      '400 132000: body: number of localizable_params (1) does not match the expected number of params (2)',
    ],
    [
      'no values at all',
      () => send('two'),
      '400 132000: body: number of localizable_params (0) does not match the expected number of params (2)',
    ],
    [
      'one value too many',
      () => send('plain', inBody('a')),
      '400 132000: body: number of localizable_params (1) does not match the expected number of params (0)',
    ],
    [
      'a header that is not there',
      () => send('plain', [{ type: 'header', parameters: texts('a') }]),
      '400 132000: header: number of localizable_params (1) does not match the expected number of params (0)',
    ],
    [
      'text for a picture',
      () => send('picture', picture({ type: 'text', text: 'x' })),
      '400 132012: header: Format mismatch, expected IMAGE, received TEXT',
    ],
    ['no picture', () => send('picture'), '400 132012: header: Format mismatch, expected IMAGE, received UNKNOWN'],
    [
      'a picture for text',
      () =>
        send('two', [
          {
            type: 'body',
            parameters: [
              { type: 'image', image: { link: 'https://e.org/a' } },
              { type: 'text', text: 'x' },
            ],
          },
        ]),
      '400 132012: body: Format mismatch, expected TEXT, received IMAGE',
    ],
    [
      'a picture by an unknown id',
      () => send('picture', picture({ type: 'image', image: { id: '1' } })),
      "400 100: Param template['components'][0]['parameters'][0]['image']['id'] is not a valid whatsapp business account media attachment ID",
    ],
    ['a line break', () => send('two', inBody('a\nb', 'c')), LINES],
    ['a tab', () => send('two', inBody('a\tb', 'c')), LINES],
    ['five spaces', () => send('two', inBody('a     b', 'c')), LINES],
    [
      'an empty value',
      () => send('two', inBody('', 'c')),
      '400 131008: components: Parameter of type text is missing text value',
    ],
    [
      'too long when filled in',
      () => send('two', inBody('x'.repeat(1024), 'c')),
      '400 132005: body: translated text is 1050 characters long, at most 1024 are allowed',
    ],
    [
      'a name on a positional template',
      () =>
        send('two', [
          {
            type: 'body',
            parameters: [
              { type: 'text', parameter_name: 'a', text: 'x' },
              { type: 'text', text: 'y' },
            ],
          },
        ]),
      '400 132012: body: the template has positional parameters, got "a"',
    ],
    [
      'no name on a named template',
      () => send('named', inBody('Ann')),
      '400 100: body: Parameter name is missing or empty',
    ],
    [
      'a wrong name',
      () => send('named', [{ type: 'body', parameters: [{ type: 'text', parameter_name: 'last_name', text: 'x' }] }]),
      '400 132000: body: the template has no further parameter "last_name"',
    ],
    [
      'a URL without its value',
      () => send('buttons', [code]),
      '400 132000: button 1: number of localizable_params (0) does not match the expected number of params (1)',
    ],
    [
      'a space in a URL',
      () => send('buttons', [{ ...url, parameters: texts('a b') }, code]),
      '400 132012: button: the URL parameter must be URL-encoded',
    ],
    [
      'no code to copy',
      () => send('buttons', [url]),
      '400 131008: Button at index 2 of type CopyCode requires a parameter',
    ],
    [
      'a payload of 257',
      () => send('buttons', quick({ type: 'payload', payload: 'x'.repeat(257) })),
      '400 131009: Button payload is too long. Max length is 256',
    ],
    [
      'text as payload',
      () => send('buttons', quick({ type: 'text', text: 'x' })),
      '400 132012: button: Format mismatch, expected PAYLOAD, received TEXT',
    ],
    [
      'a button that is not there',
      () => send('buttons', quick({ type: 'payload', payload: 'x' }, '7')),
      '400 132000: button: the template has no button at index 7',
    ],
    [
      'a quick reply at the place of a URL',
      () =>
        send('buttons', [{ ...url, sub_type: 'quick_reply', parameters: [{ type: 'payload', payload: 'x' }] }, code]),
      '400 132012: button: Format mismatch at index 1, expected url, received quick_reply',
    ],
    [
      'the body twice',
      () => send('two', [...inBody('a', 'b'), ...inBody('a', 'b')]),
      '400 100: Component body is given twice.',
    ],
    [
      'a secret to a person without a number',
      () => send('secret', undefined, { recipient: 'US.a1B2' }),
      '400 131062: Business-scoped user id recipients are not supported for this message',
    ],
  ])('%s', (_name, attempt, expected) => {
    const checked = attempt();
    expect(checked.ok ? 'ok' : `${checked.refusal.status} ${checked.refusal.code}: ${checked.refusal.details}`).toBe(
      expected,
    );
  });
});
