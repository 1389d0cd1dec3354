import { button, part } from './dom.js';
import { icon, type IconName } from './icons.js';
import type { Saying } from './api.js';

const ATTACHMENTS: readonly { label: string; icon: IconName; saying: Saying }[] = [
  { label: 'Photo', icon: 'image', saying: { type: 'image' } },
  { label: 'Voice', icon: 'audio', saying: { type: 'audio', voice: true } },
  { label: 'Document', icon: 'document', saying: { type: 'document', filename: 'letter.pdf' } },
  { label: 'Location', icon: 'pin', saying: { type: 'location', latitude: 48.2082, longitude: 16.3738 } },
  {
    label: 'Contact',
    icon: 'contact',
    saying: { type: 'contacts', contacts: [{ name: { formatted_name: 'Bob Ray', first_name: 'Bob' } }] },
  },
  { label: 'Poll', icon: 'list', saying: { type: 'unsupported', of: 'poll' } },
];

export const SAMPLE_LOCATION: Saying = { type: 'location', latitude: 48.2082, longitude: 16.3738, name: 'Here' };

/** Where the person writes. Enter sends, Shift and Enter make a new line. */
export function setUpComposer(say: (saying: Saying) => void): void {
  const form = part('composer', HTMLFormElement);
  const draft = part('draft', HTMLTextAreaElement);
  const attach = part('attach', HTMLButtonElement);
  const menu = part('attachments', HTMLElement);
  attach.append(icon('plus'));
  form.querySelector('.send')?.append(icon('send'));

  const fit = () => {
    draft.style.height = 'auto';
    draft.style.height = `${Math.min(draft.scrollHeight, 110)}px`;
  };
  const showMenu = (open: boolean) => {
    menu.hidden = !open;
    attach.setAttribute('aria-expanded', String(open));
  };
  draft.addEventListener('input', fit);
  draft.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const body = draft.value.trim();
    if (body === '') return;
    draft.value = '';
    fit();
    say({ type: 'text', body });
  });
  attach.addEventListener('click', () => showMenu(menu.hidden !== false));
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    showMenu(false);
    attach.focus();
  });
  menu.append(
    ...ATTACHMENTS.map(({ label, icon: name, saying }) =>
      button(
        { class: 'attachment' },
        () => {
          showMenu(false);
          attach.focus();
          say(saying);
        },
        icon(name),
        label,
      ),
    ),
  );
}
