import { isPersonAction } from '../../messages/asks-for-person.js';
import type { AgentReply } from '../../../flow/agent/agent-reply.js';
import { foldText } from '../../../flow/words/fold.js';
import type { Instant } from '../../../time/instant.js';
import { cutQuery } from '../../cut-query.js';
import type { ReadMessages } from '../../messages/read-messages.js';
import type { LocalQuery } from '../ask-local-agent.js';
import type { CompiledLocalAgent, Speaker } from '../compile-local-agent.js';
import { Utterance } from '../entities/utterance.js';
import { textMessage } from '../export/read-message.js';
import { inLanguage } from '../in-language.js';
import { isCancel, localWordsFor } from '../language-words.js';
import type { LocalIntent, LocalMessage, LocalParameter } from '../local-agent.js';
import type { Candidate } from '../matching/intent-matcher.js';
import { contextsOf, countedDown, isReady, kept, withOutputs } from './contexts.js';
import type { Contexts } from './contexts.js';
import { extract, extractAnswer } from './extract.js';
import type { Extracted, Extraction } from './extract.js';
import { sayMessages } from './messages.js';
import { isEmpty } from './references.js';
import { resolve, withOriginals } from './resolve.js';
import type { Said } from './resolve.js';
import { askingIn, withAsking, withoutAsking } from './slot-state.js';
import type { Asking } from './slot-state.js';
import { smallTalkOf } from './small-talk.js';

/** How an intent came to be meant. */
interface Meant {
  intent: LocalIntent;
  match: AgentReply['match'];
  confidence: number;
}

const NOTHING_SAID: Said = { values: {}, originals: {} };

/** One query to a local agent, on its way to the answer. */
export class Talk {
  private readonly speaker: Speaker;
  private readonly active: Contexts;
  private readonly asking: Asking | undefined;

  constructor(
    private readonly agent: CompiledLocalAgent,
    private readonly query: LocalQuery,
    private readonly now: Instant,
  ) {
    this.speaker = agent.speaker(query.language);
    const active = contextsOf(query);
    this.asking = askingIn(active);
    this.active = withoutAsking(active);
  }

  answer(): AgentReply {
    const { input } = this.query;
    if (input.kind === 'event') return this.answerEvent(input.name);
    const text = cutQuery(input.text);
    return (this.asking && this.answerAsked(this.asking, text)) ?? this.answerText(text);
  }

  private answerEvent(name: string): AgentReply {
    const wanted = name.toLowerCase();
    const intent = this.foremost(({ events }) => events.some((event) => event.toLowerCase() === wanted));
    return intent
      ? this.enter({ intent, match: 'event', confidence: 1 }, NOTHING_SAID)
      : this.reply('none', [], this.left());
  }

  private answerText(text: string): AgentReply {
    const candidate = this.match(this.utterance(text));
    if (candidate && !candidate.intent.fallback) return this.enterMatched(candidate, text);
    const { definition } = this.agent;
    const smallTalk = candidate ? undefined : smallTalkOf(definition, text, this.speaker.language, this.seed());
    if (smallTalk) {
      const { action, answer } = smallTalk;
      return { ...this.reply('none', [textMessage([answer])], this.left()), action };
    }
    const intent = candidate?.intent ?? this.foremost(({ fallback }) => fallback);
    return intent
      ? this.enter({ intent, match: 'fallback', confidence: 1 }, NOTHING_SAID)
      : this.reply('fallback', [], this.left());
  }

  /** What follows from a text while a parameter is waited for; undefined where the agent does not wait for it any more. */
  private answerAsked(asking: Asking, text: string): AgentReply | undefined {
    const intent = this.agent.intents.find(({ id }) => id === asking.intent);
    const parameter = intent?.parameters.find(({ name }) => name === asking.waitsFor);
    if (!intent || !parameter) return undefined;
    const { language, entities } = this.speaker;
    if (isCancel(text, language))
      return this.reply('none', [textMessage([localWordsFor(language).cancelled])], this.left());

    const said = this.utterance(text, true);
    const answer = extractAnswer(parameter, said, entities);
    const isAll = entities.type(parameter.entity).find && answer && foldText(answer.original) === foldText(text);
    const other = isAll ? undefined : this.changeOfMind(intent, text, answer);
    if (other) return this.enterMatched(other, text);
    const more = answer ? this.withOthers(intent, parameter, asking, said, answer) : NOTHING_SAID;
    return this.enter(
      { intent, match: 'intent', confidence: 1 },
      { values: { ...asking.values, ...more.values }, originals: { ...asking.originals, ...more.originals } },
    );
  }

  /**
   * Another intent that is meant in place of an answer: where several words are one of its training phrases, and where
   * they are no answer at all.
   */
  private changeOfMind(intent: LocalIntent, text: string, answer: Extracted | undefined): Candidate | undefined {
    const said = this.utterance(text);
    const other = this.match(said, (one) => one !== intent && !one.fallback);
    if (other?.confidence === 1 && said.tokens.length > 1) return other;
    return answer ? undefined : other;
  }

  /** The answer, and what the same text says for parameters that would be asked for next. */
  private withOthers(
    intent: LocalIntent,
    parameter: LocalParameter,
    { values }: Asking,
    said: Utterance,
    answer: Extracted,
  ): Said {
    const { entities } = this.speaker;
    if (!entities.type(parameter.entity).find) return saidOf(new Map([[parameter.name, answer]]));
    const others = intent.parameters.filter((other) => other !== parameter && isEmpty(values[other.name]));
    return saidOf(new Map([[parameter.name, answer], ...extract([parameter, ...others], [], said, entities)]));
  }

  private enterMatched({ intent, confidence, pattern }: Candidate, text: string): AgentReply {
    const extraction = extract(intent.parameters, pattern, this.utterance(text), this.speaker.entities);
    return this.enter({ intent, match: 'intent', confidence }, saidOf(extraction));
  }

  private enter(meant: Meant, said: Said): AgentReply {
    const { parameters } = meant.intent;
    const values = resolve(parameters, said, this.active);
    const missing = parameters.find(({ name, required }) => required && isEmpty(values[name]));
    return missing ? this.ask(meant, missing, said, values) : this.finish(meant, said, values);
  }

  private ask(meant: Meant, missing: LocalParameter, said: Said, values: AgentReply['parameters']): AgentReply {
    const prompts = this.inLanguage(missing.prompts);
    const asking = { intent: meant.intent.id, waitsFor: missing.name, ...said };
    // The name alone is what there is to ask with where the export has no prompt; it is told when it is read.
    const messages = prompts.length > 0 ? prompts : [textMessage([`${missing.name}?`])];
    const parameters = { ...values, ...withOriginals(meant.intent.parameters, said.originals) };
    const read = sayMessages(messages, { parameters, contexts: this.active }, this.seed(meant.intent));
    return {
      ...this.replyOf(meant.match, read, withAsking(this.active, asking)),
      ...this.naming(meant),
      parameters: values,
      slotFilling: true,
    };
  }

  private finish(meant: Meant, said: Said, values: AgentReply['parameters']): AgentReply {
    const { intent, match } = meant;
    const found = { ...values, ...withOriginals(intent.parameters, said.originals) };
    const contexts = withOutputs(this.active, intent, found);
    const scope = { parameters: found, contexts: new Map([...this.active, ...contexts]) };
    const read = sayMessages(this.inLanguage(intent.messages), scope, this.seed(intent));
    const reply = this.replyOf(match, read, contexts);
    const wantsPerson = intent.person || isPersonAction(intent.action ?? '');
    return {
      ...reply,
      ...this.naming(meant),
      parameters: values,
      ended: reply.ended || intent.ends,
      ...(wantsPerson && !reply.person && { person: { data: {} } }),
    };
  }

  private reply(match: AgentReply['match'], messages: readonly LocalMessage[], contexts: Contexts): AgentReply {
    return this.replyOf(match, sayMessages(messages, { parameters: {}, contexts }, this.seed()), contexts);
  }

  private replyOf(match: AgentReply['match'], read: ReadMessages, contexts: Contexts): AgentReply {
    const ended = read.ended ?? false;
    return { ...read, match, parameters: {}, contexts: kept(contexts), slotFilling: false, ended };
  }

  private naming({ intent, confidence }: Meant): Partial<AgentReply> {
    return { intent: intent.name, confidence, ...(intent.action !== undefined && { action: intent.action }) };
  }

  /** Of the intents that are ready: the one bound to the most contexts, then the one that goes first. */
  private foremost(fits: (intent: LocalIntent) => boolean): LocalIntent | undefined {
    return this.agent.intents
      .filter((intent) => fits(intent) && isReady(intent, this.active))
      .toSorted((a, b) => b.contexts.length - a.contexts.length || b.priority - a.priority)[0];
  }

  private match(said: Utterance, may: (intent: LocalIntent) => boolean = () => true): Candidate | undefined {
    const { matcher } = this.speaker;
    return matcher.match(
      said,
      this.agent.definition.threshold,
      (intent) => may(intent) && isReady(intent, this.active),
    );
  }

  private utterance(text: string, isAnswer = false): Utterance {
    const { timezone, language } = this.query;
    return new Utterance(text, this.speaker.tokenizer, { now: this.now, timezone, locale: language }, isAnswer);
  }

  /** What is left of the contexts where no intent sets any. */
  private left(): Contexts {
    return countedDown(this.active);
  }

  private inLanguage(messages: LocalIntent['messages']): readonly LocalMessage[] {
    return inLanguage(messages, this.speaker.language, this.agent.definition.languages) ?? [];
  }

  /** The same question in the same dialogue gets the same variant of an answer. */
  private seed(intent?: LocalIntent): string {
    const { dialogue, input } = this.query;
    return `${dialogue} ${input.kind === 'event' ? input.name : input.text} ${intent?.id ?? ''}`;
  }
}

function saidOf(extraction: Extraction): Said {
  const all = [...extraction];
  return {
    values: Object.fromEntries(all.map(([name, { value }]) => [name, value])),
    originals: Object.fromEntries(all.map(([name, { original }]) => [name, original])),
  };
}
