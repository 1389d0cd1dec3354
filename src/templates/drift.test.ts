import { template } from '../../test/support/templates.js';
import { templateDrift, type TemplateSite } from './drift.js';
import type { KnownTemplate, TemplateHistoryEntry } from './history.js';
import type { Template } from './template.js';

const PUBLISHED = 1_000;
const flow = { id: 'visit', version: 'v1', origin: 'visit.yaml', isPublished: true, since: PUBLISHED };

function site(changed: Partial<TemplateSite> = {}): TemplateSite {
  return {
    flow,
    stepId: 'overall',
    path: 'steps[0].closed',
    line: 4,
    call: { template: 'invite' },
    languages: ['en'],
    next: 'reminder',
    waiting: 3,
    ...changed,
  };
}
const known = (changed: Partial<Template> = {}, more: Partial<KnownTemplate> = {}): KnownTemplate => ({
  template: template('invite', changed),
  history: [],
  upcoming: [],
  ...more,
});
const entry = (what: TemplateHistoryEntry['what'], at: number, from = 'a', to = 'b'): TemplateHistoryEntry => ({
  at,
  what,
  from,
  to,
  by: 'webhook',
});
const drift = (given: KnownTemplate[], ...sites: TemplateSite[]) =>
  templateDrift(sites.length > 0 ? sites : [site()], (name) => (name === 'invite' ? given : []));

test('nothing is wrong with a template that fits and has not changed', () => expect(drift([known()])).toEqual([]));

test('a paused one is broken since it was paused, in these steps, with this one in its place', () => {
  expect(drift([known({ status: 'paused' }, { history: [entry('seen', 1), entry('status', 5_000)] })])).toEqual([
    {
      template: 'invite',
      language: 'en',
      kind: 'unusable',
      effect: 'broken',
      message: expect.stringMatching(/is paused because of low quality; WhatsApp lifts a first pause after 3 hours/),
      since: 5_000,
      takesEffectAt: null,
      sites: [
        { flow, stepId: 'overall', path: 'steps[0].closed', line: 4, next: 'reminder', waiting: 3, languages: ['en'] },
      ],
    },
  ]);
});

test.each([
  ['rejected', 'was rejected'],
  ['disabled', 'is disabled'],
  ['deleted', 'is deleted'],
  ['pending', 'is not approved yet'],
] as const)('one that is %s is broken', (status, words) =>
  expect(drift([known({ status })])).toMatchObject([
    { kind: 'unusable', effect: 'broken', message: expect.stringContaining(words) },
  ]),
);

test('the same in several places and languages is told once, with all of them', () => {
  const [only, ...more] = drift(
    [known({ status: 'disabled' })],
    site({ languages: ['en', 'en-GB'] }),
    site({ flow: { ...flow, version: 'v0', isPublished: false }, waiting: 1 }),
    { path: 'settings.closed', line: 1, call: { template: 'invite' }, languages: ['en'], waiting: 0 },
  );
  expect(more).toEqual([]);
  expect(only?.sites).toMatchObject([
    { languages: ['en', 'en-GB'], flow: { version: 'v1' } },
    { languages: ['en'], flow: { version: 'v0' }, waiting: 1 },
    { path: 'settings.closed' },
  ]);
});

test('a missing one, and one in no language of the flow', () => {
  expect(drift([])).toMatchObject([
    { kind: 'missing', language: null, message: expect.stringContaining('no template') },
  ]);
  expect(drift([known({ language: 'fr' })])).toMatchObject([
    { kind: 'missing', message: expect.stringContaining('there is fr') },
  ]);
});

test('one that was edited so that it does not fit any more is broken since then', () => {
  const edited = known({ body: 'Hi {{1}}, please come back' }, { history: [entry('content', 7_000)] });
  expect(drift([edited])).toMatchObject([{ kind: 'unfitting', effect: 'broken', since: 7_000 }]);
});

test('buttons that are the options no more', () => {
  const call = { template: 'invite', buttons: 'options' as const };
  const options = [
    { id: 'y', label: 'Yes' },
    { id: 'n', label: 'No' },
  ];
  expect(drift([known()], site({ call, options }))).toMatchObject([
    { kind: 'unfitting', message: expect.stringContaining('"Yes", "No"') },
  ]);
});

test('an edit that still fits is a change since the version was published; an older one is no news', () => {
  expect(drift([known({}, { history: [entry('content', PUBLISHED - 1)] })])).toEqual([]);
  expect(drift([known({}, { history: [entry('content', 8_000)] })])).toMatchObject([
    { kind: 'edited', effect: 'changed', since: 8_000 },
  ]);
});

test('another category says what it costs', () => {
  const history = [entry('category', 9_000, 'utility', 'marketing')];
  expect(drift([known({ category: 'marketing' }, { history })])).toMatchObject([
    { kind: 'recategorised', effect: 'changed', since: 9_000, message: expect.stringContaining('stopped marketing') },
  ]);
});

test('what is announced has its time, and a low quality is a risk', () => {
  const upcoming = [
    { what: 'category' as const, to: 'marketing', at: 20_000, toldAt: 10_000 },
    { what: 'status' as const, to: 'disabled', at: null, toldAt: 11_000 },
  ];
  const history = [entry('quality', 12_000, 'green', 'red')];
  expect(drift([known({ quality: 'red' }, { upcoming, history })])).toMatchObject([
    { kind: 'announced', effect: 'at-risk', since: 10_000, takesEffectAt: 20_000 },
    { kind: 'announced', effect: 'at-risk', since: 11_000, takesEffectAt: null },
    { kind: 'low-quality', effect: 'at-risk', since: 12_000 },
  ]);
});

test('a lost language is a change where another takes its place', () => {
  const german = known({ language: 'de', status: 'rejected' }, { history: [entry('status', 6_000)] });
  expect(drift([known(), german], site({ languages: ['de', 'en'] }))).toMatchObject([
    { kind: 'other-language', language: 'de', effect: 'changed', since: 6_000, sites: [{ languages: ['de'] }] },
  ]);
});

test('what is broken comes first', () => {
  const sites = [site(), site({ call: { template: 'gone' }, path: 'window.closed' })];
  const found = drift([known({ quality: 'red' }, { history: [entry('content', 8_000)] })], ...sites);
  expect(found.map(({ effect }) => effect)).toEqual(['broken', 'at-risk', 'changed']);
});
