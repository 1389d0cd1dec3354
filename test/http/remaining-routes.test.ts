import { Phone } from '../support/phone.js';
import { startSystem, type System } from '../support/system.js';

/** Calls that no other test makes with success. */
describe('calls of an operator', () => {
  let system: System;
  let channelId: string;
  beforeAll(async () => {
    system = await startSystem({ simulator: { provider: 'twilio' } });
    channelId = (await system.connect()).id;
  });
  afterAll(() => system.stop());

  it('a channel gets the same keys again, and works', async () => {
    const { credentials } = system.simulator.connection();
    expect(await system.api.call('PUT', `/channels/${channelId}/credentials`, { credentials })).toMatchObject({
      status: 200,
      body: { id: channelId, state: 'connected' },
    });
  });

  it('a conversation and its response are read, and what nobody waits for reaches no agent', async () => {
    const phone = new Phone(system, '34600111222', 'Olga');
    await phone.says('visit');
    const { id } = await system.conversationWith('34600111222');
    expect(await system.api.call('GET', `/conversations/${id}`)).toMatchObject({ status: 200, body: { id } });
    const response = await system.responseOf('34600111222');
    expect(await system.api.call('GET', `/responses/${response.id}`)).toMatchObject({
      status: 200,
      body: { id: response.id, flowId: 'clinic-visit', status: 'active' },
    });
    const asked = phone.thread.length;
    expect(await system.api.call('POST', `/conversations/${id}/agent-event`, { name: 'paid' })).toMatchObject({
      status: 202,
    });
    await system.quiet();
    expect(phone.thread).toHaveLength(asked);
  });

  it('a flow is retired', async () => {
    const source =
      'id: brief\nkind: survey\nlanguages: [en]\ntitle: Brief\nstart: { keywords: [brief] }\nsteps: [{ say: Hello }]\n';
    expect(await system.api.call('POST', '/flows', { source, origin: 'brief.yaml' })).toMatchObject({ status: 201 });
    expect(await system.api.call('DELETE', '/flows/brief')).toMatchObject({ status: 204 });
    expect(await system.api.call('DELETE', '/flows/brief')).toMatchObject({ status: 404 });
  });

  it('a template that was made by hand and not handed in is handed in', async () => {
    const { accountSid, authToken } = system.simulator.connection().credentials;
    const made = await fetch(`${system.simulator.url}/v1/Content`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        friendly_name: 'tea_late',
        language: 'en',
        types: { 'twilio/text': { body: 'Your tea is ready. Shall we bring it?' } },
      }),
    });
    expect(made.status).toBe(201);
    expect(await system.api.call('POST', `/channels/${channelId}/refresh`)).toMatchObject({ status: 200 });
    const path = `/channels/${channelId}/templates/tea_late`;
    expect(await system.api.call('POST', `${path}/submit`, { language: 'en' })).toMatchObject({ status: 200 });
    const { store, scope } = system.runtime;
    expect((await store.templates.get(scope, `${channelId}|tea_late|en`))?.template.status).toBe('pending');
  });
});
