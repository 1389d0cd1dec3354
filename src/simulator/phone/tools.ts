import { button, el, part } from './dom.js';
import type { CustomerView, Overview, Suggestion } from './wire.js';

const FAULTS = [
  { label: '429 too many', fault: { kind: 'refuse', code: 130429 } },
  { label: '500 error', fault: { kind: 'server-error' } },
  { label: 'No answer', fault: { kind: 'hang' } },
  { label: 'Sent, but 500', fault: { kind: 'accept-then-500' } },
  { label: 'Fails later', fault: { kind: 'fail-later', code: 131026 } },
] as const;

export interface ToolActions {
  switchTo(key: string): void;
  addPerson(name: string, waId: string): void;
  start(suggestion: Suggestion): void;
  addFault(fault: { kind: string; code?: number }): void;
  clearFaults(): void;
  /** Rejects when it was not taken. */
  setDelivery(duplicates: boolean, shuffled: boolean): Promise<void>;
}

const LANGUAGES = new Intl.DisplayNames('en', { type: 'language' });

/** The panel beside the phone: whose phone it is, starters, faults. */
export class Tools {
  private readonly people = part('people', HTMLElement);
  private readonly starters = part('starters', HTMLElement);
  private readonly starterList = part('starter-list', HTMLElement);
  private readonly armed = part('armed', HTMLElement);
  private readonly duplicates = part('duplicates', HTMLInputElement);
  private readonly shuffle = part('shuffle', HTMLInputElement);
  private readonly toggle = part('open-tools', HTMLButtonElement);
  /** What was ticked and is not in any overview yet; older ones, still on their way, do not untick it. */
  private asked: { duplicates: boolean; shuffled: boolean } | undefined;
  private shown = '';

  constructor(private readonly actions: ToolActions) {
    part('fault-buttons', HTMLElement).append(
      ...FAULTS.map(({ label, fault }) => button({ class: 'chip' }, () => actions.addFault(fault), label)),
    );
    for (const box of [this.duplicates, this.shuffle]) {
      box.addEventListener('change', () => this.askForDelivery());
    }
    const form = part('new-person', HTMLFormElement);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const data = new FormData(form);
      actions.addPerson(String(data.get('name')), String(data.get('waId')));
      form.reset();
    });
    this.toggle.addEventListener('click', () => this.setOpen(!document.body.classList.contains('tools-open')));
  }

  private askForDelivery(): void {
    const asked = { duplicates: this.duplicates.checked, shuffled: this.shuffle.checked };
    this.asked = asked;
    this.actions.setDelivery(asked.duplicates, asked.shuffled).catch(() => (this.asked = undefined));
  }

  private showDelivery(duplicates: boolean, shuffled: boolean): void {
    if (this.asked && (this.asked.duplicates !== duplicates || this.asked.shuffled !== shuffled)) return;
    this.asked = undefined;
    this.duplicates.checked = duplicates;
    this.shuffle.checked = shuffled;
  }

  /** On a small screen the panel takes the place of the phone. */
  setOpen(open: boolean): void {
    document.body.classList.toggle('tools-open', open);
    this.toggle.setAttribute('aria-expanded', String(open));
    this.toggle.textContent = open ? 'Back to the phone' : 'People and tools';
  }

  show(overview: Overview, current: string, threadIsEmpty: boolean): void {
    part('webhook', HTMLElement).textContent = overview.webhook
      ? `Webhooks go to ${overview.webhook.url}`
      : 'No service has registered a webhook yet: messages wait for one.';
    const { delivery, faults } = overview;
    this.showDelivery(delivery.duplicates > 1, delivery.shuffled);
    part('pending', HTMLElement).textContent =
      delivery.pending === 0 ? '' : `${delivery.pending} webhook${delivery.pending === 1 ? '' : 's'} not delivered yet`;
    this.armed.replaceChildren(
      ...faults.map(({ kind, next, share }) =>
        el(
          'li',
          {},
          share === undefined ? `Next ${next ?? 1}: ${kind}` : `${Math.round(share * 100)} % of all: ${kind}`,
        ),
      ),
      ...(faults.length > 0
        ? [
            el(
              'li',
              {},
              button({ class: 'link' }, () => this.actions.clearFaults(), 'Clear'),
            ),
          ]
        : []),
    );
    this.showPeople(overview.customers, current);
    this.starters.hidden = !threadIsEmpty || overview.suggestions.length === 0;
    // Rebuilt only when they change: the focus would be lost otherwise.
    const shown = JSON.stringify(overview.suggestions);
    if (shown === this.shown) return;
    this.shown = shown;
    this.starters.replaceChildren(...this.chips(overview.suggestions));
    this.starterList.replaceChildren(...this.chips(overview.suggestions));
    if (overview.suggestions.length === 0) {
      this.starterList.append(el('p', { class: 'muted' }, 'Write anything to the business to begin.'));
    }
  }

  private chips(suggestions: readonly Suggestion[]): HTMLElement[] {
    return suggestions.map((suggestion) =>
      button(
        { class: 'chip starter', dir: 'auto', title: `Sends “${suggestion.text}”` },
        () => this.actions.start(suggestion),
        suggestion.title,
      ),
    );
  }

  private showPeople(customers: readonly CustomerView[], current: string): void {
    const focused =
      document.activeElement instanceof HTMLElement ? document.activeElement.dataset['customer'] : undefined;
    this.people.replaceChildren(
      ...customers.map((customer) => {
        const isCurrent = customer.key === current;
        return button(
          { class: 'person', 'aria-pressed': String(isCurrent), 'data-customer': customer.key },
          () => this.actions.switchTo(customer.key),
          el('span', { class: 'avatar', 'aria-hidden': 'true' }, initialsOf(customer.name)),
          el(
            'span',
            { class: 'person-text' },
            el('strong', { dir: 'auto' }, customer.name),
            el('span', { class: 'muted' }, describe(customer)),
          ),
        );
      }),
    );
    if (focused !== undefined) {
      this.people.querySelector<HTMLElement>(`[data-customer="${CSS.escape(focused)}"]`)?.focus();
    }
  }
}

function describe(customer: CustomerView): string {
  const address =
    customer.waId === undefined ? `@${customer.username ?? customer.userId}, no number` : `+${customer.waId}`;
  const language = customer.language === undefined ? undefined : LANGUAGES.of(customer.language);
  return language === undefined ? address : `${address} · ${language}`;
}

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return words
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
}
