import type { Stored } from '../../storage/documents.js';
import type { Contact } from '../../store/contact.js';
import type { Response } from '../../store/response.js';

/** What stands in one cell; null is an empty one. */
export type Cell = string | number | boolean | null;

export interface ExportedRow {
  response: Response & Stored;
  /** Where contacts are asked for, and the contact is still there. */
  contact: (Contact & Stored) | undefined;
}

/** One column of an export. */
export interface Column {
  /** Stable, of ids: `visit__good`. */
  readonly name: string;
  /** For people: the question's own words. */
  readonly title: string;
  /** Of the question whose answer it is, or a part of it. */
  readonly question?: string;
  cell(row: ExportedRow): Cell;
}

export interface ExportChoice {
  /** Options by their labels, and titles for people; or ids everywhere. */
  labels: 'labels' | 'codes';
  contacts: 'include' | 'leave-out';
}
