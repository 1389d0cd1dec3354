import type { ThreadMedia, ThreadMessage, ThreadOption } from '../phone/wire.js';
import type { Header, Interactive, OutgoingMessage } from '../rules/outgoing-message.js';
import type { RenderedTemplate } from '../templates/rendered-template.js';

type Shown = Pick<ThreadMessage, 'type' | 'text' | 'options'> & Partial<ThreadMessage>;

/** An accepted message as the person's phone shows it. */
export function describeOutgoing(message: OutgoingMessage, rendered: RenderedTemplate | undefined): Shown {
  switch (message.type) {
    case 'text':
      return { type: 'text', text: message.text.body, options: [] };
    case 'image':
    case 'video':
    case 'document':
    case 'audio':
    case 'sticker':
      return describeMedia(message);
    case 'location': {
      const { latitude, longitude, name, address } = message.location;
      return {
        type: 'location',
        text: name ?? '',
        options: [],
        place: {
          latitude: Number(latitude),
          longitude: Number(longitude),
          ...(name === undefined ? {} : { name }),
          ...(address === undefined ? {} : { address }),
        },
      };
    }
    case 'contacts':
      return {
        type: 'contacts',
        text: message.contacts.map((contact) => contact.name.formatted_name).join(', '),
        options: [],
      };
    case 'reaction':
      return { type: 'reaction', text: message.reaction.emoji, options: [], quotes: message.reaction.message_id };
    case 'interactive':
      return describeInteractive(message.interactive);
    case 'template':
      return {
        ...(rendered ? describeTemplate(rendered) : { type: 'template', text: '', options: [] }),
        template: { name: message.template.name, language: message.template.language.code },
      };
  }
}

type MediaMessage = Extract<OutgoingMessage, { type: 'image' | 'video' | 'document' | 'audio' | 'sticker' }>;

function describeMedia(message: MediaMessage): Shown {
  switch (message.type) {
    case 'image':
      return { type: 'image', text: message.image.caption ?? '', options: [], media: mediaOf('image', message.image) };
    case 'video':
      return { type: 'video', text: message.video.caption ?? '', options: [], media: mediaOf('video', message.video) };
    case 'document': {
      const media = mediaOf('document', message.document);
      return { type: 'document', text: message.document.caption ?? '', options: [], media };
    }
    case 'audio': {
      const voice = message.audio.voice === true ? { voice: true } : {};
      return { type: 'audio', text: '', options: [], media: { ...mediaOf('audio', message.audio), ...voice } };
    }
    case 'sticker':
      return { type: 'sticker', text: '', options: [], media: mediaOf('sticker', message.sticker) };
  }
}

interface MediaSource {
  id?: string | undefined;
  link?: string | undefined;
  filename?: string | undefined;
}

function mediaOf(kind: ThreadMedia['kind'], source: MediaSource): ThreadMedia {
  return {
    kind,
    ...(source.id === undefined ? {} : { id: source.id }),
    ...(source.link === undefined ? {} : { link: source.link }),
    ...(source.filename === undefined ? {} : { filename: source.filename }),
  };
}

function describeInteractive(interactive: Interactive): Shown {
  const text = interactive.body.text;
  if (interactive.type === 'location_request_message') return { type: interactive.type, text, options: [] };
  const shell = {
    type: interactive.type,
    text,
    ...(interactive.header ? describeHeader(interactive.header) : {}),
    ...(interactive.footer ? { footer: interactive.footer.text } : {}),
  };
  switch (interactive.type) {
    case 'button':
      return {
        ...shell,
        options: interactive.action.buttons.map(({ reply }) => ({ kind: 'button', id: reply.id, title: reply.title })),
      };
    case 'list':
      return {
        ...shell,
        listButton: interactive.action.button,
        options: interactive.action.sections.flatMap((section) =>
          section.rows.map((row): ThreadOption => ({
            kind: 'row',
            id: row.id,
            title: row.title,
            ...(row.description === undefined ? {} : { description: row.description }),
            ...(section.title === undefined ? {} : { section: section.title }),
          })),
        ),
      };
    case 'cta_url': {
      const { display_text: label, url } = interactive.action.parameters;
      return { ...shell, options: [], links: [{ label, url }] };
    }
  }
}

function describeHeader(header: Header): Partial<ThreadMessage> {
  switch (header.type) {
    case 'text':
      return { header: header.text };
    case 'image':
      return { media: mediaOf('image', header.image) };
    case 'video':
      return { media: mediaOf('video', header.video) };
    case 'document':
      return { media: mediaOf('document', header.document) };
  }
}

function describeTemplate(rendered: RenderedTemplate): Shown {
  const { header } = rendered;
  return {
    type: 'template',
    text: rendered.body,
    ...(header?.type === 'text' ? { header: header.text } : {}),
    ...(header?.type === 'location' ? { place: header } : {}),
    ...(header && header.type !== 'text' && header.type !== 'location' ? { media: mediaOf(header.type, header) } : {}),
    ...(rendered.footer === undefined ? {} : { footer: rendered.footer }),
    options: rendered.buttons.flatMap((button): ThreadOption[] =>
      button.type === 'quick-reply' ? [{ kind: 'quick-reply', id: button.payload, title: button.title }] : [],
    ),
    links: rendered.buttons.flatMap((button) => {
      switch (button.type) {
        case 'url':
          return [{ label: button.title, url: button.url }];
        case 'phone':
          return [{ label: button.title, url: `tel:${button.phone}` }];
        case 'copy-code':
          return [{ label: `${button.title}: ${button.code}`, url: '' }];
        case 'quick-reply':
          return [];
      }
    }),
  };
}
