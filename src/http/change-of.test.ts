import { changeOf, type ChangingCall } from './change-of.js';

const call = (given: Partial<ChangingCall>) =>
  changeOf({
    controller: 'api/v1/flows',
    handler: 'publish',
    route: '/api/v1/flows',
    params: {},
    body: undefined,
    result: undefined,
    ...given,
  });

it('names what was made by what the call answers', () => {
  expect(call({ result: { id: 'clinic-visit' } })).toEqual({
    action: 'flow.publish',
    subject: 'flow:clinic-visit',
    data: {},
  });
});

it('names what was changed by the address, and what stands around it', () => {
  expect(
    call({
      controller: 'api/v1/channels/:id/templates',
      handler: 'submit',
      route: '/api/v1/channels/:id/templates/:name/submit',
      params: { id: 'c1', name: 'visit_reminder' },
      result: { id: 'another' },
    }),
  ).toEqual({ action: 'template.submit', subject: 'template:visit_reminder', data: { channel: 'c1' } });
});

it('keeps the names of the fields and nothing that stands in them', () => {
  const { data } = call({
    controller: 'api/v1/channels',
    handler: 'credentials',
    route: '/api/v1/channels/:id/credentials',
    params: { id: 'c1' },
    body: { credentials: { apiKey: 'secret-of-secrets' } },
  });
  expect(data).toEqual({ fields: ['credentials'] });
});

it.each([
  ['api/v1/conversations', 'handOff', '/api/v1/conversations/:id/hand-off', 'conversation.hand-off'],
  ['api/v1', 'changeName', '/api/v1/session', 'session.change-name'],
  ['api/v1/replies', 'add', '/api/v1/replies', 'reply.add'],
  ['api/v1/clock', 'set', '/api/v1/clock', 'clock.set'],
])('%s %s is %s', (controller, handler, route, action) => {
  expect(call({ controller, handler, route }).action).toBe(action);
});

it('is short whatever was sent', () => {
  const body = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`f${at}`, 1]));
  const { subject, data } = call({
    route: '/api/v1/flows/:id',
    params: { id: 'x'.repeat(5_000) },
    body,
  });
  expect(subject.length).toBeLessThan(220);
  expect(data['fields']).toHaveLength(20);
});
