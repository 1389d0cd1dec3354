import { join } from 'node:path';
import { Dialogue, textsOf } from '../../../test/fixtures/local-agent.js';
import { compileLocalAgent } from './compile-local-agent.js';
import type { LocalAgent } from './local-agent.js';
import { loadAgentFolder } from './read-export.js';
import { selfShare } from './self-share.js';

async function load(name: string): Promise<LocalAgent> {
  const { agent, problems } = await loadAgentFolder(join(__dirname, '../../../flows/agents', name));
  expect(problems).toEqual([]);
  if (!agent) throw new Error(`flows/agents/${name} cannot be read`);
  return agent;
}

test.each(['clinic-faq', 'shop-help'])('%s answers its own training phrases', async (name) => {
  const { wrong, asked } = selfShare(compileLocalAgent(await load(name)));
  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(70);
});

/** Said in none of the training phrases. */
test.each([
  ['en', 'how late do you close on saturdays?', 'opening-hours'],
  ['en', 'what is your adress please', 'address'],
  ['en', 'how much does a consultation cost', 'prices'],
  ['en', 'may i park my car somewhere', 'parking'],
  ['en', 'can I speak with a human', 'human'],
  ['en', 'thank u so much', 'thanks'],
  ['en', 'do you accept health insurance', 'insurance'],
  ['en', 'which planet is the largest', 'Default Fallback Intent'],
  ['en', 'play some jazz', 'Default Fallback Intent'],
  ['es', 'a que hora abren los lunes', 'opening-hours'],
  ['es', 'cuanto cuesta la consulta', 'prices'],
  ['es', '¿se puede aparcar?', 'parking'],
  ['es', 'quién ganó el mundial', 'Default Fallback Intent'],
  ['ar', 'متى تفتحون يوم الأحد', 'opening-hours'],
  ['ar', 'كم سعر الزيارة', 'prices'],
  ['ar', 'ما عنوان العيادة', 'address'],
])('clinic-faq in %s: "%s" is %s', async (language, text, intent) => {
  expect(new Dialogue(await load('clinic-faq'), { language }).say(text).intent).toBe(intent);
});

test('clinic-faq takes down an appointment, and keeps to the person’s language', async () => {
  const dialogue = new Dialogue(await load('clinic-faq'), { language: 'es-MX' });
  expect(textsOf(dialogue.say('quiero pedir una cita'))[0]).toContain('especialidad');
  expect(textsOf(dialogue.say('con la dentista'))[0]).toMatch(/día/);
  const asked = dialogue.say('el 12 de mayo');
  expect(asked.messages).toMatchObject([{ kind: 'choices', choices: [{ title: 'Sí' }, { title: 'No' }] }]);
  const done = dialogue.say('Sí');
  expect(done).toMatchObject({ intent: 'appointment - yes', action: 'appointment.confirmed' });
  expect(done.parameters).toEqual({ department: 'odontología', date: '2026-05-12T12:00:00+03:00' });
  expect(textsOf(done)[0]).toContain('odontología, 12 de mayo');
});

test('clinic-faq: prices in buttons, their follow-up, a person, the end', async () => {
  const dialogue = new Dialogue(await load('clinic-faq'));
  expect(dialogue.event('WELCOME').messages.at(-1)).toMatchObject({ kind: 'choices' });
  expect(dialogue.say('for children').intent).not.toBe('prices - children');
  const prices = dialogue.say('Prices').messages.at(-1);
  const [first] = prices?.kind === 'choices' ? prices.choices : [];
  expect(dialogue.say(first?.title ?? '').intent).toBe('prices - children');
  expect(dialogue.say('address').messages).toMatchObject([{ kind: 'link' }]);
  expect(dialogue.say('talk to a person')).toMatchObject({ person: { data: {} } });
  expect(dialogue.say('that is all')).toMatchObject({ intent: 'done', ended: true });
});

test('shop-help: an order number, a list whose rows are events, a picture, a survey', async () => {
  const dialogue = new Dialogue(await load('shop-help'));
  expect(dialogue.say('Where is my order?').slotFilling).toBe(true);
  expect(dialogue.say('no idea').slotFilling).toBe(true);
  expect(dialogue.say('it is nw10482')).toMatchObject({
    parameters: { 'order-number': 'nw10482' },
    slotFilling: false,
  });
  expect(textsOf(dialogue.say('that is too long'))[0]).toContain('nw10482');

  const [list] = dialogue.say('Ways to pay').messages;
  const rows = list?.kind === 'choices' ? list.choices : [];
  expect(rows).toHaveLength(5);
  const says = rows[1]?.says;
  expect(says).toMatchObject({ kind: 'event', name: 'PAYMENT' });
  const method = dialogue.event('PAYMENT', says?.kind === 'event' ? says.parameters : {});
  expect(method).toMatchObject({ intent: 'payment-method', parameters: { method: 'PayPal' } });

  expect(dialogue.say('return something').messages.map(({ kind }) => kind)).toEqual(['media', 'link']);
  expect(dialogue.say('rate us').startFlow).toEqual({ flowId: 'nps-follow-up', values: {} });
  expect(dialogue.say('talk to a person').person).toEqual({ data: { queue: 'support' } });
  expect(dialogue.say('goodbye').ended).toBe(true);
});
