import { createHash } from 'node:crypto';
import type { OutboundMessage } from '../../rendering/outbound.js';

/** What is created at Twilio once for an account and then sent again and again with other values. */
export interface ContentShape {
  /** Unique and stable: whoever finds this name at Twilio may use what it names. */
  friendly_name: string;
  language: string;
  types: Record<string, unknown>;
  /** An example for every variable; Twilio sends it where a message gives no value. */
  variables: Record<string, string>;
}

/** A message as one of those contents: its shape, and the value of each variable, by number. */
export interface FilledContent {
  shape: ContentShape;
  values: Record<string, string>;
}

type Buttons = Extract<OutboundMessage, { kind: 'buttons' }>;
type List = Extract<OutboundMessage, { kind: 'list' }>;

/*
 * Every text is a variable, so that a shape is fixed by the number of buttons, by the rows and which of them have a
 * description (an empty value would be refused), and by a link's host (Twilio wants it static). A change of any shape
 * needs a new version in its name: what is at Twilio already stays as it is.
 */
const PREFIX = 'canvass_v';
const VERSION = `${PREFIX}1`;

/** True for the name of a content that carries messages of ours, of whatever version. */
export function isOfOurs(friendlyName: string): boolean {
  return friendlyName.startsWith(PREFIX);
}

export function buttonsContent(body: string, buttons: Buttons['buttons']): FilledContent {
  const fill = new Filling();
  const text = fill.next(body, 'Question');
  const actions = buttons.map(({ id, title }, at) => ({
    type: 'QUICK_REPLY',
    title: fill.next(title, `Answer ${at + 1}`),
    id: fill.next(id, `answer_${at + 1}`),
  }));
  return fill.content(`buttons_${buttons.length}`, { 'twilio/quick-reply': { body: text, actions } });
}

export function listContent(body: string, { button, rows }: Pick<List, 'button' | 'rows'>): FilledContent {
  const fill = new Filling();
  const text = fill.next(body, 'Question');
  const opener = fill.next(button, 'Choose');
  const items = rows.map(({ id, title, description }, at) => ({
    item: fill.next(title, `Answer ${at + 1}`),
    id: fill.next(id, `answer_${at + 1}`),
    ...(description ? { description: fill.next(description, 'What it means') } : {}),
  }));
  const described = rows.map(({ description }) => (description ? '1' : '0')).join('');
  return fill.content(`list_${rows.length}_${described}`, {
    'twilio/list-picker': { body: text, button: opener, items },
  });
}

/** @returns undefined for an address that is none of the web */
export function linkContent(body: string, label: string, address: string): FilledContent | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  const fill = new Filling();
  const text = fill.next(body, 'Something to read');
  const title = fill.next(label, 'Open');
  const host = `${url.protocol}//${url.host}/`;
  const rest = url.href.slice(url.href.indexOf('/', url.protocol.length + 2) + 1);
  // A variable without a value would be refused: the bare host is a shape of its own.
  const shown = rest === '' ? host : host + fill.next(rest, 'page');
  const mark = createHash('sha256').update(shown).digest('hex').slice(0, 16);
  return fill.content(`link_${mark}`, {
    'twilio/call-to-action': { body: text, actions: [{ type: 'URL', title, url: shown }] },
  });
}

/** Numbers the variables from 1 on, as they are met. */
class Filling {
  private readonly values: Record<string, string> = {};
  private readonly examples: Record<string, string> = {};
  private count = 0;

  next(value: string, example: string): string {
    this.count += 1;
    this.values[this.count] = value;
    this.examples[this.count] = example;
    return `{{${this.count}}}`;
  }

  content(name: string, types: Record<string, unknown>): FilledContent {
    return {
      shape: { friendly_name: `${VERSION}_${name}`, language: 'en', types, variables: this.examples },
      values: this.values,
    };
  }
}
