import type { OutboundMessage } from '../rendering/outbound.js';
import { shownMessage } from './shown-message.js';

const image = { media: 'image', link: 'https://example.org/a.jpg' } as const;

it.each<[string, OutboundMessage, object]>([
  [
    'buttons',
    { kind: 'buttons', headerText: 'Room 7', body: 'Book?', footer: 'from 80 €', buttons: [{ id: 'y', title: 'Yes' }] },
    { header: 'Room 7', bot: 'Book?', footer: 'from 80 €', buttons: ['Yes'] },
  ],
  [
    'buttons under a picture',
    { kind: 'buttons', header: image, body: 'Book?', buttons: [{ id: 'y', title: 'Yes' }] },
    { bot: 'Book?', buttons: ['Yes'], media: image.link },
  ],
  [
    'a list',
    {
      kind: 'list',
      headerText: 'Rooms',
      body: 'Which?',
      footer: 'all with breakfast',
      button: 'Choose',
      rows: [{ id: 'r', title: 'Room 7', description: 'sea view' }],
    },
    {
      header: 'Rooms',
      bot: 'Which?',
      footer: 'all with breakfast',
      list: { opens: 'Choose', rows: ['Room 7 · sea view'] },
    },
  ],
  [
    'a link',
    { kind: 'link', headerText: 'News', body: 'More', footer: 'f', label: 'Open', url: 'https://example.org' },
    { header: 'News', bot: 'More', footer: 'f', link: 'Open → https://example.org' },
  ],
])('shows the lines around the text of %s', (_what, message, shown) => {
  expect(shownMessage(message)).toEqual(shown);
});
