import { chooseLanguage } from '../../flow/language.js';
import { AgentEntities } from './entities/agent-entities.js';
import type { LocalAgent, LocalIntent } from './local-agent.js';
import { IntentMatcher } from './matching/intent-matcher.js';
import { tokenizerOf } from './matching/tokenizer.js';
import type { Tokenizer } from './matching/tokenizer.js';

/** An agent in one of its languages. */
export interface Speaker {
  readonly language: string;
  readonly tokenizer: Tokenizer;
  readonly entities: AgentEntities;
  readonly matcher: IntentMatcher;
}

/** A local agent that is ready to be asked. */
export interface CompiledLocalAgent {
  readonly definition: LocalAgent;
  /** Those that are not switched off. */
  readonly intents: readonly LocalIntent[];
  /** The agent in that of its languages that is nearest to a BCP-47 tag. */
  speaker(language: string): Speaker;
}

/** Makes an agent ready; some 100 ms for 1,000 training phrases. Never throws. */
export function compileLocalAgent(definition: LocalAgent): CompiledLocalAgent {
  const intents = definition.intents.filter(({ priority }) => priority >= 0);
  const speakers = new Map(
    definition.languages.map((language) => [language, speakerOf(definition, intents, language)]),
  );
  return {
    definition,
    intents,
    speaker: (wanted) => {
      const language = chooseLanguage(definition.languages, wanted);
      return speakers.get(language) ?? speakerOf(definition, intents, language);
    },
  };
}

function speakerOf(definition: LocalAgent, intents: readonly LocalIntent[], language: string): Speaker {
  const tokenizer = tokenizerOf(language);
  const entities = new AgentEntities(definition, tokenizer);
  return { language, tokenizer, entities, matcher: new IntentMatcher(intents, tokenizer, entities) };
}
