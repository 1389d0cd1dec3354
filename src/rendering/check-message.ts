import { isBlank } from '../flow/words/fold.js';
import type { Capabilities, Framed } from './capabilities.js';
import type { OutboundMedia, OutboundMessage } from './outbound.js';
import { titleKey } from './titles.js';

/**
 * What a channel would refuse about a message, a sentence each; empty when it can be sent. The renderer keeps to these
 * rules by itself: this is the last guard before sending, and the judge in tests.
 */
export function checkMessage(message: OutboundMessage, capabilities: Capabilities): string[] {
  const found: string[] = [];
  switch (message.kind) {
    case 'text':
      found.push(...checkText('body', message.body, capabilities.text.max));
      break;
    case 'buttons':
      found.push(...checkButtons(message, capabilities.buttons));
      break;
    case 'list':
      found.push(...checkList(message, capabilities.list));
      break;
    case 'media':
      found.push(...checkMedia('media', message.media));
      if (message.caption !== undefined) {
        found.push(...checkText('caption', message.caption, capabilities.media.caption));
        if (message.media.media === 'audio' || message.media.media === 'sticker') {
          found.push(`caption: ${message.media.media} takes none`);
        }
      }
      break;
    case 'link':
      found.push(...checkLink(message, capabilities.link));
      break;
    case 'location-request':
      if (!capabilities.locationRequest) return ['location request: the channel has none'];
      found.push(...checkText('body', message.body, capabilities.locationRequest.body));
      break;
    case 'template':
      if (!capabilities.templates) return ['template: the channel has none'];
      found.push(...checkTemplate(message));
      break;
  }
  return found;
}

type Kind<K extends OutboundMessage['kind']> = Extract<OutboundMessage, { kind: K }>;

function checkButtons(message: Kind<'buttons'>, limits: Capabilities['buttons']): string[] {
  if (!limits) return ['buttons: the channel has none'];
  const { buttons, header } = message;
  return [
    ...checkFrame(message, limits),
    ...(header ? checkHeader(header, limits.mediaHeader) : []),
    ...(buttons.length < 1 || buttons.length > limits.max
      ? [`buttons: ${buttons.length}, allowed are 1 to ${limits.max}`]
      : []),
    ...buttons.flatMap(({ id, title }, index) => [
      ...checkLine(`buttons[${index}].title`, title, limits.title),
      ...checkId(`buttons[${index}].id`, id, limits.id),
    ]),
    ...checkDistinct('buttons', buttons),
  ];
}

function checkList(message: Kind<'list'>, limits: Capabilities['list']): string[] {
  if (!limits) return ['list: the channel has none'];
  const { rows, button } = message;
  return [
    ...checkFrame(message, limits),
    ...checkLine('button', button, limits.button),
    ...(rows.length < 1 || rows.length > limits.rows ? [`rows: ${rows.length}, allowed are 1 to ${limits.rows}`] : []),
    ...rows.flatMap(({ id, title, description }, index) => [
      ...checkLine(`rows[${index}].title`, title, limits.title),
      ...checkId(`rows[${index}].id`, id, limits.id),
      ...(description === undefined ? [] : checkLine(`rows[${index}].description`, description, limits.description)),
    ]),
    ...checkDistinct('rows', rows),
  ];
}

function checkLink(message: Kind<'link'>, limits: Capabilities['link']): string[] {
  if (!limits) return ['link: the channel has no link buttons'];
  const { header, label, url } = message;
  return [
    ...checkFrame(message, limits),
    ...(header ? checkHeader(header, limits.mediaHeader) : []),
    ...checkLine('label', label, limits.label),
    ...checkText('url', url, limits.url),
    ...(/^https?:\/\/\S+$/iu.test(url) ? [] : [`url: "${url}" is no web address`]),
  ];
}

/** Limits that hold for every template; those of one template are checked when its parameters are bound. */
function checkTemplate({ name, language, buttons }: Kind<'template'>): string[] {
  return [
    ...(/^[a-z0-9_]{1,512}$/.test(name) ? [] : [`name: "${name}" is no template name`]),
    ...(isBlank(language) ? ['language: is missing'] : []),
    // 256 for quick-reply payloads, 2000 for a URL's suffix: Meta, template message reference.
    ...buttons.flatMap(({ type, value }, index) =>
      type === 'quick-reply'
        ? checkId(`buttons[${index}].value`, value, 256)
        : checkText(`buttons[${index}].value`, value, 2000),
    ),
  ];
}

/** The body and the lines around it. */
function checkFrame(message: Kind<'buttons' | 'list' | 'link'>, limits: Framed): string[] {
  const { headerText, body, footer } = message;
  const twice = headerText !== undefined && 'header' in message && message.header !== undefined;
  return [
    ...(headerText === undefined ? [] : checkPart('headerText', headerText, limits.header)),
    ...(twice ? ['headerText: stands beside media, and there is room for one of both'] : []),
    ...checkText('body', body, limits.body),
    ...(footer === undefined ? [] : checkPart('footer', footer, limits.footer)),
  ];
}

function checkPart(field: string, text: string, max: number): string[] {
  return max === 0 ? [`${field}: the channel has none there`] : checkLine(field, text, max);
}

function checkText(field: string, text: string, max: number): string[] {
  return [
    ...(isBlank(text) ? [`${field}: is blank`] : []),
    ...(text.length > max ? [`${field}: ${text.length} UTF-16 units, allowed are ${max}`] : []),
    ...(text === text.normalize('NFC') ? [] : [`${field}: is not composed (NFC)`]),
    ...(/\p{Surrogate}/u.test(text) ? [`${field}: holds half a character`] : []),
  ];
}

function checkLine(field: string, text: string, max: number): string[] {
  return [
    ...checkText(field, text, max),
    ...(/[\n\r\t\v\f\u0085\u2028\u2029]/u.test(text) ? [`${field}: has more than one line`] : []),
    ...(text === text.trim() ? [] : [`${field}: begins or ends with a space`]),
  ];
}

function checkId(field: string, id: string, max: number): string[] {
  return [
    ...(id.length < 1 || id.length > max ? [`${field}: ${id.length} UTF-16 units, allowed are 1 to ${max}`] : []),
    ...(id === id.trim() ? [] : [`${field}: begins or ends with a space`]),
  ];
}

function checkHeader(header: OutboundMedia, allowed: boolean): string[] {
  if (!allowed) return ['header: the channel takes no media there'];
  const problems = checkMedia('header', header);
  return ['image', 'video', 'document'].includes(header.media)
    ? problems
    : [...problems, `header: cannot be ${header.media}`];
}

function checkMedia(field: string, { link, id }: OutboundMedia): string[] {
  return (link === undefined) === (id === undefined) ? [`${field}: needs a link or an id, and only one of both`] : [];
}

function checkDistinct(field: string, items: readonly { id: string; title: string }[]): string[] {
  const titles = new Set(items.map(({ title }) => titleKey(title)));
  const ids = new Set(items.map(({ id }) => id));
  return [
    ...(titles.size === items.length ? [] : [`${field}: two titles are the same but for case`]),
    ...(ids.size === items.length ? [] : [`${field}: two ids are the same`]),
  ];
}
