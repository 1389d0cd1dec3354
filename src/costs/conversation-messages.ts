import type { CompiledAsk, CompiledFlow, CompiledStep } from '../flow/compiled-flow.js';
import { allOptions, leastKnown } from '../flow/lint/plausible.js';
import type { Prompt } from '../flow/prompt.js';
import { stepPrompt, turnAt } from '../flow/step-prompt.js';
import { statement } from '../flow/turn/question.js';
import type { Turn } from '../flow/turn/turn.js';
import { talkWordsFor } from '../flow/words/talk.js';
import { wordsFor } from '../flow/words/words.js';
import type { Capabilities } from '../rendering/capabilities.js';
import { renderPrompts } from '../rendering/render-prompts.js';
import { NOTHING, rangeOf, type Range } from './range.js';
import { showsOf } from './question-shows.js';

/** How a conversation begins: with a template, or with a message of the person's own. */
export type Opening = 'template' | 'message';

/** Free-form messages of one conversation that goes through the whole flow. */
export interface ConversationMessages {
  /** All of them. */
  whole: Range;
  /** Of these, the ones that are sent before the person says anything more. None where a template begins. */
  atOnce: Range;
  /** The flow has talks with an agent, whose length is only assumed. */
  hasTalks: boolean;
  /** Some way leads back to an earlier step; it is counted as if nobody went back. */
  goesBack: boolean;
}

/** What an agent says in one talk: nobody can know it beforehand. */
export const TALK_MESSAGES: Range = { low: 1, likely: 4, high: 10 };

/** Ways to the same step that are told apart by what is still to be said; more are put together. */
const MOST_WAYS = 8;

/** All ways that lead to a step and have the same to say there. */
interface Way {
  /** Statements that no question has followed yet: they become part of its message where they fit. */
  said: readonly Prompt[];
  /** Tells what has been said. */
  key: string;
  /** How much of all conversations comes this way. */
  share: number;
  low: number;
  /** Times `share`. */
  likely: number;
  high: number;
  /** Has the person been waited for? */
  answered: boolean;
}

/**
 * Goes all ways through a flow and counts what is sent on them, rendered as the channel shows it, with nothing known of
 * the person. The shortest way, the longest, and what comes of it when people part evenly at each fork: by their
 * weights in a split, half of them where a step has a condition. Everybody answers at the first try.
 */
export function conversationMessages(
  flow: CompiledFlow,
  capabilities: Capabilities,
  { language, opening }: { language: string; opening: Opening },
): ConversationMessages {
  return new Count(flow, capabilities, turnAt(flow, leastKnown(language)), opening).count();
}

class Count {
  readonly #arriving: Way[][];
  readonly #ends: Way[] = [];
  /** Where somebody turned back; they count only where no way comes to an end. */
  readonly #turns: Way[] = [];
  readonly #firsts: Way[] = [];

  constructor(
    private readonly flow: CompiledFlow,
    private readonly capabilities: Capabilities,
    private readonly turn: Turn,
    private readonly opening: Opening,
  ) {
    this.#arriving = flow.steps.map(() => []);
  }

  count(): ConversationMessages {
    this.#arrive(-1, 0, { said: [], key: '', share: 1, low: 0, likely: 0, high: 0, answered: false });
    for (const step of this.flow.steps) {
      for (const way of mergeWays(this.#arriving[step.index] ?? [])) this.#take(step, way);
    }
    return {
      whole: rangeOfWays(this.#ends.length > 0 ? this.#ends : this.#turns),
      atOnce: rangeOfWays(this.#firsts),
      hasTalks: this.flow.steps.some(({ kind }) => kind === 'agent'),
      goesBack: this.#turns.length > 0,
    };
  }

  #take(step: CompiledStep, way: Way): void {
    let inside = way;
    if (step.when) {
      const half = shareOf(way, 0.5);
      this.#arrive(step.index, step.kind === 'group' || step.kind === 'subflow' ? step.after : step.index + 1, half);
      inside = half;
    }
    const beyond = this.#show(step, inside);
    if (step.kind === 'end') return this.#end(beyond);
    if (step.kind === 'quota' && step.full === 'end') {
      const closed = statement(this.turn, wordsFor(this.turn.session.language).engine.ended);
      this.#end(shareOf(saying(beyond, closed, `q${step.index}`), 0));
    }
    for (const { to, share } of waysOn(step)) this.#arrive(step.index, to, shareOf(beyond, share));
  }

  /** What the step has to say: waits with the way for a question, or goes out with what waited before. */
  #show(step: CompiledStep, way: Way): Way {
    switch (step.kind) {
      case 'ask':
        return this.#ask(step, way);
      case 'agent':
        return this.#wait(way, this.#count(way.said), TALK_MESSAGES);
      case 'handoff': {
        const own = step.text && this.turn.fill(step.text, step).trim();
        const said = statement(this.turn, own || talkWordsFor(this.turn.session.language).personComes);
        return this.#wait(way, this.#count([...way.said, said]), NOTHING);
      }
      default: {
        const { prompt } = stepPrompt(this.turn, step);
        return prompt ? saying(way, prompt, String(step.index)) : way;
      }
    }
  }

  #ask(step: CompiledAsk, way: Way): Way {
    const { prompt } = stepPrompt(this.turn, allOptions(step));
    if (!prompt) return way;
    const alone = this.#count([prompt]);
    const shows = showsOf(this.turn, step, this.capabilities);
    const again = rangeOf((part) => (shows[part] - 1) * alone);
    if (this.opening === 'message' || way.answered) return this.#wait(way, this.#count([...way.said, prompt]), again);
    // What is said ahead of a template is not sent; its buttons may be the answers, else the question follows a reply.
    const isAnswered = this.flow.closedCallFor(step.id)?.buttons === 'options';
    return this.#wait(way, isAnswered ? 0 : alone, again);
  }

  /** Goes on when the person has answered. */
  #wait(way: Way, shown: number, more: Range): Way {
    const waited: Way = {
      ...way,
      ...{ said: [], key: '', answered: true },
      low: way.low + shown + more.low,
      likely: way.likely + way.share * (shown + more.likely),
      high: way.high + shown + more.high,
    };
    const first = this.opening === 'template' ? 0 : shown;
    if (!way.answered) this.#firsts.push({ ...waited, low: first, likely: way.share * first, high: first });
    return waited;
  }

  #arrive(from: number, to: number, way: Way): void {
    if (to <= from) this.#turns.push(way);
    else if (to >= this.flow.steps.length) this.#end(way);
    else this.#arriving[to]?.push(way);
  }

  #end(way: Way): void {
    // Nobody has answered the template, and nothing can be sent.
    const isUnsaid = this.opening === 'template' && !way.answered;
    this.#ends.push(this.#wait(way, isUnsaid ? 0 : this.#count(way.said), NOTHING));
  }

  #count(prompts: readonly Prompt[]): number {
    return prompts.length === 0 ? 0 : renderPrompts(prompts, this.capabilities).length;
  }
}

function saying(way: Way, prompt: Prompt, key: string): Way {
  return { ...way, said: [...way.said, prompt], key: `${way.key} ${key}` };
}

function shareOf(way: Way, part: number): Way {
  return { ...way, share: way.share * part, likely: way.likely * part };
}

/** Ways with the same to say are one; of too many the ones with the least and the most to say stay apart. */
function mergeWays(ways: readonly Way[]): Way[] {
  const byKey = new Map<string, Way>();
  for (const way of ways) {
    const key = `${way.answered} ${way.key}`;
    const same = byKey.get(key);
    byKey.set(key, same ? joined(same, way) : way);
  }
  const apart = [...byKey.values()].toSorted((a, b) => sizeOf(a) - sizeOf(b));
  while (apart.length > MOST_WAYS) {
    const middle = Math.floor(apart.length / 2);
    const [one, other] = apart.slice(middle - 1, middle + 1);
    if (one && other) apart.splice(middle - 1, 2, joined(one, other));
  }
  return apart;
}

/** Says what the more frequent one says. */
function joined(one: Way, other: Way): Way {
  return {
    ...(one.share >= other.share ? one : other),
    share: one.share + other.share,
    low: Math.min(one.low, other.low),
    likely: one.likely + other.likely,
    high: Math.max(one.high, other.high),
  };
}

function sizeOf({ said }: Way): number {
  return said.reduce((sum, { body, media, link }) => sum + body.length + (media || link ? 10_000 : 0), 0);
}

function rangeOfWays(ways: readonly Way[]): Range {
  if (ways.length === 0) return NOTHING;
  const low = Math.min(...ways.map((way) => way.low));
  const high = Math.max(...ways.map((way) => way.high));
  const share = ways.reduce((sum, way) => sum + way.share, 0);
  const likely = share > 0 ? ways.reduce((sum, way) => sum + way.likely, 0) / share : (low + high) / 2;
  return { low, likely: Math.min(high, Math.max(low, likely)), high };
}

/** Where a step leads, and which part of the people goes there. Random orders count as if they were those of the file. */
function waysOn(step: CompiledStep): { to: number; share: number }[] {
  const next = step.index + 1;
  switch (step.kind) {
    case 'say':
    case 'set':
    case 'ask':
    case 'handoff':
    case 'subflow':
    case 'group':
      return [{ to: next, share: 1 }];
    case 'agent':
      // Most talks are left by the usual way.
      return [
        { to: next, share: 1 },
        ...step.ways.flatMap(({ way }) => ('goto' in way ? [{ to: way.goto, share: 0 }] : [])),
      ];
    case 'branch': {
      const targets = step.arms.map(({ target }) => target);
      const all = step.arms.some((arm) => !arm.when) ? targets : [...targets, next];
      return all.map((to) => ({ to, share: 1 / all.length }));
    }
    case 'split': {
      const weights = step.arms.reduce((sum, { weight }) => sum + weight, 0);
      return step.arms.map(({ target = next, weight }) => ({ to: target, share: weight / weights }));
    }
    case 'quota':
      return [{ to: next, share: 1 }, ...(step.full === 'end' ? [] : [{ to: step.full.goto, share: 0 }])];
    case 'goto':
    case 'return':
      return [{ to: step.target, share: 1 }];
    case 'round':
      if (typeof step.times === 'number') return [{ to: next, share: 1 }];
      return [
        { to: next, share: 0.5 },
        { to: step.after, share: 0.5 },
      ];
    case 'next':
      return [{ to: step.order.blocks[step.block + 1]?.start ?? step.order.behind, share: 1 }];
    case 'end':
      return [];
  }
}
