import { shownMessage } from '../play/shown-message.js';
import type { OutboundMessage } from '../rendering/outbound.js';
import type { Template } from '../templates/template.js';
import type { Paint } from './terminal.js';

/** A message as the phone shows it, and an empty line below it. What can be tapped has numbers. */
export function messageLines(
  message: OutboundMessage,
  { paint, templates }: { paint: Paint; templates: readonly Template[] },
): string[] {
  const { bot, buttons, list, link, media, asksForLocation, template } = shownMessage(message, templates);
  const number = (at: number) => paint('bold', `[${at + 1}]`);
  const lines = [
    ...(template === undefined ? [] : [paint('dim', `(template ${template})`)]),
    ...(media === undefined ? [] : [paint('dim', `(${media})`)]),
    ...bot.split('\n'),
    ...(buttons ? [buttons.map((title, at) => `${number(at)} ${title}`).join('  ')] : []),
    ...(list ? [`≡ ${list.opens}`, ...list.rows.map((row, at) => `  ${number(at)} ${row}`)] : []),
    ...(link === undefined ? [] : [`↗ ${link}`]),
    ...(asksForLocation ? ['⌖ send your position: :location 30.04, 31.23'] : []),
  ];
  return [...lines.map((line, at) => `${at === 0 ? paint('green', 'bot>') : '    '} ${line}`.trimEnd()), ''];
}
