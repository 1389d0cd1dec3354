import { button, el } from './dom.js';
import { icon, tickIcon, type IconName } from './icons.js';
import { plainText } from './format-text.js';
import { renderText } from './render-text.js';
import type { ThreadMedia, ThreadMessage, ThreadOption } from './wire.js';

export interface BubbleActions {
  find(id: string): ThreadMessage | undefined;
  /** Ids of options that the person has tapped on this message. */
  tappedOn(id: string): ReadonlySet<string>;
  tap(message: ThreadMessage, option: ThreadOption): void;
  openList(message: ThreadMessage): void;
  sendLocation(): void;
  show(id: string): void;
}

/** One message with everything that can be tapped under it. */
export function renderBubble(message: ThreadMessage, actions: BubbleActions): HTMLElement {
  const mine = message.from === 'customer';
  const item = el('article', {
    class: ['message', mine ? 'mine' : 'theirs', message.tick === 'failed' && 'failed'].filter(Boolean).join(' '),
    'data-id': message.id,
    'data-type': message.type,
    'aria-label': mine ? 'You' : 'Business',
  });
  if (message.tick === 'failed') {
    item.append(failedNote(message));
    return item;
  }
  if (message.type === 'reaction') {
    item.hidden = true;
    return item;
  }
  const isSticker = message.type === 'sticker';
  const bubble = el(
    'div',
    { class: isSticker ? 'bubble bare' : 'bubble' },
    message.quotes !== undefined && quote(message.quotes, actions),
    message.media && media(message.media),
    message.place && place(message),
    message.header !== undefined && el('p', { class: 'bubble-header', dir: 'auto' }, message.header),
    body(message),
    message.footer !== undefined && el('p', { class: 'bubble-footer', dir: 'auto' }, message.footer),
    stamp(message, mine),
  );
  item.append(bubble, ...answers(message, actions));
  if (message.reaction !== undefined) {
    bubble.append(el('span', { class: 'reaction', 'aria-label': `Reaction ${message.reaction}` }, message.reaction));
  }
  return item;
}

function body(message: ThreadMessage): HTMLElement | undefined {
  if (message.revoked) return el('p', { class: 'bubble-text muted' }, 'This message was deleted');
  if (message.type === 'contacts') return card('contact', message.text, 'Contact');
  if (message.type === 'unsupported') return card('alert', 'Not supported', message.text);
  if (message.text === '' || message.type === 'location') return undefined;
  return el('p', { class: 'bubble-text', dir: 'auto' }, ...renderText(message.text));
}

function stamp(message: ThreadMessage, mine: boolean): HTMLElement {
  const time = new Date(message.at);
  return el(
    'p',
    { class: 'stamp' },
    message.edited && 'Edited ',
    el(
      'time',
      { datetime: time.toISOString() },
      time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false }),
    ),
    mine && ticks(message),
  );
}

const TICK_TEXT = {
  accepted: 'Sending',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  failed: 'Failed',
} as const;

function ticks(message: ThreadMessage): HTMLElement {
  const label = TICK_TEXT[message.tick];
  const mark = el('span', { class: `ticks ${message.tick}`, role: 'img', 'aria-label': label, title: label });
  mark.append(tickIcon(message.tick === 'sent' || message.tick === 'accepted' ? 1 : 2));
  return mark;
}

function quote(id: string, actions: BubbleActions): HTMLElement {
  const quoted = actions.find(id);
  const text = quoted ? quoted.text || quoted.header || quoted.type : 'An earlier message';
  return button(
    { class: 'quote', dir: 'auto', 'aria-label': `Answer to: ${plainText(text)}` },
    () => actions.show(id),
    el('span', { class: 'quote-name' }, quoted?.from === 'customer' ? 'You' : 'Business'),
    el('span', { class: 'quote-text' }, plainText(text)),
  );
}

const MEDIA_NAME = {
  image: 'Photo',
  video: 'Video',
  audio: 'Audio',
  document: 'Document',
  sticker: 'Sticker',
} as const;

function media(shown: ThreadMedia): HTMLElement {
  const name = shown.voice ? 'Voice message' : MEDIA_NAME[shown.kind];
  if (shown.kind === 'audio') {
    return el(
      'div',
      { class: 'voice', role: 'img', 'aria-label': name },
      icon('audio'),
      el('span', { class: 'waveform' }),
    );
  }
  if (shown.kind === 'document') return card('document', shown.filename ?? 'Document', hostOf(shown.link) ?? 'File');
  if (shown.id !== undefined && shown.kind !== 'video') {
    const picture = el('img', { class: 'picture', src: `/_simulator/media/${shown.id}`, alt: name });
    // Not every upload is a picture a browser can show: the frame stands for it then.
    picture.addEventListener('error', () => picture.replaceWith(frame(shown, name)), { once: true });
    return picture;
  }
  return frame(shown, name);
}

function frame(shown: ThreadMedia, name: string): HTMLElement {
  return el(
    'div',
    { class: 'frame', role: 'img', 'aria-label': name },
    icon(shown.kind),
    el('span', {}, hostOf(shown.link) ?? name),
  );
}

function place(message: ThreadMessage): HTMLElement {
  const { place: spot } = message;
  const name = spot?.name ?? 'Location';
  const detail = spot?.address ?? `${spot?.latitude.toFixed(4) ?? ''}, ${spot?.longitude.toFixed(4) ?? ''}`;
  return el(
    'div',
    { class: 'place' },
    el('div', { class: 'map' }, icon('pin')),
    el(
      'div',
      { class: 'place-text' },
      el('strong', { dir: 'auto' }, name),
      el('span', { class: 'muted', dir: 'auto' }, detail),
    ),
  );
}

function card(name: IconName, title: string, detail: string): HTMLElement {
  return el(
    'div',
    { class: 'file' },
    icon(name),
    el('div', {}, el('strong', { dir: 'auto' }, title), el('span', { class: 'muted' }, detail)),
  );
}

function answers(message: ThreadMessage, actions: BubbleActions): HTMLElement[] {
  if (message.from === 'customer') return [];
  const tapped = actions.tappedOn(message.id);
  const buttons = message.options
    .filter((option) => option.kind !== 'row')
    .map((option) => {
      const done = tapped.has(option.id);
      const attributes = { class: done ? 'answer done' : 'answer', dir: 'auto', 'data-option': option.id };
      return button(attributes, () => actions.tap(message, option), icon('reply'), option.title);
    });
  if (message.listButton !== undefined) {
    const attributes = { class: tapped.size > 0 ? 'answer done' : 'answer', dir: 'auto', 'aria-haspopup': 'dialog' };
    buttons.push(button(attributes, () => actions.openList(message), icon('list'), message.listButton));
  }
  if (message.type === 'location_request_message') {
    buttons.push(button({ class: 'answer' }, () => actions.sendLocation(), icon('pin'), 'Send location'));
  }
  const links = (message.links ?? []).map(({ label, url }) => linkAnswer(label, url));
  const all = [...buttons, ...links];
  return all.length === 0 ? [] : [el('div', { class: 'answers', role: 'group', 'aria-label': 'Answers' }, ...all)];
}

function linkAnswer(label: string, url: string): HTMLElement {
  if (url === '') return el('span', { class: 'answer', dir: 'auto' }, icon('copy'), label);
  const attributes = {
    class: 'answer',
    href: url,
    target: '_blank',
    rel: 'noopener noreferrer',
    dir: 'auto',
    title: url,
  };
  return el('a', attributes, icon(url.startsWith('tel:') ? 'phone' : 'link'), label);
}

function failedNote(message: ThreadMessage): HTMLElement {
  const { failure } = message;
  return el(
    'div',
    { class: 'failed-note' },
    icon('alert'),
    el(
      'div',
      {},
      el('strong', {}, `Never arrived: ${failure?.code ?? ''} ${failure?.title ?? ''}`),
      el('p', { dir: 'auto', class: 'failed-text' }, message.text || message.type),
      el('p', { class: 'muted' }, failure?.details ?? ''),
    ),
  );
}

function hostOf(link: string | undefined): string | undefined {
  return link !== undefined && URL.canParse(link) ? new URL(link).hostname : undefined;
}
