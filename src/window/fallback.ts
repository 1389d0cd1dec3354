import { DAY, type Instant } from '../time/instant.js';
import type { TemplateCall } from '../templates/template-call.js';
import { quietUntil, type QuietHours } from './quiet-hours.js';

/** How many templates one person may get from us without asking for them. */
export interface TemplateCaps {
  perDay: number;
  perWeek: number;
}

/** What may be sent when the window has closed on a waiting question: the question's own, the flow's, the channel's. */
export interface FallbackCandidate {
  from: 'step' | 'flow' | 'channel';
  call: TemplateCall;
}

/** The result of preparing one candidate: `templates/bind` with the catalogue, done by the caller. */
export type Prepared<M> =
  | { ok: true; message: M; buttonsCarry: 'options' | 'invite' | 'nothing' }
  | { ok: false; problems: { code: string; message: string }[] };

export interface FallbackQuestion<M> {
  now: Instant;
  candidates: readonly FallbackCandidate[];
  /** Names already tried for this closing (refused by the provider). */
  tried: readonly string[];
  optedOut: boolean;
  quietHours: QuietHours | undefined;
  caps: TemplateCaps;
  /** When templates went to this person, at least for the last seven days. */
  templatesSentAt: readonly Instant[];
  prepare(candidate: FallbackCandidate): Prepared<M>;
}

export type FallbackDecision<M> = { skipped: SkippedTemplate[] } & (
  | { kind: 'send'; from: FallbackCandidate['from']; template: string; message: M; buttons: 'options' | 'invite' }
  /** Quiet hours: decide again then. */
  | { kind: 'defer'; until: Instant }
  | { kind: 'give-up'; reason: GiveUpReason }
);

export type GiveUpReason = 'opted-out' | 'no-template' | 'template-unusable' | 'template-cap';

export interface SkippedTemplate {
  template: string;
  code: string;
  message: string;
}

/**
 * What to do when the window closes on a waiting question. Decided from values alone; that it happens once a closing
 * is the caller's compare-and-set.
 *
 * Opt-out and "there is no template at all" come before quiet hours: they will not be different in the morning.
 */
export function decideFallback<M>(question: FallbackQuestion<M>): FallbackDecision<M> {
  const skipped: SkippedTemplate[] = [];
  if (question.optedOut) return { kind: 'give-up', reason: 'opted-out', skipped };
  const candidates = question.candidates.filter((candidate) => !question.tried.includes(candidate.call.template));
  if (candidates.length === 0) {
    return { kind: 'give-up', reason: question.candidates.length === 0 ? 'no-template' : 'template-unusable', skipped };
  }
  if (capReached(question)) return { kind: 'give-up', reason: 'template-cap', skipped };
  const until = question.quietHours ? quietUntil(question.quietHours, question.now) : undefined;
  if (until !== undefined) return { kind: 'defer', until, skipped };

  for (const candidate of candidates) {
    const template = candidate.call.template;
    const prepared = question.prepare(candidate);
    if (prepared.ok) {
      const buttons = prepared.buttonsCarry === 'options' ? 'options' : 'invite';
      return { kind: 'send', from: candidate.from, template, message: prepared.message, buttons, skipped };
    }
    for (const problem of prepared.problems) skipped.push({ template, ...problem });
  }
  return { kind: 'give-up', reason: 'template-unusable', skipped };
}

function capReached({
  caps,
  templatesSentAt,
  now,
}: Pick<FallbackQuestion<unknown>, 'caps' | 'templatesSentAt' | 'now'>): boolean {
  const since = (start: Instant) => templatesSentAt.filter((at) => at > start).length;
  return since(now - DAY) >= caps.perDay || since(now - 7 * DAY) >= caps.perWeek;
}
