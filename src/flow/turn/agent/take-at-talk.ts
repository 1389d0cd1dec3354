import { decodeTap } from '../../../rendering/binding.js';
import type { TapBinding } from '../../../rendering/binding.js';
import type { ChoiceSays } from '../../agent/agent-reply.js';
import { isNumbered, positionIn } from '../../answers/match-option.js';
import type { CompiledAgent, CompiledHandoff } from '../../compiled-flow.js';
import type { FlowEvent } from '../../engine.js';
import type { AgentTalk, Waiting } from '../../session.js';
import { foldText } from '../../words/fold.js';
import { talkWordsFor } from '../../words/talk.js';
import { wordsFor } from '../../words/words.js';
import { finishEarly } from '../finish.js';
import { newAnswer } from '../old-question.js';
import { statement } from '../question.js';
import { walkAgain } from '../replace-answer.js';
import type { Turn } from '../turn.js';
import { agentQuestionOf } from './agent-question.js';
import { askAgent } from './ask-agent.js';
import { asksForPerson, handOver } from './hand-over.js';
import { leaveAgent, leaveHandoff } from './leave-talk.js';
import { NEW_TALK, forgetDialogue } from './memory.js';
import { showAgain } from './show-messages.js';
import { takeAgentAnswer, takeWay } from './take-answer.js';

/** Takes an event while the session waits at a talk: with an agent, or with a person. @throws BudgetExceeded */
export function takeAtTalk(
  turn: Turn,
  step: CompiledAgent | CompiledHandoff,
  waiting: Waiting,
  event: FlowEvent,
): void {
  if (event.kind === 'expire') return finishEarly(turn, 'expired');
  if (event.kind === 'template-shown' || event.kind === 'template-withdrawn') {
    turn.session.waiting = { ...waiting, shown: event.kind === 'template-shown' ? 'template-invite' : 'question' };
    return;
  }
  if (step.kind === 'handoff') {
    if (event.kind === 'released') leaveHandoff(turn, step);
    return;
  }
  const talk = waiting.agent ?? NEW_TALK;
  switch (event.kind) {
    case 'message':
      return takeMessage(turn, step, waiting, talk, event);
    case 'agent-answered':
      return takeAgentAnswer(turn, step, waiting, event.outcome);
    case 'agent-event':
      return askAgent(turn, step, waiting, {
        input: { kind: 'event', name: event.name, parameters: event.parameters },
      });
    case 'released': {
      // What the agent was asked before the person took over has been answered by them.
      const { pending: _, ...rest } = talk;
      forgetDialogue(turn, step.agent);
      turn.session.waiting = { ...waiting, since: turn.context.now, agent: { ...rest, failures: 0 } };
      return;
    }
    case 'timeout': {
      const then = step.timeout?.then ?? 'skip';
      turn.note('question.timed-out', { stepId: step.id, then: typeof then === 'object' ? 'goto' : then });
      return then === 'end' ? finishEarly(turn, 'timeout') : leaveAgent(turn, step, talk, { how: 'timeout' });
    }
    case 'start':
    case 'ask-again':
    case 'nudge':
    case 'reminder':
    case 'end':
      return;
  }
}

function takeMessage(
  turn: Turn,
  step: CompiledAgent,
  waiting: Waiting,
  talk: AgentTalk,
  { content }: Extract<FlowEvent, { kind: 'message' }>,
): void {
  const tap = content.kind === 'tap' ? decodeTap(content.id) : undefined;
  if (tap && content.kind === 'tap') return takeTap(turn, step, waiting, talk, tap, content.title);
  const said = content.kind === 'text' || content.kind === 'tap' ? agentQuestionOf(content)?.input : undefined;
  const text = said?.kind === 'text' ? said.text : undefined;
  if (text !== undefined && asksForPerson(turn, text))
    return handOver(turn, { by: 'keyword', ...topic(turn), data: {} });
  const typed = text === undefined ? undefined : choiceCalled(talk, text);
  if (typed) return say(turn, step, waiting, talk, typed);
  const question = agentQuestionOf(content);
  if (question) return askAgent(turn, step, waiting, question);
  turn.session.waiting = { ...waiting, since: turn.context.now, shown: 'question' };
  turn.send(statement(turn, talkWordsFor(turn.session.language).wordsOnly));
}

function takeTap(
  turn: Turn,
  step: CompiledAgent,
  waiting: Waiting,
  talk: AgentTalk,
  tap: TapBinding,
  title: string,
): void {
  const { session } = turn;
  if (tap.sessionId !== session.id) {
    turn.note('tap.foreign', { sessionId: tap.sessionId });
    return goOn(turn, waiting, wordsFor(session.language).engine.ended);
  }
  const { action } = tap;
  if (action.kind === 'language' && turn.flow.languages.includes(action.language)) {
    session.language = action.language;
    turn.note('language.switched', { language: action.language });
    return goOn(turn, waiting);
  }
  if (tap.stepId !== step.id) return takeOldTap(turn, waiting, tap, title);
  const shown = talk.shown.find(({ render }) => render === tap.render);
  if (action.kind === 'page' && shown) return showAgain(turn, step, shown, action.page);
  if (action.kind === 'resume') {
    const last = talk.shown.at(-1);
    return last ? showAgain(turn, step, last, 0) : goOn(turn, waiting);
  }
  const choice =
    action.kind === 'option'
      ? shown?.choices.find((_, index) => `c${shown.first + index}` === action.optionId)
      : undefined;
  // Of what was shown too long ago, only the words on the button are left.
  say(turn, step, waiting, talk, choice?.says ?? { kind: 'text', text: title });
}

/** A tap on a question asked before the talk: the flow's policy decides, as at any other place. */
function takeOldTap(turn: Turn, waiting: Waiting, { stepId, action }: TapBinding, title: string): void {
  const old = turn.flow.questions.get(stepId);
  const answer = turn.flow.oldTaps === 'change' && old ? newAnswer(turn, old, action, title) : undefined;
  if (old && answer) {
    turn.note('answer.changed', { stepId });
    turn.send(statement(turn, wordsFor(turn.session.language).engine.answerChanged));
    return walkAgain(turn, { stepId, answer }, waiting);
  }
  turn.note('tap.stale', { stepId, waiting: waiting.stepId });
  goOn(turn, waiting);
}

/** Says to the agent what a choice says; an event that is a way out is taken at once. */
function say(turn: Turn, step: CompiledAgent, waiting: Waiting, talk: AgentTalk, says: ChoiceSays): void {
  if (says.kind === 'text') return askAgent(turn, step, waiting, { input: says });
  const found = step.ways.find((way) => 'event' in way && way.event === says.name);
  if (found && 'event' in found) return takeWay(turn, step, talk, found.way, { how: 'event', by: found.event });
  askAgent(turn, step, waiting, { input: says });
}

/** The choice of the last message that has any, by what it is called; by its number where numbers mean nothing else. */
function choiceCalled({ shown }: AgentTalk, text: string): ChoiceSays | undefined {
  const last = shown.at(-1);
  if (!last) return undefined;
  const said = foldText(text);
  const named = last.choices.find(({ title }) => foldText(title) === said);
  if (named) return named.says;
  // Where the titles are numbers themselves, a number means a title only.
  const counted = last.numbers && isNumbered(last.choices.map(({ title }) => ({ label: title })));
  const position = counted ? positionIn(text) : undefined;
  return position === undefined ? undefined : last.choices[position - 1]?.says;
}

/** Nothing for the agent: the person hears that we are there. */
function goOn(turn: Turn, waiting: Waiting, first?: string): void {
  turn.session.waiting = { ...waiting, since: turn.context.now, shown: 'question' };
  if (first !== undefined) turn.send(statement(turn, first));
  turn.send(statement(turn, talkWordsFor(turn.session.language).ready));
}

function topic({ flow }: Turn): { topic?: string } {
  return flow.person?.topic === undefined ? {} : { topic: flow.person.topic };
}
