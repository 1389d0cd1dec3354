import type { Reply, Value } from './survey.js';

/** An engine in the middle of a survey. */
export interface Interview {
  /** What is asked now, with the ids of the options shown; undefined when the survey is over. */
  asked(): Asked | undefined;
  reply(reply: Reply, how: number): void;
  /** Ids of the options of a question that was answered before, as they would be shown now. */
  offered(id: string): string[];
  /** Changes the answer to a question that was answered before. */
  change(id: string, reply: Reply, how: number): void;
  /** The answers that count, skipped ones left out. */
  kept(): Record<string, Value>;
}

export interface Asked {
  id: string;
  options: string[];
}
