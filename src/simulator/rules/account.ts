import type { Template } from '../templates/template.js';
import type { KnowsMedia } from './check-media.js';

/** What a check has to know of the account. */
export interface Account {
  /** Digits of the business's own number. */
  ownNumber: string;
  hasMedia: KnowsMedia;
  findTemplate(name: string, language: string): Template | undefined;
}
