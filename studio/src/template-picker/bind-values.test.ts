import type { Template } from '@core/templates/template.js';
import { bindValues } from './bind-values.js';
import { callOf, fieldsOf } from './fields.js';
import { scopeOf } from './variables.js';

const template = (over: Partial<Template> = {}): Template => ({
  name: 'visit',
  language: 'en',
  category: 'utility',
  status: 'approved',
  parameterFormat: 'named',
  body: 'Hi {{name}}, see you {{day}}.',
  buttons: [{ type: 'quick-reply', text: 'Continue' }],
  ...over,
});
const scope = scopeOf({
  contact: { name: 'Layla', language: 'ar', phone: null, attributes: { city: 'Haifa' } },
  answers: {},
});

describe('the fields of a template', () => {
  it('are its variables, its file and the end of its link, in the order in which they are read', () => {
    const all = template({
      parameterFormat: 'positional',
      header: { kind: 'text', text: 'For {{1}}' },
      body: '{{2}} then {{1}}',
      buttons: [{ type: 'url', text: 'Open', url: 'https://x.example/{{1}}' }],
    });
    expect(fieldsOf(all).map(({ key, part }) => `${part} ${key}`)).toEqual([
      'header header',
      'body 1',
      'body 2',
      'url-suffix @urlSuffix',
    ]);
    expect(callOf(all, { header: 'H', '1': 'a', '2': 'b', '@urlSuffix': 's' })).toEqual({
      template: 'visit',
      params: { header: 'H', '1': 'a', '2': 'b' },
      urlSuffix: 's',
    });
  });

  it('ask once for what stands twice', () => {
    const twice = template({ header: { kind: 'text', text: 'Hi {{name}}' }, body: '{{name}} again' });
    expect(fieldsOf(twice)).toEqual([{ key: 'name', part: 'header', name: 'name' }]);
    expect(bindValues(twice, { name: 'Ann' }, scope)).toMatchObject({
      errors: {},
      others: [],
      preview: { header: { text: 'Hi Ann' }, body: 'Ann again' },
    });
  });
});

describe('values', () => {
  it('may be words and variables; the preview shows what there is already', () => {
    const { preview, errors } = bindValues(template(), { name: 'dear {{ contact.name }}' }, scope);
    expect(preview.body).toBe('Hi dear Layla, see you {{day}}.');
    expect(errors).toEqual({ day: { code: 'empty', facts: { context: 'typed' } } });
  });

  it('are found wanting where WhatsApp would refuse them', () => {
    const { errors, notes } = bindValues(template(), { name: '{{ contact.phone }}', day: 'a\nb' }, scope);
    expect(errors).toEqual({ name: { code: 'empty', facts: { context: 'variable' } } });
    expect(notes).toEqual({ day: { code: 'cleaned', facts: {} } });
    expect(bindValues(template(), { name: '{{ contact.nmae }}', day: 'x' }, scope).errors['name']?.code).toBe(
      'unknown',
    );
    expect(bindValues(template(), { name: '{{ contact.name', day: 'x' }, scope).errors['name']?.code).toBe('unknown');
  });

  it('may not make the whole too long', () => {
    const { errors } = bindValues(template(), { name: 'Ann', day: 'x'.repeat(1100) }, scope);
    expect(errors).toEqual({ day: { code: 'body-long', facts: { length: 1117, limit: 1024 } } });
  });

  it('of a file are a public https address', () => {
    const media = template({ header: { kind: 'media', media: 'image' }, body: 'Hello' });
    expect(bindValues(media, { '@headerLink': 'javascript:alert(1)' }, scope).errors).toEqual({
      '@headerLink': { code: 'link', facts: {} },
    });
    const bound = bindValues(media, { '@headerLink': 'https://example.org/{{ contact.attributes.city }}.png' }, scope);
    expect(bound).toMatchObject({ errors: {}, preview: { header: { link: 'https://example.org/Haifa.png' } } });
  });
});
