import { button, el, icon } from './dom.js';
import type { Option } from './wire.js';
import type { Words } from './words.js';

/** A list of more rows than this can be searched. */
const SEARCHED_ABOVE = 8;

/**
 * A list to choose one row of, of whatever length. The browser keeps the focus inside, closes it by Escape and gives
 * the focus back.
 */
export function openListDialog(
  title: string,
  options: readonly Option[],
  taken: ReadonlySet<string>,
  words: Words,
  choose: (option: Option) => void,
): void {
  const heading = el('h2', { id: 'list-title', dir: 'auto' }, title);
  const close = button({ class: 'round', 'aria-label': words.close }, () => dialog.close(), icon('close'));
  const none = el('p', { class: 'none', role: 'status' });
  const rows = options.map((option) => {
    const isTaken = taken.has(option.id);
    const row = button({ class: isTaken ? 'row taken' : 'row' }, () => {
      dialog.close();
      choose(option);
    });
    row.append(el('span', { class: 'row-title', dir: 'auto' }, isTaken ? `✓ ${option.title}` : option.title));
    if (option.description !== undefined) {
      row.append(el('span', { class: 'row-description', dir: 'auto' }, option.description));
    }
    return el('li', {}, row);
  });
  const search = el('input', {
    type: 'search',
    class: 'search',
    'aria-label': words.search,
    placeholder: words.search,
  });
  search.addEventListener('input', () => {
    const wanted = folded(search.value);
    let seen = 0;
    options.forEach(({ title: name, description = '' }, at) => {
      const fits = folded(`${name} ${description}`).includes(wanted);
      seen += fits ? 1 : 0;
      const row = rows[at];
      if (row) row.hidden = !fits;
    });
    none.textContent = seen === 0 ? words.none : '';
  });
  const dialog = el(
    'dialog',
    { class: 'list', 'aria-labelledby': 'list-title' },
    el('header', { class: 'list-bar' }, heading, close),
    ...(options.length > SEARCHED_ABOVE ? [search] : []),
    el('ul', { class: 'rows' }, ...rows),
    none,
  );
  dialog.addEventListener('close', () => dialog.remove());
  // Beside the list.
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
