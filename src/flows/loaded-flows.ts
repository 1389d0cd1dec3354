import type { LoadReport } from './load-directory.js';

/** What the start made of the flows folder; shown by the API and printed. */
export class LoadedFlows {
  constructor(readonly report: LoadReport) {}
}
