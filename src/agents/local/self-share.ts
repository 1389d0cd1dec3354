import type { Instant } from '../../time/instant.js';
import { askLocalAgent } from './ask-local-agent.js';
import type { CompiledLocalAgent } from './compile-local-agent.js';
import type { LocalIntent, Phrase } from './local-agent.js';

/** How many of its own training phrases an agent understands. */
export interface SelfShare {
  asked: number;
  right: number;
  /** 0 to 1; 1 where nothing was asked. */
  share: number;
  wrong: { language: string; phrase: string; expected: string; got: string | undefined }[];
}

/** Long enough to be a thing of its own; what a phrase means does not depend on it. */
const SOME_TIME: Instant = Date.UTC(2026, 2, 10, 9);

/**
 * Asks an agent each of its own training phrases, with the contexts active that its intent waits for, and counts how
 * often that very intent answers. Templates and the examples of fallback intents are left out: the first are no texts,
 * the second are what is not to be understood.
 */
export function selfShare(agent: CompiledLocalAgent): SelfShare {
  const asked = agent.intents
    .filter(({ fallback }) => !fallback)
    .flatMap((intent) =>
      Object.entries(intent.phrases).flatMap(([language, phrases]) =>
        phrases.flatMap((phrase) => {
          const text = textOf(phrase);
          return text === undefined
            ? []
            : [{ language, phrase: text, expected: intent.name, got: ask(agent, intent, language, text) }];
        }),
      ),
    );
  const wrong = asked.filter(({ expected, got }) => got !== expected);
  const right = asked.length - wrong.length;
  return { asked: asked.length, right, share: asked.length === 0 ? 1 : right / asked.length, wrong };
}

function ask(agent: CompiledLocalAgent, intent: LocalIntent, language: string, text: string): string | undefined {
  const contexts = intent.contexts.map((name) => ({ name, lifespan: 1, parameters: {} }));
  const query = {
    dialogue: 'self',
    input: { kind: 'text' as const, text },
    language,
    parameters: {},
    contexts,
    timezone: agent.definition.timezone,
  };
  return askLocalAgent(agent, query, SOME_TIME).intent;
}

function textOf(phrase: Phrase): string | undefined {
  const texts = phrase.map((part) => (typeof part === 'string' ? part : part.text));
  return texts.every((text) => text !== undefined) ? texts.join('') : undefined;
}
