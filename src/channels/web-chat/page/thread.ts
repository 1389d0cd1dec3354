import { el } from './dom.js';
import type { Own } from './memory.js';
import { ownViewOf, viewOf, type Actions, type MessageLine } from './message-view.js';

/** Where an item stands: messages of the service by their number, the visitor's own behind the one they came after. */
interface Place {
  seq: number;
  /** 0 for the service's own, then the visitor's in their order. */
  nth: number;
}

interface Item extends Place {
  id: string;
  element: HTMLElement;
  show(): HTMLElement;
}

const NEAR_THE_END_PX = 140;

/** The conversation: messages of both sides in order, dots at its end. */
export class Thread {
  readonly #items: Item[] = [];
  readonly #lines = new Map<string, MessageLine>();
  /** Options that were chosen, by the receipt of their message. */
  readonly #taken = new Map<string, Set<string>>();
  readonly #typing: HTMLElement;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;
  #ownCount = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly actions: Actions,
    private readonly again: (own: Own) => void,
    private readonly onShown: (line: MessageLine, element: HTMLElement) => void,
  ) {
    this.#typing = el('p', { class: 'typing', hidden: true }, el('i'), el('i'), el('i'));
    this.#typing.append(el('span', { class: 'visually-hidden' }, actions.words.typing));
    root.append(this.#typing);
  }

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  clear(): void {
    for (const { element } of this.#items.splice(0)) element.remove();
    this.#lines.clear();
    this.#taken.clear();
  }

  takenOf(receipt: string): ReadonlySet<string> {
    return this.#taken.get(receipt) ?? new Set();
  }

  putLine(line: MessageLine): void {
    if (this.#lines.has(line.receipt)) return;
    this.#lines.set(line.receipt, line);
    this.showTyping(false);
    const show = () => viewOf(line, this.takenOf(line.receipt), this.actions);
    const element = show();
    this.#insert({ id: line.receipt, seq: line.seq, nth: 0, element, show });
    this.onShown(line, element);
  }

  /** A new message of the visitor's, or one whose state has changed. */
  putOwn(own: Own): void {
    const show = () => ownViewOf(own, this.actions.words, () => this.again(own));
    const known = this.#items.find(({ id }) => id === own.said.id);
    if (known) {
      known.show = show;
      this.#redraw(known);
    } else {
      this.#ownCount += 1;
      this.#insert({ id: own.said.id, seq: own.after, nth: this.#ownCount, element: show(), show });
      this.#scrollToEnd();
    }
    if (own.said.kind === 'tap') this.#take(own.said.of, own.said.option);
  }

  showTyping(visible: boolean, forMs = 0): void {
    clearTimeout(this.#typingTimer);
    const follow = this.#isNearEnd();
    this.#typing.hidden = !visible;
    if (visible) this.#typingTimer = setTimeout(() => this.showTyping(false), forMs);
    if (visible && follow) this.#scrollToEnd();
  }

  #take(receipt: string, option: string): void {
    const taken = new Set(this.takenOf(receipt));
    if (taken.has(option)) return;
    this.#taken.set(receipt, taken.add(option));
    const line = this.#items.find(({ id }) => id === receipt);
    if (line) this.#redraw(line);
  }

  #redraw(item: Item): void {
    const hadFocus = item.element.contains(document.activeElement);
    const element = item.show();
    item.element.replaceWith(element);
    item.element = element;
    // Whoever goes by keyboard stays where they were.
    if (hadFocus) element.querySelector<HTMLElement>('.taken, button')?.focus({ preventScroll: true });
  }

  #insert(item: Item): void {
    const follow = this.#isNearEnd();
    const at = this.#items.findIndex((other) => isBefore(item, other));
    const next = at < 0 ? undefined : this.#items[at];
    this.#items.splice(at < 0 ? this.#items.length : at, 0, item);
    (next?.element ?? this.#typing).before(item.element);
    if (follow) this.#scrollToEnd();
  }

  #isNearEnd(): boolean {
    return this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight < NEAR_THE_END_PX;
  }

  #scrollToEnd(): void {
    this.root.scrollTop = this.root.scrollHeight;
  }
}

function isBefore(one: Place, other: Place): boolean {
  return one.seq === other.seq ? one.nth < other.nth : one.seq < other.seq;
}
