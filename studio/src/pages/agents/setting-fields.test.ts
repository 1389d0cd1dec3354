import { agentKinds } from '@core/agents/kinds.js';
import { agentKindView } from '@core/api/agent-views.js';
import { firstValues, givenSettings, settingFields } from './setting-fields.js';

const fieldsOf = (kind: 'dialogflow-es' | 'dialogflow-cx') =>
  settingFields(agentKindView(kind, agentKinds[kind]).settings);

it('makes a form of what the service says of Dialogflow ES', () => {
  const fields = fieldsOf('dialogflow-es');
  expect(fields.map(({ name, form, isRequired }) => [name, form, isRequired])).toEqual([
    ['projectId', 'text', true],
    ['location', 'text', false],
    ['environment', 'text', false],
    ['languages', 'words', true],
    ['platforms', 'choices', false],
  ]);
  expect(fields.every(({ label, help }) => label !== '' && help !== undefined)).toBe(true);
  expect(firstValues(fields)).toMatchObject({
    location: 'global',
    languages: [],
    platforms: ['FACEBOOK', 'TELEGRAM', 'default'],
  });
});

it('begins with what the link has, and gives back what was filled in', () => {
  const fields = fieldsOf('dialogflow-cx');
  const given = { projectId: 'my-project', location: 'europe-west1', languages: ['en', 'ar'] };
  const values = firstValues(fields, given);
  expect(values).toMatchObject({ ...given, agentId: '', environment: '' });
  expect(givenSettings({ ...values, agentId: ' abc ' })).toEqual({ ...given, agentId: 'abc' });
});

it('gives no form for a kind that takes an export', () => {
  expect(agentKindView('local', agentKinds.local)).toMatchObject({
    settings: null,
    takesExport: true,
    largestExport: 10 * 1_024 * 1_024,
    secret: null,
  });
});
