import type { CompiledFlow } from '../compiled-flow.js';
import type { Finding } from '../definition/finding.js';

/** A flow that may be called, as it is written. */
export interface SubflowSource {
  source: string;
  /** Only named in findings. */
  file: string;
}

/** Gives the flow with this id; undefined where there is none. */
export type FindSubflow = (id: string) => SubflowSource | undefined;

/** A called flow, or why it cannot be called. */
export type Called = { ok: true; flow: CompiledFlow } | { ok: false; rule: string; message: string; mend?: string };

type Compile = (given: SubflowSource, called: CalledFlows) => { flow?: CompiledFlow; findings: readonly Finding[] };

/** Flows that call flows that call flows…: more is hard to follow, for people too. */
const MAX_DEPTH = 5;
/** What keeps the flows between from being called as well: told as it is, wherever it comes from. */
const OF_ALL = new Set(['subflow-circle', 'subflow-too-deep']);

/** The flows that one flow calls, each compiled once, by itself: with its own names and what its own head says. */
export class CalledFlows {
  private readonly known: Map<string, { called: Called; depth: number }>;
  /** How many calls deep it goes from here. */
  private depth = 0;

  private constructor(
    private readonly find: FindSubflow,
    private readonly compile: Compile,
    /** From the flow that is compiled to the one that calls here. */
    private readonly way: readonly string[],
    known?: Map<string, { called: Called; depth: number }>,
  ) {
    this.known = known ?? new Map();
  }

  /** Those of the flow with this id. */
  static of(id: string, find: FindSubflow, compile: Compile): CalledFlows {
    return new CalledFlows(find, compile, [id]);
  }

  get(id: string): Called {
    const way = [...this.way, id];
    if (this.way.includes(id)) {
      const circle = way.slice(this.way.indexOf(id)).join(' → ');
      const message = `the flows call one another in a circle: ${circle}`;
      return { ok: false, rule: 'subflow-circle', message, mend: 'Take one of these calls out.' };
    }
    const tooDeep = { ok: false, rule: 'subflow-too-deep', message: tooDeepMessage(way) } as const;
    if (this.way.length > MAX_DEPTH) return tooDeep;
    let known = this.known.get(id);
    if (!known) {
      const inner = new CalledFlows(this.find, this.compile, way, this.known);
      const called = inner.compiled(id);
      known = { called, depth: inner.depth };
      this.known.set(id, known);
    }
    if (this.way.length + known.depth > MAX_DEPTH) return tooDeep;
    this.depth = Math.max(this.depth, 1 + known.depth);
    return known.called;
  }

  private compiled(id: string): Called {
    const given = this.find(id);
    if (!given) {
      const mend = 'Put its file beside this one, or publish it first.';
      return { ok: false, rule: 'subflow-unknown', message: `there is no flow "${id}"`, mend };
    }
    const { flow, findings } = this.compile(given, this);
    if (!flow) return broken(id, findings);
    if (!flow.steps.some(({ kind }) => kind === 'quota')) return { ok: true, flow };
    const message = `the flow "${id}" takes places of quotas, which belong to the flow that a person was started with`;
    const mend =
      'List the quota in this flow, and take its place with a `quota` step in front of the call or behind it.';
    return { ok: false, rule: 'subflow-quota', message, mend };
  }
}

function broken(id: string, findings: readonly Finding[]): Called {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const ofAll = errors.find(({ rule }) => OF_ALL.has(rule));
  if (ofAll) return { ok: false, rule: ofAll.rule, message: ofAll.message };
  const place = first ? `${first.file}, line ${first.line}: ${first.message}` : 'it is no flow';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return { ok: false, rule: 'subflow-broken', message: `the flow "${id}" has mistakes: ${place}${more}` };
}

function tooDeepMessage(way: readonly string[]): string {
  return `flows call one another at most ${MAX_DEPTH} deep: ${way.join(' → ')}`;
}
