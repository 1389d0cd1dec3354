import { part } from './dom.js';
import { ringIcon } from './icons.js';
import type { ClockView, CustomerView } from './wire.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const WINDOW = 24 * HOUR;

/** Simulated time, and how long the business may still write freely to this person. */
export class ClockBar {
  /** Simulated minus the browser's time: small differences of the two machines are in it, too. */
  private skew = 0;
  private readonly time = part('clock-time', HTMLElement);
  private readonly phoneTime = part('phone-time', HTMLElement);
  private readonly left = part('window-left', HTMLElement);
  private readonly ring = part('window-ring', HTMLElement);
  private drawn = '';

  constructor(advance: (ms: number) => void) {
    for (const button of document.querySelectorAll<HTMLButtonElement>('[data-advance-hours]')) {
      button.addEventListener('click', () => advance(Number(button.dataset['advanceHours']) * HOUR));
    }
  }

  set(clock: ClockView): void {
    this.skew = clock.now - Date.now();
  }

  now(): number {
    return Date.now() + this.skew;
  }

  show(customer: CustomerView | undefined): void {
    const now = new Date(this.now());
    this.time.textContent = now.toLocaleString([], {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hour12: false,
    });
    this.phoneTime.textContent = now.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false });
    const leftMs = Math.max(0, (customer?.windowClosesAt ?? 0) - now.getTime());
    const text = describeWindow(customer, leftMs);
    if (this.left.textContent !== text) this.left.textContent = text;
    const share = Math.min(1, leftMs / WINDOW).toFixed(3);
    const state = stateOf(customer, leftMs);
    if (`${state} ${share}` === this.drawn) return;
    this.drawn = `${state} ${share}`;
    this.ring.replaceChildren(ringIcon(Number(share)));
    this.ring.dataset['state'] = state;
  }
}

function describeWindow(customer: CustomerView | undefined, leftMs: number): string {
  if (!customer || customer.windowClosesAt === null) return 'Window not open';
  if (leftMs === 0) return 'Window closed';
  const hours = Math.floor(leftMs / HOUR);
  const minutes = Math.floor((leftMs % HOUR) / MINUTE);
  return `Window: ${hours} h ${String(minutes).padStart(2, '0')} min left`;
}

function stateOf(customer: CustomerView | undefined, leftMs: number): string {
  if (!customer || customer.windowClosesAt === null) return 'none';
  if (leftMs === 0) return 'closed';
  return leftMs < HOUR ? 'closing' : 'open';
}
