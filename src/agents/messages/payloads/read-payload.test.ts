import type { AgentChoice } from '../../../flow/agent/agent-reply.js';
import { readPayload } from './read-payload.js';

const says = (title: string, text = title): AgentChoice => ({ title, says: { kind: 'text', text } });
const said = (words: string) => ({ kind: 'text', text: words });
const rich = (...cards: unknown[]) => ({ richContent: cards });
const PIC = 'https://example.com/p.png';
const WEB = 'https://example.com/web';

type Case = [name: string, payload: unknown, messages: unknown[], skipped?: string[]];

describe('Dialogflow Messenger', () => {
  it.each<Case>([
    ['info', rich([{ type: 'info', title: 'Hours', subtitle: '8 to 18' }]), [said('Hours\n8 to 18')]],
    [
      'info with a picture and a link (ES)',
      rich([{ type: 'info', title: 'Us', image: { src: { rawUrl: PIC } }, actionLink: WEB }]),
      [{ kind: 'link', text: 'Us', image: PIC, label: 'example.com', url: WEB }],
    ],
    [
      'info with a picture and a link (CX)',
      rich([{ type: 'info', title: 'Us', image: { rawUrl: PIC }, anchor: { href: WEB } }]),
      [{ kind: 'link', text: 'Us', image: PIC, label: 'example.com', url: WEB }],
    ],
    [
      'info with an event is to be chosen',
      rich([{ type: 'info', title: 'Plan A', subtitle: '5 a month', event: { event: 'PLAN_A' } }]),
      [
        {
          kind: 'choices',
          choices: [{ title: 'Plan A', description: '5 a month', says: { kind: 'event', name: 'PLAN_A' } }],
        },
      ],
    ],
    ['description', rich([{ type: 'description', title: 'Rules', text: ['One', 'Two'] }]), [said('Rules\nOne\nTwo')]],
    ['description of one text', rich([{ type: 'description', text: 'One' }]), [said('One')]],
    [
      'image',
      rich([{ type: 'image', rawUrl: PIC, accessibilityText: 'A map' }]),
      [{ kind: 'media', media: 'image', link: PIC, caption: 'A map' }],
    ],
    [
      'button with a link',
      rich([{ type: 'button', text: 'Open', link: WEB, icon: { type: 'chevron_right' } }]),
      [{ kind: 'link', label: 'Open', url: WEB }],
    ],
    [
      'button with an event and its parameters',
      rich([
        { type: 'button', text: 'Go', event: { name: 'GO', languageCode: 'en', parameters: { at: { floor: 2 } } } },
      ]),
      [
        {
          kind: 'choices',
          choices: [{ title: 'Go', says: { kind: 'event', name: 'GO', parameters: { at: { floor: 2 } } } }],
        },
      ],
    ],
    [
      'rows of a list with dividers between are one set of choices',
      rich([
        { type: 'list', title: 'Tea', subtitle: 'Green', event: { name: 'TEA', parameters: {} } },
        { type: 'divider' },
        { type: 'list', title: 'Coffee' },
        { type: 'divider' },
        { type: 'list', title: 'Menu', subtitle: 'All of it', anchor: { href: WEB } },
      ]),
      [
        { kind: 'link', text: 'All of it', label: 'Menu', url: WEB },
        {
          kind: 'choices',
          choices: [
            { title: 'Tea', description: 'Green', says: { kind: 'event', name: 'TEA', parameters: {} } },
            says('Coffee'),
          ],
        },
      ],
    ],
    [
      'accordion',
      rich([{ type: 'accordion', title: 'FAQ', subtitle: 'All', text: 'Yes.', image: { rawUrl: PIC } }]),
      [{ kind: 'media', media: 'image', link: PIC, caption: 'FAQ\nAll\nYes.' }],
    ],
    [
      'several chips of one card are one set of choices below its words',
      rich([
        { type: 'description', text: ['Which?'] },
        { type: 'chips', options: [{ text: 'Tea' }, { text: 'Web', link: WEB }] },
        { type: 'chips', options: [{ text: 'Milk', image: { src: { rawUrl: PIC } } }] },
      ]),
      [
        { kind: 'link', text: 'Which?', label: 'Web', url: WEB },
        { kind: 'choices', choices: [says('Tea'), says('Milk')] },
      ],
    ],
    [
      'a picture, words and chips are one message',
      rich([
        { type: 'image', rawUrl: PIC },
        { type: 'info', title: 'Which?' },
        { type: 'description', text: ['Take one'] },
        { type: 'chips', options: [{ text: 'Tea' }] },
      ]),
      [{ kind: 'choices', image: PIC, text: 'Which?\n\nTake one', choices: [says('Tea')] }],
    ],
    [
      'words after buttons and a second picture begin anew',
      rich([
        { type: 'info', title: 'A', image: { rawUrl: PIC } },
        { type: 'button', text: 'Open', link: WEB },
        { type: 'info', title: 'B', image: { rawUrl: `${PIC}?2` } },
        { type: 'image', rawUrl: `${PIC}?3` },
      ]),
      [
        { kind: 'link', image: PIC, text: 'A', label: 'Open', url: WEB },
        { kind: 'media', media: 'image', link: `${PIC}?2`, caption: 'B' },
        { kind: 'media', media: 'image', link: `${PIC}?3` },
      ],
    ],
    ['cards are apart', rich([{ type: 'info', title: 'A' }], [{ type: 'info', title: 'B' }]), [said('A'), said('B')]],
    [
      'parts outside of a card are one',
      rich({ type: 'info', title: 'A' }, { type: 'chips', options: [{ text: 'Tea' }] }),
      [{ kind: 'choices', text: 'A', choices: [says('Tea')] }],
    ],
    [
      '6.5.8: unknown types are left out by name, and the rest is shown',
      rich([{ type: 'info', title: 'A' }, { type: 'dividier' }, { type: '__proto__' }, { title: 'B' }, null, 'x']),
      [said('A')],
      [
        'richContent payload: type "dividier"',
        'richContent payload: type "__proto__"',
        'richContent payload: a part without a type',
        'richContent payload: a part without a type',
        'richContent payload: a part without a type',
      ],
    ],
    [
      'an address that is none',
      rich([
        { type: 'image', rawUrl: 'data:image/png;base64,AAAA' },
        { type: 'button', text: 'Call', link: 'tel:1' },
      ]),
      [],
      [
        'richContent payload: image "data:image/png;base64,AAAA" is no web address',
        'richContent payload: button "Call": "tel:1" is no web address',
      ],
    ],
    ['nothing in it', rich(), [], ['richContent payload: nothing to show']],
    ['no list at all', { richContent: 'x' }, [], ['richContent payload: nothing to show']],
  ])('%s', (_, payload, messages, skipped = []) => {
    expect(readPayload(payload)).toEqual({ messages, skipped });
  });
});

describe('forms of other products', () => {
  it.each<Case>([
    ['Chatwoot: a text', { content: 'Hello' }, [said('Hello')]],
    [
      'Chatwoot: rows with descriptions',
      {
        content: 'Which?',
        content_type: 'input_select',
        content_attributes: { items: [{ title: 'Tea', value: 1, description: 'Green' }, 'x'] },
      },
      [{ kind: 'choices', text: 'Which?', choices: [{ ...says('Tea', '1'), description: 'Green' }] }],
    ],
    [
      'Chatwoot: another type',
      { content: 'Fill in', content_type: 'form', content_attributes: { items: [{ title: 'Name' }] } },
      [said('Fill in')],
      ['chatwoot payload: content_type "form"'],
    ],
    [
      'Kommunicate: a reply without words of its own says its title',
      { message: 'Well?', metadata: { templateId: 6, payload: [{ title: 'Yes' }] } },
      [{ kind: 'choices', text: 'Well?', choices: [says('Yes')] }],
    ],
    [
      'Kommunicate: another template',
      { message: 'Well?', platform: 'kommunicate', metadata: { templateId: '10', payload: [{ title: 'Yes' }] } },
      [said('Well?')],
      ['kommunicate payload: templateId "10"'],
    ],
    [
      'BuilderBot: a picture and buttons',
      { answer: 'Which?', media: PIC, buttons: [{ body: 'Tea' }] },
      [{ kind: 'choices', text: 'Which?', image: PIC, choices: [says('Tea')] }],
    ],
    [
      'BuilderBot: a file takes the words',
      { answer: 'Look', media: 'https://example.com/v.MP4?x=1' },
      [{ kind: 'media', media: 'video', link: 'https://example.com/v.MP4?x=1', caption: 'Look' }],
    ],
    [
      'BuilderBot: audio has no caption',
      { answer: 'Listen', media: 'https://example.com/a.ogg' },
      [{ kind: 'media', media: 'audio', link: 'https://example.com/a.ogg' }, said('Listen')],
    ],
    [
      'BuilderBot: a file on its own disk',
      { answer: 'Look', media: './a.png' },
      [said('Look')],
      ['builderbot payload: image "./a.png" is no web address'],
    ],
    ['BuilderBot: words alone', { answer: 'Hello', media: null, buttons: null }, [said('Hello')]],
    ['Facebook: words alone', { facebook: { text: 'Hello' } }, [said('Hello')]],
    [
      'Facebook: a template of buttons, with quick replies below',
      {
        facebook: {
          attachment: {
            type: 'template',
            payload: {
              template_type: 'button',
              text: 'Which?',
              buttons: [
                { type: 'postback', title: 'Tea', payload: 'tea please' },
                { type: 'phone_number', title: 'Call', payload: '+431' },
              ],
            },
          },
          quick_replies: [{ content_type: 'text', title: 'Neither' }, { content_type: 'user_email' }],
        },
      },
      [
        { kind: 'choices', text: 'Which?', choices: [says('Tea', 'tea please')] },
        { kind: 'choices', choices: [says('Neither')] },
      ],
      ['facebook payload: button "Call": "tel:+431" is no web address', 'facebook payload: quick reply "user_email"'],
    ],
    [
      'Facebook: a generic template',
      {
        facebook: {
          attachment: {
            type: 'template',
            payload: {
              template_type: 'generic',
              elements: [
                {
                  title: 'Tea',
                  subtitle: 'Green',
                  image_url: PIC,
                  buttons: [{ type: 'postback', title: 'Buy', payload: 'buy tea' }],
                },
                { title: 'Web', default_action: { type: 'web_url', url: WEB } },
                { title: 'Shop', buttons: [{ type: 'web_url', title: 'Open', url: `${WEB}?shop` }] },
              ],
            },
          },
        },
      },
      [
        { kind: 'choices', text: 'Tea\nGreen', image: PIC, choices: [says('Buy', 'buy tea')] },
        { kind: 'link', text: 'Web', label: 'example.com', url: WEB },
        { kind: 'link', text: 'Shop', label: 'Open', url: `${WEB}?shop` },
      ],
    ],
    [
      'Facebook: files, in a list',
      {
        facebook: [
          { text: 'Here', attachment: { type: 'file', payload: { url: 'https://example.com/a.pdf' } } },
          { attachment: { type: 'image', payload: { attachment_id: '1' } } },
          { attachment: { type: 'fallback' } },
          { attachment: { type: 'template', payload: { template_type: 'receipt' } } },
        ],
      },
      [said('Here'), { kind: 'media', media: 'document', link: 'https://example.com/a.pdf' }],
      [
        'facebook payload: image "" is no web address',
        'facebook payload: attachment "fallback"',
        'facebook payload: template "receipt"',
      ],
    ],
    [
      'Telegram: a reply keyboard',
      {
        telegram: {
          text: 'Which?',
          parse_mode: 'Markdown',
          reply_markup: {
            keyboard: [['Tea', { text: 'Coffee' }], [{ text: 'Where am I', request_location: true }]],
            one_time_keyboard: true,
          },
        },
      },
      [{ kind: 'choices', text: 'Which?', choices: [says('Tea'), says('Coffee')] }],
      ['telegram payload: key "Where am I": asks for a contact or a position'],
    ],
    [
      'Telegram: an inline keyboard with a link, and a field that is not read',
      {
        telegram: {
          text: 'Which?',
          photo: PIC,
          reply_markup: { inline_keyboard: [[{ text: 'Tea', callback_data: 'tea' }], [{ text: 'Web', url: WEB }]] },
        },
      },
      [
        { kind: 'link', text: 'Which?', label: 'Web', url: WEB },
        { kind: 'choices', choices: [says('Tea', 'tea')] },
      ],
      ['telegram payload: field "photo"'],
    ],
    ['an envelope of a string', { facebook: 'x' }, [], ['facebook payload: no object']],
    [
      'our own before the others',
      { richContent: [[{ type: 'info', title: 'Rich' }]], whatsapp: { text: 'Ours' } },
      [said('Ours')],
    ],
    [
      'the next one, where the first shows nothing',
      { whatsapp: { txt: 'Ours' }, richContent: [[{ type: 'info', title: 'Rich' }]] },
      [said('Rich')],
      ['whatsapp payload: txt is no field that is known here'],
    ],
    [
      'none of them',
      { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 },
      [],
      ['payload: no form that is known here, with "a", "b", "c", "d", "e"'],
    ],
  ])('%s', (_, payload, messages, skipped = []) => {
    expect(readPayload(payload)).toEqual({ messages, skipped });
  });
});

describe('the whatsapp payload', () => {
  it.each<[string, unknown, unknown[], string[]]>([
    [
      'a button without a title',
      { text: 'Which?', buttons: [{ text: 'x' }, 'Tea'] },
      [{ kind: 'choices', text: 'Which?', choices: [says('Tea')] }],
      ['buttons.0.title is missing'],
    ],
    [
      'a title that is no text: told once',
      { text: 'Which?', buttons: ['Tea', { title: [] }, { title: 'Milk', descr: 'x' }, { title: 2 }] },
      [{ kind: 'choices', text: 'Which?', choices: [says('Tea'), says('Milk'), says('2')] }],
      ['buttons.1.title: expected a text or a number, found a list', 'buttons.2.descr is no field that is known here'],
    ],
    [
      'an empty title',
      { text: 'Which?', list: ['', 'Tea'] },
      [{ kind: 'choices', text: 'Which?', choices: [says('Tea')] }],
      ['list.0.title: "": there is nothing to see in it'],
    ],
    [
      'a button with two things to do',
      { text: 'Which?', buttons: [{ title: 'Tea', text: 'tea', event: 'TEA' }, 'Milk'] },
      [{ kind: 'choices', text: 'Which?', choices: [says('Milk')] }],
      ['buttons.0: fields: it has more than one of text, event and url'],
    ],
    [
      'a file without an address',
      { text: 'Look', media: { type: 'image' } },
      [said('Look')],
      ['media.link is missing'],
    ],
    [
      'a file of another type',
      { text: 'Look', media: { type: 'gif', link: PIC } },
      [said('Look')],
      ['media.type: "gif" is not one of image, video, audio, document'],
    ],
    [
      'a picture elsewhere',
      { text: 'Look', image: 'file:///etc/passwd' },
      [said('Look')],
      ['image: "file:///etc/passwd": no address with http:// or https://'],
    ],
    [
      'a template with a parameter that is wrong is left out as a whole',
      { text: 'Look', template: { template: 'visit', params: ['Ann', 3] } },
      [said('Look')],
      ['template.params.1: expected a text or texts by name, found 3'],
    ],
    ['null is as good as absent', { text: 'Look', buttons: null, media: null, header: null }, [said('Look')], []],
    ['nothing', {}, [], ['nothing to show']],
  ])('%s', (_, whatsapp, messages, notes) => {
    expect(readPayload({ whatsapp })).toEqual({ messages, skipped: notes.map((note) => `whatsapp payload: ${note}`) });
  });

  it.each<[string, unknown, unknown[]]>([
    ['header and footer without buttons', { header: 'H', text: 'T', footer: 'F' }, [said('H\n\nT\n\nF')]],
    [
      'header beside a picture',
      { header: 'H', text: 'T', image: PIC, buttons: ['Tea'] },
      [{ kind: 'choices', text: 'H\n\nT', image: PIC, choices: [says('Tea')] }],
    ],
    ['a picture and words', { image: PIC, text: 'T' }, [{ kind: 'media', media: 'image', link: PIC, caption: 'T' }]],
    [
      'a file with its caption, and words',
      { text: 'T', media: { type: 'video', link: WEB, caption: 'C' } },
      [{ kind: 'media', media: 'video', link: WEB, caption: 'C' }, said('T')],
    ],
    [
      'a file, and words that the buttons need',
      { text: 'T', media: { type: 'document', link: WEB }, buttons: ['Tea'] },
      [
        { kind: 'media', media: 'document', link: WEB },
        { kind: 'choices', text: 'T', choices: [says('Tea')] },
      ],
    ],
    [
      'audio takes no words',
      { text: 'T', media: { type: 'audio', link: WEB } },
      [{ kind: 'media', media: 'audio', link: WEB }, said('T')],
    ],
    [
      'buttons and a list are one',
      { text: 'T', buttons: ['Tea'], list: [{ title: 'Milk', url: WEB }, 'Coffee'] },
      [
        { kind: 'link', text: 'T', label: 'Milk', url: WEB },
        { kind: 'choices', choices: [says('Tea'), says('Coffee')] },
      ],
    ],
    [
      'a picture above the request for a position',
      { text: 'T', footer: 'F', image: PIC, locationRequest: true },
      [
        { kind: 'media', media: 'image', link: PIC },
        { kind: 'location-request', text: 'T\n\nF' },
      ],
    ],
    [
      'words in front of a template',
      { text: 'T', template: 'visit' },
      [said('T'), { kind: 'template', call: { template: 'visit' } }],
    ],
  ])('%s', (_, whatsapp, messages) => {
    expect(readPayload({ whatsapp })).toEqual({ messages, skipped: [] });
  });

  it('names the message of a list that has a mistake', () => {
    expect(readPayload({ whatsapp: ['Hello', { txt: 'x' }] })).toEqual({
      messages: [said('Hello')],
      skipped: ['whatsapp payload 1: txt is no field that is known here'],
    });
  });
});

it('does not walk into what is nested too deeply', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`) as unknown;
  expect(readPayload({ whatsapp: { buttons: [{ title: 'Tea', event: 'TEA', parameters: deep }] } })).toEqual({
    messages: [],
    skipped: ['payload: nested more than 32 levels deep'],
  });
});
