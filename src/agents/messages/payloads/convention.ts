import type { Json } from '../../../flow/conditions.js';
import type { Reading } from '../reading.js';

/** A custom payload: an object as JSON has them, not nested too deeply to be walked through. */
export type Payload = Readonly<Record<string, Json>>;

/** A form that makers of bots have given to custom payloads. */
export interface Convention {
  /** As docs/agents/payloads.md calls it. */
  readonly name: string;
  /** What a payload of this form shows; undefined where it is of another form. Whatever is in it, nothing is thrown. */
  read(payload: Payload): Reading | undefined;
}
