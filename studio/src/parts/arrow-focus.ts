import type { KeyboardEvent } from 'react';

/** Marks what the arrow keys go through. */
export const ARROW_STOP = { 'data-arrow-stop': '' };

const BY_KEY: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** For the `onKeyDown` of a list: ↑ ↓ Home End move the focus between the things in it that can be opened. */
export function arrowFocus(event: KeyboardEvent<HTMLElement>): void {
  const move = BY_KEY[event.key];
  if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-arrow-stop]')];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  if (at === -1) return;
  event.preventDefault();
  stops[move(at, stops.length)]?.focus();
}
