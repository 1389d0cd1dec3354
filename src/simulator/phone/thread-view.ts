import { el } from './dom.js';
import { renderBubble, type BubbleActions } from './bubble.js';
import type { ThreadMessage } from './wire.js';

const NEAR_THE_END = 120;

/** The chat: messages in order, days between them, typing dots at the end. */
export class ThreadView {
  private messages: ThreadMessage[] = [];
  private readonly elements = new Map<string, HTMLElement>();
  private readonly typing = el(
    'div',
    { class: 'typing', role: 'img', 'aria-label': 'typing', hidden: true },
    el('i'),
    el('i'),
    el('i'),
  );
  private readonly closed = el('p', { class: 'system-note', hidden: true });

  constructor(
    private readonly root: HTMLElement,
    private readonly actions: Pick<BubbleActions, 'tap' | 'openList' | 'sendLocation'>,
  ) {}

  get isEmpty(): boolean {
    return this.messages.length === 0;
  }

  showAll(messages: readonly ThreadMessage[]): void {
    this.messages = [...messages];
    this.elements.clear();
    this.root.replaceChildren();
    let day = '';
    for (const message of messages) {
      const itsDay = dayOf(message);
      if (itsDay !== day) this.root.append(dayMark(itsDay));
      day = itsDay;
      this.root.append(this.render(message));
    }
    this.root.append(this.typing, this.closed);
    this.scrollToEnd();
  }

  /** A new message, or one that has changed. */
  put(message: ThreadMessage): void {
    const at = this.messages.findIndex(({ id }) => id === message.id);
    const old = this.elements.get(message.id);
    const follow = this.isNearEnd();
    if (at >= 0 && old) {
      this.messages[at] = message;
      old.replaceWith(this.render(message));
    } else {
      const last = this.messages.at(-1);
      this.messages.push(message);
      if (!last || dayOf(last) !== dayOf(message)) this.typing.before(dayMark(dayOf(message)));
      const element = this.render(message);
      element.classList.add('fresh');
      this.typing.before(element);
      this.refreshTapped(message);
    }
    if (follow || message.from === 'customer') this.scrollToEnd();
  }

  showTyping(visible: boolean): void {
    if (this.typing.hidden === !visible) return;
    const follow = this.isNearEnd();
    this.typing.hidden = !visible;
    if (follow) this.scrollToEnd();
  }

  /** A line at the end when the business may not write freely any more. */
  showClosed(text: string | null): void {
    const follow = this.isNearEnd();
    this.closed.hidden = text === null;
    if (text !== null && this.closed.textContent !== text) this.closed.textContent = text;
    if (follow && text !== null) this.scrollToEnd();
  }

  private render(message: ThreadMessage): HTMLElement {
    const element = renderBubble(message, {
      ...this.actions,
      find: (id) => this.messages.find((candidate) => candidate.id === id),
      tappedOn: (id) => this.tappedOn(id),
      show: (id) => this.show(id),
    });
    this.elements.set(message.id, element);
    return element;
  }

  private tappedOn(id: string): Set<string> {
    return new Set(
      this.messages.flatMap(({ quotes, tapped }) => (quotes === id && tapped !== undefined ? [tapped] : [])),
    );
  }

  /** The message that was answered shows which option was taken. */
  private refreshTapped(answer: ThreadMessage): void {
    const target = this.messages.find(({ id }) => answer.tapped !== undefined && id === answer.quotes);
    const old = target && this.elements.get(target.id);
    if (target && old) old.replaceWith(this.render(target));
  }

  private show(id: string): void {
    const element = this.elements.get(id);
    element?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    element?.classList.add('pointed');
    element?.addEventListener('animationend', () => element.classList.remove('pointed'), { once: true });
  }

  private isNearEnd(): boolean {
    return this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight < NEAR_THE_END;
  }

  private scrollToEnd(): void {
    this.root.scrollTop = this.root.scrollHeight;
  }
}

function dayOf(message: ThreadMessage): string {
  return new Date(message.at).toLocaleDateString([], { weekday: 'long', day: 'numeric', month: 'long' });
}

function dayMark(day: string): HTMLElement {
  return el('p', { class: 'day' }, day);
}
