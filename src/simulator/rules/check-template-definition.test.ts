import { TemplateCreation } from '../templates/template.js';
import { checkTemplateDefinition } from './check-template-definition.js';

const body = (text: string, samples: string[] = []) => ({
  type: 'BODY',
  text,
  ...(samples.length === 0 ? {} : { example: { body_text: [samples] } }),
});
const quick = (...labels: string[]) => labels.map((text) => ({ type: 'QUICK_REPLY', text }));
const withButtons = (...buttons: object[]) => [body('Hello there'), { type: 'BUTTONS', buttons }];
const link = { type: 'URL', text: 'Open', url: 'https://example.org/' };

function verdict(components: object[], more: object = {}): string {
  const creation = TemplateCreation.parse({ name: 'a', language: 'en', category: 'UTILITY', components, ...more });
  const [first] = checkTemplateDefinition(creation);
  return first ? `${first.code}/${first.subcode ?? '-'}: ${first.details}` : 'ok';
}

test.each<[string, object[], object, string]>([
  ['a plain body', [body('Hello')], {}, 'ok'],
  ['a short body with one variable', [body('Hi {{1}}, ready?', ['Ann'])], {}, 'ok'],
  ['a regional language', [body('Hello')], { language: 'pt_BR' }, 'ok'],
  ['line breaks in the body', [body('Hello\n\nthere')], {}, 'ok'],
  ['ten quick replies', withButtons(...quick(...'abcdefghij')), {}, 'ok'],
  ['two groups: replies, then links', withButtons(...quick('a', 'b'), link), {}, 'ok'],
  [
    'capitals in the name',
    [body('Hello')],
    { name: 'Visit' },
    '100/-: Template name may only have lower-case letters, digits and underscores, 1 to 512 of them',
  ],
  ['a language with a hyphen', [body('Hello')], { language: 'pt-BR' }, '100/-: Language pt-BR is not supported'],
  ['no body', [{ type: 'FOOTER', text: 'x' }], {}, '100/2388072: A BODY component is required'],
  ['a body of 1,025', [body('x'.repeat(1025))], {}, '100/2388040: BODY: text is too long. Max length is 1024'],
  [
    'a gap in the numbers',
    [body('Hi {{1}} and also {{3}} here', ['a', 'b'])],
    {},
    '100/2388072: BODY: variables must be {{1}}, {{2}} and so on without a gap',
  ],
  [
    'a variable at the start',
    [body('{{1}} is here now', ['a'])],
    {},
    '100/2388299: BODY: text must not begin or end with a variable',
  ],
  [
    'a variable at the end',
    [body('Here is {{1}}', ['a'])],
    {},
    '100/2388299: BODY: text must not begin or end with a variable',
  ],
  [
    'variables side by side',
    [body('Hi {{1}} {{2}}, welcome to us', ['a', 'b'])],
    {},
    '100/2388072: BODY: variables must not stand side by side',
  ],
  [
    'more variables than words',
    [body('Hi {{1}}, {{2}}!', ['a', 'b'])],
    {},
    '100/2388293: BODY: too many variables for the length of the text',
  ],
  ['no sample', [body('Hi {{1}}, ready?')], {}, '100/2388072: BODY: a sample is required for each variable'],
  [
    'names in a positional template',
    [body('Hi {{name}}, ready?', ['a'])],
    {},
    '100/2388072: BODY: variables must be {{1}}, {{2}} and so on without a gap',
  ],
  [
    'a header of 61',
    [{ type: 'HEADER', format: 'TEXT', text: 'x'.repeat(61) }, body('Hello')],
    {},
    '100/2388040: HEADER: text is too long. Max length is 60',
  ],
  [
    'a picture without sample',
    [{ type: 'HEADER', format: 'IMAGE' }, body('Hello')],
    {},
    '100/2388047: HEADER: a sample (example.header_handle) is required',
  ],
  [
    'a variable in the footer',
    [body('Hello'), { type: 'FOOTER', text: 'x {{1}}' }],
    {},
    '100/2388073: FOOTER: no variables are allowed',
  ],
  ['eleven buttons', withButtons(...quick(...'abcdefghijk')), {}, '100/-: BUTTONS: 1 to 10 buttons are allowed'],
  [
    'a label of 26',
    withButtons(...quick('x'.repeat(26))),
    {},
    '100/2388040: BUTTONS: text is too long. Max length is 25',
  ],
  ['equal labels', withButtons(...quick('a', 'a')), {}, '100/-: BUTTONS: texts must be unique'],
  [
    'replies torn apart',
    withButtons(...quick('a'), link, ...quick('b')),
    {},
    '100/-: BUTTONS: quick replies must stand together',
  ],
  [
    'three links',
    withButtons(link, { ...link, text: 'b' }, { ...link, text: 'c' }),
    {},
    '100/-: BUTTONS: at most 2 URL buttons are allowed',
  ],
  [
    'a variable in the middle of a URL',
    withButtons({ ...link, url: 'https://example.org/{{1}}/x' }),
    {},
    '100/-: BUTTONS: a URL may have one variable, {{1}}, at its end',
  ],
  ['the body twice', [body('Hello'), body('Hello')], {}, '100/-: Each component may appear once'],
])('%s', (_name, components, more, expected) => {
  expect(verdict(components, more)).toBe(expected);
});
