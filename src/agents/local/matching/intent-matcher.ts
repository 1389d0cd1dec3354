import { foldSymbols } from '../../../flow/words/fold.js';
import type { AgentEntities } from '../entities/agent-entities.js';
import type { Utterance } from '../entities/utterance.js';
import { inOwnLanguage } from '../in-language.js';
import type { LocalIntent, Phrase } from '../local-agent.js';
import { addEntity, addWords } from './features.js';
import type { Features } from './features.js';
import { align, patternOf } from './phrase-pattern.js';
import type { PatternItem, PatternSlot } from './phrase-pattern.js';
import { TfIdfIndex } from './tf-idf-index.js';
import { lineOf } from './tokenizer.js';
import type { Tokenizer } from './tokenizer.js';

/** An intent that a text may mean. */
export interface Candidate {
  intent: LocalIntent;
  /** 0 to 1; 1 for a training phrase word by word. */
  confidence: number;
  /** The training phrase that it is most like. */
  pattern: readonly PatternItem[];
}

interface CompiledPhrase {
  intent: LocalIntent;
  pattern: readonly PatternItem[];
  slots: readonly PatternSlot[];
  /** The whole phrase in one line, with its example values; undefined for a template. */
  line: string | undefined;
}

/** A training phrase with other values in it. */
const SAME_WITH_VALUES = 0.98;
/** The same where nothing tells what is a value: any words fill the slot. */
const SAME_WITH_WORDS = 0.9;
/** Any words at all, where an intent is waiting for them by its context. */
const JUST_WORDS = 0.4;
/** Candidates this near to the best are told apart by contexts and priority. */
const CLOSE = 0.05;
/** Of the phrases with slots only the likeliest are tried word by word, and so many templates. */
const MOST_ALIGNED = 20;
const EXAMPLE_WORDS = 0.4;

/** Tells by the training phrases of one language which intent a text means. */
export class IntentMatcher {
  private readonly phrases: readonly CompiledPhrase[];
  private readonly byLine = new Map<string, CompiledPhrase[]>();
  private readonly index: TfIdfIndex;
  /** Entities whose values are found by themselves, of all phrases. */
  private readonly telling: readonly string[];

  constructor(
    intents: readonly LocalIntent[],
    private readonly tokenizer: Tokenizer,
    private readonly entities: AgentEntities,
  ) {
    this.phrases = intents.flatMap((intent) =>
      (inOwnLanguage(intent.phrases, tokenizer.language) ?? []).map((phrase) => this.compile(intent, phrase)),
    );
    for (const phrase of this.phrases)
      if (phrase.line !== undefined) this.byLine.set(phrase.line, [...(this.byLine.get(phrase.line) ?? []), phrase]);
    const named = new Set(this.phrases.flatMap(({ slots }) => slots.map(({ entity }) => entity)));
    this.telling = [...named].filter((entity) => entities.type(entity).find !== undefined);
    this.index = new TfIdfIndex(
      this.phrases.map(({ intent, pattern }) => ({ group: intent.id, features: this.featuresOf(pattern) })),
    );
  }

  /** The intent that is meant, of those that may be; undefined where none is with this much confidence. */
  match(said: Utterance, threshold: number, may: (intent: LocalIntent) => boolean): Candidate | undefined {
    const candidates = this.candidates(said, may).filter(({ confidence }) => confidence >= threshold);
    const best = Math.max(...candidates.map(({ confidence }) => confidence));
    // Nothing comes near a training phrase word by word.
    const close = candidates.filter(
      ({ confidence }) => confidence === best || (best < 1 && confidence >= best - CLOSE),
    );
    return close.toSorted(
      (a, b) =>
        b.intent.contexts.length - a.intent.contexts.length ||
        b.intent.priority - a.intent.priority ||
        b.confidence - a.confidence,
    )[0];
  }

  private candidates(said: Utterance, may: (intent: LocalIntent) => boolean): Candidate[] {
    const best = new Map<LocalIntent, Candidate>();
    const offer = ({ intent, pattern }: CompiledPhrase, confidence: number): void => {
      if (confidence > (best.get(intent)?.confidence ?? 0)) best.set(intent, { intent, pattern, confidence });
    };
    for (const phrase of this.byLine.get(lineOf(said.tokens) || foldSymbols(said.text)) ?? [])
      if (may(phrase.intent)) offer(phrase, 1);
    if (best.size > 0) return [...best.values()];

    const scores = this.index.scores(this.featuresOfText(said));
    const allowed = this.phrases.flatMap((phrase, at) =>
      may(phrase.intent) ? [{ phrase, score: scores[at] ?? 0 }] : [],
    );
    for (const { phrase, score } of allowed) offer(phrase, Math.min(score, SAME_WITH_VALUES));
    for (const phrase of likeliestWithSlots(allowed)) offer(phrase, this.alignedConfidence(phrase, said));
    return [...best.values()];
  }

  private alignedConfidence({ intent, pattern, slots }: CompiledPhrase, said: Utterance): number {
    if (!align(pattern, said, this.entities)) return 0;
    if (slots.every(({ entity }) => !this.entities.type(entity).anyWords)) return SAME_WITH_VALUES;
    const words = pattern.flatMap((item) => (item.kind === 'word' ? [item.token.word] : []));
    if (words.some((word) => !this.tokenizer.isStopWord(word)) || words.length > 1) return SAME_WITH_WORDS;
    return intent.contexts.length > 0 ? JUST_WORDS : 0;
  }

  private compile(intent: LocalIntent, phrase: Phrase): CompiledPhrase {
    const pattern = patternOf(phrase, this.tokenizer);
    const slots = pattern.filter((item) => item.kind === 'slot');
    const isTemplate = phrase.some((part) => typeof part !== 'string' && part.text === undefined);
    const text = phrase.map((part) => (typeof part === 'string' ? part : (part.text ?? ''))).join('');
    const line = isTemplate ? undefined : lineOf(this.tokenizer.tokens(text)) || foldSymbols(text);
    return { intent, pattern, slots, line };
  }

  private featuresOf(pattern: readonly PatternItem[]): Features {
    const features: Features = new Map();
    for (const item of pattern) {
      if (item.kind === 'word') addWords(features, [item.token], this.tokenizer);
      else {
        addWords(features, item.example, this.tokenizer, EXAMPLE_WORDS);
        if (this.entities.type(item.entity).find) addEntity(features, item.entity);
      }
    }
    return features;
  }

  private featuresOfText(said: Utterance): Features {
    const features: Features = new Map();
    addWords(features, said.tokens, this.tokenizer);
    for (const entity of this.telling) {
      const { find } = this.entities.type(entity);
      if (find && said.mentions(find).length > 0) addEntity(features, entity);
    }
    return features;
  }
}

/** Those with slots that are most like the text; templates, which have no example to be like, come in any case. */
function likeliestWithSlots(allowed: readonly { phrase: CompiledPhrase; score: number }[]): CompiledPhrase[] {
  const withSlots = allowed.filter(({ phrase }) => phrase.slots.length > 0).toSorted((a, b) => b.score - a.score);
  const likely = withSlots.slice(0, MOST_ALIGNED);
  const others = withSlots.slice(MOST_ALIGNED).filter(({ phrase }) => phrase.line === undefined || isBare(phrase));
  return [...likely, ...others.slice(0, MOST_ALIGNED)].map(({ phrase }) => phrase);
}

/** Nothing but a value. */
function isBare({ pattern }: CompiledPhrase): boolean {
  return pattern.every(({ kind }) => kind === 'slot');
}
