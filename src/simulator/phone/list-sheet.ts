import { button, el } from './dom.js';
import { icon } from './icons.js';
import type { ThreadMessage, ThreadOption } from './wire.js';

/**
 * The sheet of a list message: rows to choose from, one of them to send. Escape, the backdrop and the close button
 * leave without an answer, and the focus goes back to where it was.
 */
export function openListSheet(
  layer: HTMLElement,
  message: ThreadMessage,
  onSend: (option: ThreadOption) => void,
): void {
  const before = document.activeElement;
  const close = () => {
    layer.hidden = true;
    layer.replaceChildren();
    if (before instanceof HTMLElement) before.focus();
  };
  let chosen: ThreadOption | undefined;
  const send = el('button', { type: 'submit', class: 'sheet-send', disabled: true }, 'Send');
  const form = el(
    'form',
    { class: 'sheet', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'sheet-title' },
    el(
      'header',
      { class: 'sheet-header' },
      button({ class: 'round quiet', 'aria-label': 'Close' }, close, icon('close')),
      el('h3', { id: 'sheet-title', dir: 'auto' }, message.listButton ?? 'Choose'),
    ),
    el(
      'div',
      { class: 'sheet-rows', role: 'radiogroup', 'aria-labelledby': 'sheet-title' },
      ...rowsOf(message, choose),
    ),
    el('footer', {}, send),
  );
  function choose(option: ThreadOption): void {
    chosen = option;
    send.disabled = false;
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!chosen) return;
    const option = chosen;
    close();
    onSend(option);
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    if (event.key === 'Tab') keepInside(form, event);
  });
  layer.replaceChildren(el('div', { class: 'sheet-backdrop' }), form);
  layer.firstElementChild?.addEventListener('click', close);
  layer.hidden = false;
  form.querySelector('input')?.focus();
}

function rowsOf(message: ThreadMessage, choose: (option: ThreadOption) => void): HTMLElement[] {
  let section: string | undefined;
  return message.options.flatMap((option) => {
    const radio = el('input', { type: 'radio', name: 'row', value: option.id });
    radio.addEventListener('change', () => choose(option));
    const row = el(
      'label',
      { class: 'sheet-row' },
      el(
        'span',
        { class: 'sheet-row-text' },
        el('span', { class: 'sheet-row-title', dir: 'auto' }, option.title),
        option.description !== undefined &&
          el('span', { class: 'sheet-row-description', dir: 'auto' }, option.description),
      ),
      radio,
    );
    if (option.section === undefined || option.section === section) return [row];
    section = option.section;
    return [el('h4', { class: 'sheet-section', dir: 'auto' }, option.section), row];
  });
}

function keepInside(form: HTMLElement, event: KeyboardEvent): void {
  const reachable = [...form.querySelectorAll<HTMLElement>('button:not([disabled]), input')];
  const [first, last] = [reachable[0], reachable.at(-1)];
  if (event.shiftKey && document.activeElement === first) {
    event.preventDefault();
    last?.focus();
  } else if (!event.shiftKey && document.activeElement === last) {
    event.preventDefault();
    first?.focus();
  }
}
