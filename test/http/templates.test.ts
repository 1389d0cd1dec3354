import { z } from 'zod';
import {
  TemplateDetails,
  TemplateDriftView,
  TemplateFindingView,
  TemplatePreviewView,
} from '../../src/api/template-views.js';
import { TemplateDriftReport } from '../../src/flows/template-drift-report.js';
import { Template } from '../../src/templates/template.js';
import { ChannelView } from '../../src/api/views.js';
import { ChannelUpkeep } from '../../src/channels/connected/channel-upkeep.js';
import { Phone } from '../support/phone.js';
import type { ChannelSeen } from '../support/service-api.js';
import { startSystem, type System } from '../support/system.js';
import { draft } from '../support/template-drafts.js';

const FLOW = (text: string) => `
id: tea
kind: survey
languages: [en, de]
title: Tea
start: { keywords: [infusion] }
window:
  closed: { template: tea_reminder, params: { 1: there, 2: tea } }
steps:
  - id: drink
    ask: single-choice
    text: ${text}
    options: [{ id: a, label: Tea }, { id: b, label: Coffee }]
    closed: { template: tea_drink, buttons: options }
`;

const Problem = z.object({
  status: z.number(),
  type: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), rule: z.string(), message: z.string() })).optional(),
});
const Made = z.object({ template: Template, findings: z.array(TemplateFindingView) });

let system: System;
let channel: ChannelSeen;
const at = (rest = '') => `/channels/${channel.id}/templates${rest}`;

const reminder = draft({ name: 'tea_reminder' });
const drink = draft({
  name: 'tea_drink',
  body: 'What do you drink in the morning?',
  samples: {},
  buttons: [
    { type: 'quick-reply', text: 'Tea' },
    { type: 'quick-reply', text: 'Coffee' },
  ],
});
const drink2 = { ...drink, name: 'tea_drink_2' };

beforeAll(async () => {
  system = await startSystem();
  channel = await system.connect();
});
afterAll(() => system.stop());

const make = (body: object) => system.api.read(Made, at(), 'POST', body);
async function publish(source: string): Promise<void> {
  const { status, body } = await system.api.call('POST', '/flows', { source });
  expect({ status, body }).toMatchObject({ status: 201 });
}
const details = (name: string) => system.api.read(TemplateDetails, at(`/${name}`));
const drift = async () => {
  const path = `/templates/drift?channelId=${channel.id}`;
  const { items } = await system.api.read(z.object({ items: z.array(TemplateDriftView) }), path);
  return items.filter(({ template }) => template.startsWith('tea_'));
};
async function refusal(method: string, path: string, body?: object) {
  const answer = await system.api.call(method, path, body);
  const problem = Problem.parse(answer.body);
  expect(problem.status).toBe(answer.status);
  return problem;
}

test('a template lives from its draft to its end', async () => {
  // Checked, without being handed in.
  const Check = z.object({ findings: z.array(TemplateFindingView), preview: TemplatePreviewView.nullable() });
  const check = (body: object) => system.api.read(Check, '/templates/check', 'POST', body);
  expect(await check(reminder)).toMatchObject({
    findings: [],
    preview: { body: 'Hello Mira, your feedback about your visit is not finished. Shall we go on?' },
  });
  expect(await check({ ...reminder, body: '{{1}}' })).toMatchObject({
    findings: expect.arrayContaining([
      expect.objectContaining({ field: 'body', rule: 'variable-at-the-edge', value: '{{1}}' }),
    ]),
  });
  expect(await check({ name: 7 })).toMatchObject({ preview: null });

  // Made and in review; then approved, which a webhook tells.
  system.simulator.setBehaviour({ approvalDelayMs: 300 });
  expect(await make(reminder)).toMatchObject({ template: { name: 'tea_reminder', status: 'pending' }, findings: [] });
  expect((await details('tea_reminder')).variants).toMatchObject([
    { status: 'pending', history: [{ what: 'seen', by: 'us' }], goneSince: null },
  ]);
  await system.quiet();
  expect((await details('tea_reminder')).variants).toMatchObject([
    { status: 'approved', history: [{}, { what: 'status', from: 'pending', to: 'approved', by: 'webhook' }] },
  ]);

  system.simulator.setBehaviour({ approvalDelayMs: 0 });

  // As its reader would see it, in the language that there is.
  const shown = await system.api.call('POST', at('/tea_reminder/preview'), {
    language: 'de',
    fallbacks: ['en'],
    params: ['Ann', 'our tea'],
  });
  expect(shown).toMatchObject({
    status: 200,
    body: {
      language: 'en',
      problems: [],
      preview: { body: expect.stringContaining('Hello Ann, your feedback about our tea') },
    },
  });

  // Needed by a flow; what it needs and is not there is told.
  await publish(FLOW('What do you drink?'));
  expect(await drift()).toMatchObject([
    {
      template: 'tea_drink',
      kind: 'missing',
      effect: 'broken',
      sites: [{ flowId: 'tea', stepId: 'drink', published: true, next: 'tea_reminder', waiting: 0 }],
    },
  ]);
  await make(drink);
  await system.quiet();
  expect(await drift()).toEqual([]);
  expect((await details('tea_drink')).usedBy).toMatchObject([
    { flowId: 'tea', path: 'steps[0].closed', languages: ['en', 'de'] },
  ]);

  // Paused, in another category, of low quality: told with when.
  system.simulator.changeTemplate('tea_drink', 'en', { state: 'paused' });
  system.simulator.changeTemplate('tea_reminder', 'en', { category: 'MARKETING', quality: 'RED' });
  await system.quiet();
  expect(await drift()).toMatchObject([
    {
      template: 'tea_drink',
      kind: 'unusable',
      effect: 'broken',
      since: expect.any(String),
      sites: [{ stepId: 'drink' }],
    },
    { template: 'tea_reminder', kind: 'low-quality', effect: 'at-risk' },
    { template: 'tea_reminder', kind: 'recategorised', effect: 'changed' },
  ]);
  // And at the next start, besides what the flows' own check finds.
  const findings = await system.app.get(TemplateDriftReport).findingsEverywhere(system.runtime.scope);
  expect(findings.filter(({ path }) => path === 'window.closed' || path === 'steps[0].closed')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        rule: 'template-recategorised',
        path: 'window.closed',
        message: expect.stringMatching(/was utility and is marketing now.+\(since 20/),
      }),
    ]),
  );
  expect(findings.map(({ rule }) => rule)).not.toContain('template-unusable');
  const { notices } = await system.api.read(ChannelView, `/channels/${channel.id}`);
  expect(notices.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['template-paused', 'template-recategorised']),
  );

  // Not taken away while it is needed; then it is, and stays known.
  expect(await refusal('DELETE', at('/tea_drink'))).toMatchObject({
    status: 409,
    detail: expect.stringContaining('tea at steps[0].closed'),
  });
  expect(await system.api.call('DELETE', at('/tea_drink?evenIfUsed=true'))).toMatchObject({
    status: 200,
    body: { removed: [{ name: 'tea_drink', language: 'en' }] },
  });
  expect(await drift()).toMatchObject([
    { template: 'tea_drink', kind: 'unusable', message: expect.stringContaining('is deleted') },
    {},
    {},
  ]);
  expect((await details('tea_drink')).variants).toMatchObject([{ status: 'deleted', goneSince: expect.any(String) }]);
  expect(await refusal('DELETE', at('/tea_drink'))).toMatchObject({ status: 404 });
});

test('a version on which somebody still waits keeps its need, and what it is in', async () => {
  await make(drink2);
  await system.quiet();
  const source = FLOW('What do you drink?').replace('tea_drink', 'tea_drink_2');
  await publish(source);
  await new Phone(system, '15550200777').says('infusion');
  await publish(source.replace('tea_drink_2', 'clinic_visit_overall'));
  const { usedBy } = await details('tea_drink_2');
  expect(usedBy).toMatchObject([
    { flowId: 'tea', published: false, stepId: 'drink', waiting: 1, next: 'tea_reminder' },
  ]);
  system.simulator.changeTemplate('tea_drink_2', 'en', { state: 'disabled' });
  await system.quiet();
  expect((await details('tea_drink_2')).drift).toMatchObject([
    { kind: 'unusable', effect: 'broken', sites: [{ published: false, waiting: 1 }] },
  ]);
});

test('what no webhook tells is asked about while it is in review', async () => {
  system.simulator.setBehaviour({ approvalDelayMs: 3_600_000 });
  await make({ ...reminder, name: 'tea_quiet' });
  const template = system.simulator.changeTemplate('tea_quiet', 'en', {});
  template.state = 'rejected';
  template.rejectedReason = 'PROMOTIONAL';
  await system.app.get(ChannelUpkeep).poll(system.runtime.scope);
  expect((await details('tea_quiet')).variants).toMatchObject([
    {
      status: 'rejected',
      history: [{}, { what: 'status', from: 'pending', to: 'rejected', by: 'list', detail: 'rejected: PROMOTIONAL' }],
    },
  ]);
  system.simulator.setBehaviour({ approvalDelayMs: 0 });
});

test('each rule is told with its field before anything is handed in', async () => {
  const before = system.simulator.requests().length;
  const bad = { ...drink, name: 'Tea Drink', buttons: [{ type: 'quick-reply', text: '' }] };
  expect(await refusal('POST', at(), bad)).toMatchObject({
    status: 400,
    errors: [
      { field: 'name', rule: 'name', message: expect.stringContaining('"Tea Drink"') },
      { field: 'buttons[0].text', rule: 'text-empty' },
    ],
  });
  expect(await refusal('POST', at(), { name: 'x' })).toMatchObject({
    status: 400,
    errors: expect.arrayContaining([expect.objectContaining({ field: 'language', rule: 'field-missing' })]),
  });
  expect(system.simulator.requests()).toHaveLength(before);
});

test('one that is there already, or nowhere', async () => {
  expect(await refusal('POST', at(), reminder)).toMatchObject({
    status: 409,
    detail: expect.stringContaining('tea_reminder'),
  });
  expect(await refusal('GET', at('/nobody'))).toMatchObject({ status: 404 });
  expect(await refusal('POST', '/channels/nowhere/templates', reminder)).toMatchObject({ status: 404 });
  expect(await refusal('POST', at('/tea_reminder/preview'), { language: 'fr' })).toMatchObject({ status: 404 });
});

test('360dialog parts no languages, and says so', async () => {
  await make({ ...reminder, language: 'de' });
  const problem = await refusal('DELETE', at('/tea_reminder?language=de&evenIfUsed=true'));
  expect(problem).toMatchObject({ status: 409, detail: expect.stringContaining('every language') });
  expect(await refusal('POST', at('/tea_reminder/submit'), { language: 'en' })).toMatchObject({ status: 422 });
});
