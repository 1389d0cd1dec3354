/** What the page and the service say to each other. Types only. */

export type Status = 'sent' | 'delivered' | 'read';

export interface ShownMedia {
  media: 'image' | 'video' | 'audio' | 'document' | 'sticker';
  /** https; absent where there is none that a page may open. */
  link?: string;
  filename?: string;
}

export interface Option {
  id: string;
  title: string;
  description?: string;
}

interface Framed {
  media?: ShownMedia;
  header?: string;
  body: string;
  footer?: string;
}

/** A message as a person is to see it. Every text in it is text, never markup. */
export type ShownMessage =
  | { kind: 'text'; body: string }
  | (Framed & { kind: 'buttons'; options: Option[] })
  /** `opener` is the label of what opens the list. */
  | (Framed & { kind: 'list'; opener: string; options: Option[] })
  | (Framed & { kind: 'link'; label: string; url?: string })
  | { kind: 'media'; media: ShownMedia; body: string }
  | { kind: 'location-request'; body: string };

/** A line of the stream of events. `seq` grows; asked for again, the stream begins after a given one. */
export type Line =
  | {
      kind: 'message';
      seq: number;
      /** Milliseconds since 1970. */
      at: number;
      /** Given back to say what has become of the message. */
      receipt: string;
      message: ShownMessage;
      /** The page's own id of the message that is answered. */
      repliesTo?: string;
    }
  /** The visitor's message has been read, and an answer is being written if it is not long ago. */
  | { kind: 'typing'; seq: number; of: string; now: boolean };

/** What a visitor does, as the page posts it: `{ "events": [...] }`. `id` is made by the page. */
export type Said =
  | { kind: 'text'; id: string; text: string }
  | { kind: 'tap'; id: string; source: 'button' | 'list'; option: string; title: string; of: string }
  | { kind: 'location'; id: string; latitude: number; longitude: number };

export type Reported = { kind: 'status'; of: string; status: Status };

export interface Welcome {
  /** Who the visitor is, for all further requests. */
  token: string;
  /** Of the chat. */
  name: string;
}

/** Longest text that a visitor may send, in UTF-16 units. */
export const LONGEST_TEXT = 4_000;
