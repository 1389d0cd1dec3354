// What the tests use of verdict.mjs.

export interface Verdict {
  lost: number;
  duplicated: number;
  ambiguous: number;
  outOfOrder: number;
  fallbackTwice: number;
  fallbackMissing: number;
  statusBackwards: number;
  findings: string[];
  causes: Record<string, number>;
}

export function judge(observed: object): Verdict;
