import { say } from '../say.mjs';

const WIDTH = 62;

/** Prints a chat as a person would read it: the business on the left, the customer on the right. */
export function tell(message) {
  const time = new Date(message.at).toISOString().slice(5, 16).replace('T', ' ');
  if (message.from === 'customer') {
    const deed = message.type === 'tap' ? `[taps] ${message.text}` : message.text;
    say(`${' '.repeat(WIDTH - 22)}${deed}   ${time}`);
    return;
  }
  const label = message.template ? `template ${message.template.name}` : '';
  say(`  ┌─ Canvass  ${time}  ${label}`);
  for (const line of message.text.split('\n').flatMap(wrap)) say(`  │ ${line}`);
  if (message.footer) say(`  │ (${message.footer})`);
  if (message.listButton) say(`  │ ≡ ${message.listButton}`);
  for (const { kind, title, description } of message.options) {
    const mark = { button: '( %s )', row: '  ○ %s', 'quick-reply': '( %s )' }[kind].replace('%s', title);
    say(`  │ ${mark}${description ? ` – ${description}` : ''}`);
  }
  say('  └─');
}

export function heading(text) {
  say(`\n━━ ${text} ${'━'.repeat(Math.max(0, WIDTH - text.length))}\n`);
}

export function aside(text) {
  say(`\n      … ${text} …\n`);
}

function wrap(line) {
  const lines = [''];
  for (const word of line.split(' ')) {
    const last = lines.at(-1);
    if (last !== '' && last.length + word.length + 1 > WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
