import fc from 'fast-check';
import { AgentFailure } from '../../flow/agent/agent-reply.js';
import { DeadlineExceeded } from '../../clock/within.js';
import { tellFailure, type LinkFacts } from './failures.js';

const FACTS: LinkFacts = {
  title: 'Dialogflow ES',
  projectId: 'a-project',
  location: 'europe-west1',
  environment: 'live',
  language: 'de',
  email: 'bot@a-project.iam.gserviceaccount.com',
};

test('the deadline of ours', () => {
  expect(tellFailure(new DeadlineExceeded(800), FACTS)).toEqual({
    failure: { class: 'down', code: 'DEADLINE_EXCEEDED', text: 'Dialogflow ES did not answer in time.' },
  });
});

test.each([
  [5, 'No DesignTimeAgent found for project', {}, 'projectId'],
  [5, 'com.google.apps.framework.request.NotFoundException: Agent not found', { agentId: '6f1d' }, 'agentId'],
  [5, "Environment 'live' not found", {}, 'environment'],
  [3, "find the correct endpoint to access resources located in 'us-central1'", {}, 'location'],
  [3, "Language code 'xx' is not supported", {}, 'languages'],
])('code %i, "%s": the field to mend', (code, details, more, field) => {
  expect(tellFailure({ code, details }, { ...FACTS, ...more })).toMatchObject({ failure: { class: 'broken' }, field });
});

test('the client’s own words, where it rejects with a bare string', () => {
  expect(tellFailure('The client has already been closed.', FACTS)).toMatchObject({
    failure: { class: 'down', code: 'UNEXPECTED', text: expect.stringContaining('already been closed') },
  });
});

test('a page of HTML is cut', () => {
  const { failure } = tellFailure({ code: 14, details: `<html>${'x'.repeat(10_000)}` }, FACTS);
  expect(failure.text.length).toBeLessThan(400);
});

test('tells of anything at all', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.anything(), fc.record({ code: fc.integer({ min: -1, max: 20 }), details: fc.string() })),
      (e) => {
        const { failure } = tellFailure(e, FACTS);
        expect(AgentFailure.parse(failure)).toEqual(failure);
        expect(failure.text).toMatch(/\w/);
      },
    ),
  );
});
