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
  buttons?: { max: number; title: number; body: number; footer: number; id: number; mediaHeader: boolean };
  /** Absent: no lists. `rows` is the sum over all sections. */
  list?: { rows: number; title: number; description: number; button: number; body: number; footer: number; id: number };
  /** Absent: no link buttons. */
  link?: { label: number; body: number; footer: number; url: number; mediaHeader: boolean };
  media: { caption: number };
  locationRequest?: { body: number };
  templates: boolean;
  /** Hours in which free-form messages are allowed after the contact's last message; absent: no window at all. */
  windowHours?: number;
}
