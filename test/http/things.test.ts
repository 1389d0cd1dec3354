import { checkAgainstMeta } from '../doubles/meta-schema.js';
import { Phone } from '../support/phone.js';
import { startSystem, type System } from '../support/system.js';

const FLOW = `
id: repair
kind: survey
languages: [en]
title: Repair
start: { keywords: [repair] }
steps:
  - { id: where, ask: location, text: Where is it? }
  - { id: photo, ask: image, text: Please show it. }
  - { id: papers, ask: document, text: "And the invoice?", types: [pdf] }
  - { id: friend, ask: contact, text: Who else can let us in? }
  - { say: "We come to {{ where }} and ring {{ friend }}." }
`;

let system: System;

beforeAll(async () => {
  system = await startSystem();
  await system.connect();
  expect(await system.api.call('POST', '/flows', { source: FLOW })).toMatchObject({ status: 201 });
});

afterAll(() => system.stop());

it('takes a position, a photo, a file and a contact through the whole house, and gives them back over HTTP', async () => {
  const sam = new Phone(system, '15550100388', 'Sam');
  const [where] = await sam.says('repair');
  expect(where).toMatchObject({ type: 'location_request_message', text: 'Where is it?' });

  const retry = await sam.sends({ type: 'audio', voice: true });
  expect(retry.map(({ text }) => text).join('\n')).toContain('I cannot listen to voice messages here.');
  expect(sam.last.type).toBe('location_request_message');

  const place = { latitude: 30.0459, longitude: 31.2243, name: 'Cairo Tower', address: 'Zamalek' };
  await sam.sends({ type: 'location', ...place });
  await sam.sends({ type: 'image', caption: 'it leaks' });
  await sam.sends({ type: 'document', filename: 'invoice.pdf' });
  const card = { name: { formatted_name: 'Ann', first_name: 'Ann' }, phones: [{ phone: '+20 100 123 4567' }] };
  const [thanks] = await sam.sends({ type: 'contacts', contacts: [card] });
  expect(thanks!.text).toBe('We come to Cairo Tower, Zamalek and ring Ann.');

  const { answers, disposition } = await system.responseOf(sam.waId);
  expect(disposition).toBe('completed');
  expect(answers).toMatchObject({
    where: { value: place, label: 'Cairo Tower, Zamalek', via: 'sent' },
    photo: { value: { id: expect.any(String), mime: 'image/png' }, label: 'Photo', detail: { caption: 'it leaks' } },
    papers: { value: { id: expect.any(String), filename: 'invoice.pdf' }, label: 'invoice.pdf' },
    friend: { value: { name: 'Ann', phones: ['+201001234567'] } },
  });

  const sent = system.simulator.requests({ path: '/messages' });
  expect(sent.filter(({ verdict }) => verdict === 'refused')).toEqual([]);
  for (const { payload } of sent) {
    const problems = checkAgainstMeta(payload);
    if (problems !== 'unavailable') expect({ payload, problems }).toEqual({ payload, problems: [] });
  }
});
