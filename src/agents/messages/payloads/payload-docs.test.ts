import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentChoice } from '../../../flow/agent/agent-reply.js';
import { MAX_OPTIONS } from '../../../flow/definition/steps.js';
import { MAX_MESSAGES, MAX_SHOWN } from '../limits.js';
import { readCxMessages, readEsMessages } from '../read-messages.js';
import type { Reading } from '../reading.js';
import { Canvass } from './hand-over.js';
import { conventions } from './read-payload.js';
import { Choice, WhatsAppPayload } from './whatsapp.js';

const page = readFileSync(join(__dirname, '..', '..', '..', '..', 'docs', 'agents', 'payloads.md'), 'utf8');
const examples = [...page.matchAll(/^### (.+)\n\n```json\n([\s\S]*?)```/gmu)].map(([, heading = '', json = '']) => ({
  heading,
  payload: JSON.parse(json) as unknown,
}));

const says = (title: string, text = title): AgentChoice => ({ title, says: { kind: 'text', text } });

const BECOMES: Record<string, Partial<Reading>> = {
  Buttons: {
    messages: [
      {
        kind: 'choices',
        header: 'Your appointment',
        text: 'Tuesday, 10:30, with Dr. Amin. What would you like to do?',
        footer: 'You can change it until an hour before',
        choices: [
          says('Keep it'),
          { title: 'Another time', says: { kind: 'event', name: 'RESCHEDULE', parameters: { id: 'a-17' } } },
        ],
      },
    ],
  },
  'A list': {
    messages: [
      {
        kind: 'choices',
        text: 'Which department?',
        choices: [
          { ...says('Cardiology', 'book cardiology'), description: 'Heart and circulation' },
          { ...says('Dermatology', 'book dermatology'), description: 'Skin, hair and nails' },
        ],
      },
    ],
  },
  'A picture with buttons': {
    messages: [
      {
        kind: 'choices',
        image: 'https://example.com/entrance.jpg',
        text: 'The entrance is beside the pharmacy.',
        choices: [says('Parking'), says('By bus')],
      },
    ],
  },
  'A link': {
    messages: [
      {
        kind: 'link',
        text: 'The price list has everything.',
        label: 'Open the prices',
        url: 'https://example.com/prices',
      },
    ],
  },
  'A file': {
    messages: [
      {
        kind: 'media',
        media: 'document',
        link: 'https://example.com/form.pdf',
        caption: 'The form to bring along',
        filename: 'Form.pdf',
      },
    ],
  },
  'The person’s position': { messages: [{ kind: 'location-request', text: 'Where shall we send the driver?' }] },
  'A template': {
    messages: [{ kind: 'template', call: { template: 'visit_reminder', params: { name: 'Mira' } } }],
  },
  'Several messages': {
    messages: [
      { kind: 'text', text: 'This is how you find us.' },
      { kind: 'media', media: 'image', link: 'https://example.com/map.png' },
      { kind: 'choices', text: 'Anything else?', choices: [says('Opening hours'), says('No, thank you')] },
    ],
  },
  'A person': { messages: [], person: { data: { queue: 'billing', reason: 'wrong invoice' } } },
  'Starting a survey': { messages: [], startFlow: { flowId: 'clinic-visit', values: { department: 'cardiology' } } },
  'Giving something back': {
    messages: [{ kind: 'text', text: 'Your table is booked.' }],
    giveBack: { value: { guests: 4, time: '19:30' } },
  },
  'The end': { messages: [], ended: true },
  'Dialogflow Messenger': {
    messages: [
      {
        kind: 'link',
        text: 'Opening hours\nMonday to Friday, 8:00 to 18:00',
        label: 'Directions',
        url: 'https://example.com/map',
      },
      { kind: 'choices', choices: [says('Saturdays')] },
    ],
  },
  Chatwoot: {
    messages: [
      {
        kind: 'choices',
        text: 'How can we help?',
        choices: [says('Orders', 'order_status'), says('Returns', 'returns')],
      },
    ],
  },
  Kommunicate: {
    messages: [
      {
        kind: 'choices',
        text: 'Was that helpful?',
        choices: [says('Yes', 'it helped'), says('No', 'it did not help')],
      },
    ],
  },
  BuilderBot: {
    messages: [
      { kind: 'media', media: 'document', link: 'https://example.com/menu.pdf' },
      { kind: 'choices', text: 'Our menu', choices: [says('Book a table')] },
    ],
  },
  Facebook: {
    messages: [
      { kind: 'choices', text: 'Which size?', choices: [says('Small', 'size small'), says('Large', 'size large')] },
    ],
  },
  Telegram: {
    messages: [{ kind: 'choices', text: 'Pick a colour', choices: [says('Red', 'colour red'), says('Blue')] }],
  },
};

describe('docs/agents/payloads.md', () => {
  it('has an example of everything that is expected here, and of nothing else', () => {
    expect(examples.map(({ heading }) => heading)).toEqual(Object.keys(BECOMES));
  });

  it.each(examples)('$heading: the example becomes what is meant, in ES and in CX', ({ heading, payload }) => {
    const expected = { skipped: [], ...BECOMES[heading] };
    expect(readEsMessages([{ payload }], { platforms: ['default'] })).toEqual(expected);
    expect(readCxMessages([{ payload }])).toEqual(expected);
  });

  it.each([
    ['the whatsapp payload', WhatsAppPayload],
    ['a choice', Choice],
    ['the canvass payload', Canvass],
  ])('names every field of %s', (_, { shape }) => {
    for (const field of Object.keys(shape)) expect(page).toMatch(new RegExp(`^\\| .*\`${field}\`.* \\|`, 'mu'));
  });

  it('lists the forms of payloads in the order in which they are tried', () => {
    const rows = [...page.slice(page.indexOf('## Payloads of other products')).matchAll(/^\| `(\w+)` \| `\w+` \|/gmu)];
    expect(rows.map(([, name]) => name)).toEqual(conventions.map(({ name }) => name));
  });

  it('states the limits that hold', () => {
    const limits = page.slice(page.indexOf('## Limits'));
    for (const limit of [MAX_MESSAGES, MAX_OPTIONS, MAX_SHOWN]) expect(limits).toContain(limit.toLocaleString('en'));
  });
});
