import type { Effect } from '../../engine.js';
import { foldText } from '../../words/fold.js';
import { talkWordsFor } from '../../words/talk.js';
import { statement } from '../question.js';
import type { Turn } from '../turn.js';

type Handoff = Omit<Extract<Effect, { kind: 'handoff' }>, 'kind'>;

/** Hands over to a person. @param said whether the contact has been told already */
export function handOver(turn: Turn, handoff: Handoff, said = false): void {
  if (!said) {
    const own = turn.flow.person?.text;
    const text = own && turn.fill(own, undefined).trim();
    turn.send(statement(turn, text || talkWordsFor(turn.session.language).personComes));
  }
  turn.effects.push({ kind: 'handoff', ...handoff });
}

/** Does this message ask for a person, by the flow's own words? */
export function asksForPerson({ flow }: Turn, text: string): boolean {
  const said = foldText(text);
  return said !== '' && (flow.person?.keywords.some((keyword) => foldText(keyword.text) === said) ?? false);
}
