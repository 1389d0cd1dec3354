import type { Json } from '../../../flow/conditions.js';
import { withoutLeadIn } from '../language-words.js';
import type { LocalAgent, LocalEntity } from '../local-agent.js';
import { inLanguage } from '../in-language.js';
import type { Tokenizer } from '../matching/tokenizer.js';
import { patternReader } from './pattern-reader.js';
import { nameValue, systemReader, tellingness } from './system-entities.js';
import type { EntityReader } from './utterance.js';
import { WordLexicon } from './word-lexicon.js';

/** How the values of an entity are found in one language. */
export interface EntityType {
  /** Finds its values; absent where nothing tells them from other words. */
  find?: EntityReader;
  /** Words in the place of a value that are none of those; absent where they are not taken. */
  anyWords?: (said: string) => Json;
  /** Where two entities claim the same words, the higher one has them. */
  tellingness: number;
}

/** An agent's entities in one language; made when first asked for. */
export class AgentEntities {
  private readonly types = new Map<string, EntityType>();

  constructor(
    private readonly agent: LocalAgent,
    private readonly tokenizer: Tokenizer,
  ) {}

  /** @param reference with its @, as parameters name it */
  type(reference: string): EntityType {
    const name = reference.replace(/^@/, '');
    const known = this.types.get(name);
    if (known) return known;
    const type = this.make(name);
    this.types.set(name, type);
    return type;
  }

  private make(name: string): EntityType {
    const own = this.agent.entities.find((entity) => entity.name === name);
    if (own) return this.ofAgent(own);
    const find = systemReader(name, this.tokenizer);
    if (find) return { find, tellingness: tellingness(name) };
    const value = nameValue(name);
    const { language } = this.tokenizer;
    return {
      anyWords: value ? (said) => value(withoutLeadIn(said, language)) : (said) => said.trim(),
      tellingness: tellingness(name),
    };
  }

  private ofAgent({ name, kind, fuzzy, expandable, entries }: LocalEntity): EntityType {
    const own = inLanguage(entries, this.tokenizer.language, this.agent.languages) ?? [];
    const find =
      kind === 'patterns' ? byPattern(patternReader(own)) : byWords(new WordLexicon(own, this.tokenizer, fuzzy));
    return { find, ...(expandable && { anyWords: (said: string) => said.trim() }), tellingness: tellingness(name) };
  }
}

function byPattern(read: ReturnType<typeof patternReader>): EntityReader {
  return ({ text }) => read(text);
}

function byWords(lexicon: WordLexicon): EntityReader {
  return ({ text, tokens }) => lexicon.mentions(text, tokens);
}
