import { button, el, icon } from './dom.js';
import { readFormatting } from './format-text.js';
import type { Own } from './memory.js';
import type { Line, Option, ShownMedia } from './wire.js';
import type { Words } from './words.js';

export type MessageLine = Extract<Line, { kind: 'message' }>;

export interface Actions {
  words: Words;
  tap(line: MessageLine, source: 'button' | 'list', option: Option): void;
  openList(line: MessageLine, options: readonly Option[], title: string): void;
  shareLocation(): void;
}

const TAG = { bold: 'strong', italic: 'em', strike: 's', code: 'code' } as const;

/** A message of the service's. `taken` are the options that the visitor has chosen of it. */
export function viewOf(line: MessageLine, taken: ReadonlySet<string>, actions: Actions): HTMLElement {
  const { message } = line;
  const bubble = el('div', { class: 'bubble' });
  const element = el('article', { class: 'message theirs' }, bubble);
  switch (message.kind) {
    case 'text':
      bubble.append(textOf(message.body));
      break;
    case 'media':
      bubble.append(mediaOf(message.media, actions.words), ...(message.body === '' ? [] : [textOf(message.body)]));
      break;
    case 'buttons':
      bubble.append(...framed(message, actions.words));
      element.append(answersOf(message.options, taken, actions, (option) => actions.tap(line, 'button', option)));
      break;
    case 'list': {
      bubble.append(...framed(message, actions.words));
      const chosen = message.options.filter(({ id }) => taken.has(id));
      const open = () => actions.openList(line, message.options, message.opener);
      const label = el('span', { dir: 'auto' }, message.opener);
      element.append(
        el(
          'div',
          { class: 'answers' },
          button({ class: 'answer', 'aria-haspopup': 'dialog' }, open, icon('list'), label),
        ),
      );
      if (chosen.length > 0) {
        bubble.append(el('p', { class: 'footer', dir: 'auto' }, `✓ ${chosen.map(({ title }) => title).join(', ')}`));
      }
      break;
    }
    case 'link':
      bubble.append(...framed(message, actions.words));
      element.append(el('div', { class: 'answers' }, linkOf(message.label, message.url)));
      break;
    case 'location-request':
      bubble.append(textOf(message.body));
      element.append(
        el(
          'div',
          { class: 'answers' },
          button({ class: 'answer' }, () => actions.shareLocation(), icon('pin'), actions.words.location),
        ),
      );
  }
  bubble.append(stamp(line.at));
  return element;
}

/** A message of the visitor's own. */
export function ownViewOf(own: Own, words: Words, again: () => void): HTMLElement {
  const { said, state } = own;
  const bubble = el(
    'div',
    { class: 'bubble' },
    el('span', { class: 'visually-hidden' }, `${words.you}: `),
    said.kind === 'location'
      ? el(
          'p',
          { class: 'place' },
          icon('pin'),
          `${words.place}: ${said.latitude.toFixed(4)}, ${said.longitude.toFixed(4)}`,
        )
      : el('p', { class: 'text', dir: 'auto' }, said.kind === 'text' ? said.text : said.title),
    stamp(own.at, state === 'failed' ? undefined : { label: words[state], state }),
  );
  const element = el('article', { class: 'message mine' }, bubble);
  if (state === 'failed') {
    element.append(el('p', { class: 'failed' }, words.failed, ' ', button({ class: 'again' }, again, words.again)));
  }
  return element;
}

function framed(
  message: { media?: ShownMedia; header?: string; body: string; footer?: string },
  words: Words,
): HTMLElement[] {
  return [
    ...(message.media ? [mediaOf(message.media, words)] : []),
    ...(message.header === undefined ? [] : [el('p', { class: 'header', dir: 'auto' }, message.header)]),
    textOf(message.body),
    ...(message.footer === undefined ? [] : [el('p', { class: 'footer', dir: 'auto' }, message.footer)]),
  ];
}

function textOf(text: string): HTMLElement {
  const nodes = readFormatting(text).map((piece) => {
    if (piece.kind === 'text') return piece.text;
    return piece.kind === 'link' ? anchor(piece.url, piece.url) : el(TAG[piece.kind], {}, piece.text);
  });
  return el('p', { class: 'text', dir: 'auto' }, ...nodes);
}

function anchor(url: string, ...children: (Node | string)[]): HTMLElement {
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}

function answersOf(
  options: readonly Option[],
  taken: ReadonlySet<string>,
  { words }: Actions,
  tap: (option: Option) => void,
): HTMLElement {
  const buttons = options.map((option) => {
    const isTaken = taken.has(option.id);
    const answer = button({ class: isTaken ? 'answer taken' : 'answer' }, () => tap(option));
    if (isTaken) answer.append(icon('check'), el('span', { class: 'visually-hidden' }, words.chosen));
    answer.append(el('span', { dir: 'auto' }, option.title));
    return answer;
  });
  return el('div', { class: 'answers' }, ...buttons);
}

function linkOf(label: string, url: string | undefined): HTMLElement {
  const text = el('span', { dir: 'auto' }, label);
  if (url === undefined) return el('p', { class: 'answer' }, text);
  const link = anchor(url, icon('open'), text);
  link.className = 'answer';
  return link;
}

function mediaOf({ media, link, filename }: ShownMedia, words: Words): HTMLElement {
  if (link === undefined) return el('p', { class: 'file', dir: 'auto' }, icon('file'), filename ?? words.file);
  switch (media) {
    case 'image':
    case 'sticker':
      return el('img', {
        class: media === 'image' ? 'picture' : 'sticker',
        src: link,
        alt: filename ?? words.image,
        referrerpolicy: 'no-referrer',
        loading: 'lazy',
      });
    case 'video':
      return el('video', { class: 'picture', src: link, controls: true, preload: 'metadata', playsinline: true });
    case 'audio':
      return el('audio', { src: link, controls: true, preload: 'metadata' });
    case 'document': {
      const file = anchor(link, icon('file'), el('span', { dir: 'auto' }, filename ?? words.file));
      file.className = 'file';
      return file;
    }
  }
}

function stamp(at: number, tick?: { label: string; state: string }): HTMLElement {
  const date = new Date(at);
  const time = date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const ticks = tick && el('span', { class: `tick ${tick.state}` }, tick.label);
  return el(
    'p',
    { class: 'stamp' },
    el('time', { datetime: date.toISOString() }, time),
    ...(ticks ? [' ', ticks] : []),
  );
}
