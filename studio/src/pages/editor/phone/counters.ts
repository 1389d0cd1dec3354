import type { Capabilities } from '@core/rendering/capabilities.js';
import type { OutboundMessage } from '@core/rendering/outbound.js';

/** One length or number against its limit. Lengths are UTF-16 units, as the core counts them. */
export interface Counter {
  of: 'text' | 'body' | 'header' | 'footer' | 'caption' | 'buttons' | 'rows' | 'label' | 'description' | 'opener';
  n: number;
  max: number;
}

const longest = (texts: readonly string[]): number => Math.max(0, ...texts.map(({ length }) => length));

/** Everything in the message that has a limit on this channel and is there at all. */
export function countersOf(message: OutboundMessage, capabilities: Capabilities): Counter[] {
  const counters: (Counter | false | undefined)[] = [];
  const add = (of: Counter['of'], n: number | undefined, max: number | undefined) =>
    counters.push(n !== undefined && n > 0 && max !== undefined && { of, n, max });
  switch (message.kind) {
    case 'text':
      add('text', message.body.length, capabilities.text.max);
      break;
    case 'buttons':
    case 'list':
    case 'link': {
      const limits = capabilities[message.kind];
      add('header', message.headerText?.length, limits?.header);
      add('body', message.body.length, limits?.body);
      add('footer', message.footer?.length, limits?.footer);
      break;
    }
    case 'media':
      add('caption', message.caption?.length, capabilities.media.caption);
      break;
    case 'location-request':
      add('body', message.body.length, capabilities.locationRequest?.body);
      break;
    case 'template':
      break;
  }
  if (message.kind === 'buttons') {
    add('buttons', message.buttons.length, capabilities.buttons?.max);
    add('label', longest(message.buttons.map(({ title }) => title)), capabilities.buttons?.title);
  }
  if (message.kind === 'list') {
    add('opener', message.button.length, capabilities.list?.button);
    add('rows', message.rows.length, capabilities.list?.rows);
    add('label', longest(message.rows.map(({ title }) => title)), capabilities.list?.title);
    add(
      'description',
      longest(message.rows.map(({ description = '' }) => description)),
      capabilities.list?.description,
    );
  }
  if (message.kind === 'link') add('label', message.label.length, capabilities.link?.label);
  return counters.filter((counter) => counter !== undefined && counter !== false);
}
