/*
 * What the control API tells of people and their threads: read by tests, the demo and the phone page. Types only, so
 * that server and page, which are compiled apart, share them.
 */

/** `sent` for a customer's message means that the business has not acknowledged the webhook yet. */
export type Tick = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';

export interface ThreadOption {
  /** `row` belongs to the list sheet; `quick-reply` to a template, where `id` is its payload. */
  kind: 'button' | 'row' | 'quick-reply';
  id: string;
  title: string;
  description?: string;
  /** Title of the section, for rows of a list with several. */
  section?: string;
}

export interface ThreadMedia {
  kind: 'image' | 'video' | 'audio' | 'document' | 'sticker';
  /** Id of an upload that the simulator holds (`/_simulator/media/<id>`), or the link that was sent. */
  id?: string;
  link?: string;
  filename?: string;
  mime?: string;
  voice?: boolean;
}

export interface ThreadPlace {
  latitude: number;
  longitude: number;
  name?: string;
  address?: string;
}

/** A message as the person sees it on the phone. */
export interface ThreadMessage {
  id: string;
  from: 'business' | 'customer';
  /** Simulated time, milliseconds since 1970. */
  at: number;
  /** WhatsApp's type; an interactive message is named by its kind: button, list, cta_url, location_request_message. */
  type: string;
  tick: Tick;
  /** Body, caption, or the title of what was tapped. */
  text: string;
  header?: string;
  footer?: string;
  options: ThreadOption[];
  /** Label that opens the list. */
  listButton?: string;
  links?: { label: string; url: string }[];
  media?: ThreadMedia;
  place?: ThreadPlace;
  /** Id of the message that this one quotes or answers. */
  quotes?: string;
  /** The id of the tapped option: what the business gets back. */
  tapped?: string;
  reaction?: string;
  edited?: true;
  revoked?: true;
  template?: { name: string; language: string };
  failure?: { code: number; title: string; details: string };
  /** The sender's own id (`biz_opaque_callback_data`). */
  ref?: string;
  /** When the sender first took a status of it, simulated time: from then on it knows that the message is out. */
  echoedAt?: number;
}

export interface CustomerView {
  /** wa_id, or the business-scoped id of a person without a visible phone number. */
  key: string;
  waId?: string;
  userId: string;
  name: string;
  username?: string;
  /** BCP-47, a hint for the person at the phone page; WhatsApp tells the business no language. */
  language?: string;
  /** End of the 24-hour window by the simulated clock; null before the first message. */
  windowClosesAt: number | null;
  /** The business shows "typing…" until then, by the real clock. */
  typingUntil: number | null;
  lastMessage?: { text: string; at: number; from: 'business' | 'customer' };
}

export interface ClockView {
  /** Simulated time, milliseconds since 1970. */
  now: number;
  offsetMs: number;
}

export interface Suggestion {
  title: string;
  text: string;
}

export interface Overview {
  business: { name: string; phoneNumber: string };
  clock: ClockView;
  customers: CustomerView[];
  suggestions: Suggestion[];
  webhook: { url: string } | null;
  delivery: { duplicates: number; shuffled: boolean; pending: number };
  faults: { kind: string; next?: number; share?: number }[];
}

/** Events of `GET /_simulator/customers/{key}/events`, by name. `snapshot` comes first and after every reconnect. */
export interface PhoneEvents {
  snapshot: { customer: CustomerView; messages: ThreadMessage[] };
  message: ThreadMessage;
  customer: CustomerView;
  /** Something outside this thread has changed: clock, faults, suggestions, other people. */
  overview: Overview;
}
