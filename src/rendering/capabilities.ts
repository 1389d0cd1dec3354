/**
 * What one provider can show, as data: the renderer asks this table, never the provider's name. Lengths are UTF-16
 * units, the strictest reading of WhatsApp's "characters".
 */
export interface Capabilities {
  /** Where the numbers come from, and when they were checked (ISO date). */
  source: string;
  checkedOn: string;
  text: { max: number };
  /** Absent: no reply buttons. */
  buttons?: Framed & { max: number; title: number; id: number; mediaHeader: boolean };
  /** Absent: no lists. `rows` is the sum over all sections. */
  list?: Framed & { rows: number; title: number; description: number; button: number; id: number };
  /** Absent: no link buttons. */
  link?: Framed & { label: number; url: number; mediaHeader: boolean };
  media: { caption: number };
  locationRequest?: { body: number };
  templates: boolean;
  /** Hours in which free-form messages are allowed after the contact's last message; absent: no window at all. */
  windowHours?: number;
}

/** A body with a line above and a line below it; 0 where the channel has no place for such a line. */
export interface Framed {
  header: number;
  body: number;
  footer: number;
}
