import { pickLocalised } from '../localised-text.js';
import type { ResolvedOption, ResolvedQuestion } from '../answers/answer-type.js';
import type { CompiledAsk, CompiledMedia, CompiledOption, CompiledStep } from '../compiled-flow.js';
import { matchLanguage } from '../language.js';
import type { Prompt } from '../prompt.js';
import type { Waiting } from '../session.js';
import { renderLiquid, withoutTags } from '../text.js';
import { wordsFor } from '../words/words.js';
import { offeredOptions } from './options.js';
import type { Turn } from './turn.js';

/** The question as its type wants it: texts in the session's language, filled in. */
export function resolveQuestion(turn: Turn, step: CompiledAsk): ResolvedQuestion<unknown> {
  const { flow, session } = turn;
  return {
    fields: step.fields,
    language: session.language,
    languages: flow.languages,
    options: offeredOptions(turn, step).map((option) => resolveOption(turn, step, option)),
    optional: step.optional,
    now: turn.context.now,
    timezone: turn.timezone,
    contact: turn.context.contact,
    body: () => turn.text(step.text, step),
    text: (localised) => {
      const source = pickLocalised(localised, session.language, flow.languages);
      const rendered = renderLiquid(source, turn.names(step).forText);
      if ('text' in rendered) return rendered.text;
      turn.note('text.failed', { stepId: step.id, error: rendered.error });
      return withoutTags(source);
    },
  };
}

function resolveOption(turn: Turn, step: CompiledAsk, option: CompiledOption): ResolvedOption {
  const description = option.description && turn.fill(option.description, step).trim();
  return {
    id: option.id,
    // An option is never lost: one whose label comes out empty is shown by its id.
    label: ownWords(turn, step, option) ?? (turn.fill(option.label, step).trim() || option.id),
    ...(description && { description }),
    synonyms: [...synonymsOf(option, turn.session.language)],
    exclusive: option.exclusive,
    specify: option.specify,
  };
}

/** What was written behind "other" is what that option is called where it is taken over. */
function ownWords(turn: Turn, step: CompiledAsk, { carried }: CompiledOption): string | undefined {
  if (!carried?.option.specify) return undefined;
  const words = turn.names(step).answer(carried.question)?.detail?.['other'];
  return typeof words === 'string' && words.trim() !== '' ? words : undefined;
}

function synonymsOf({ synonyms }: CompiledOption, language: string): readonly string[] {
  if (isList(synonyms)) return synonyms;
  const tag = matchLanguage(Object.keys(synonyms), language);
  return tag === undefined ? [] : (synonyms[tag] ?? []);
}

function isList(synonyms: CompiledOption['synonyms']): synonyms is readonly string[] {
  return Array.isArray(synonyms);
}

/** What is shown of the question, for the state it waits in. */
export function questionPrompt(turn: Turn, step: CompiledAsk, waiting: Waiting): Prompt {
  const shown = step.type.present(resolveQuestion(turn, step), waiting.selected);
  const hint = step.hint && !shown.ownWords ? turn.fill(step.hint, step).trim() : shown.hint;
  return {
    ...statement(turn, [turn.text(step.text, step), shown.detail].filter(Boolean).join('\n')),
    ...media(turn, step, step.media),
    question: {
      sessionId: turn.session.id,
      stepId: step.id,
      render: waiting.render,
      ...(hint && { hint }),
      options: shown.options,
      page: waiting.page,
      ...(shown.multiple && { multiple: { selected: [...waiting.selected] } }),
      ...(shown.locationRequest && { locationRequest: true }),
      skippable: step.optional,
    },
  };
}

/** A text that awaits no answer. */
export function statement(turn: Turn, body: string): Prompt {
  const { language } = turn.session;
  return { language, body, words: wordsFor(language).prompt };
}

/** The prompt's media; left out, with a note, where the link comes out empty. */
export function media(turn: Turn, step: CompiledStep, compiled: CompiledMedia | undefined): Pick<Prompt, 'media'> {
  if (!compiled) return {};
  const link = turn.fill(compiled.link, step).trim();
  if (!/^https?:\/\/\S+$/.test(link)) {
    turn.note('text.failed', {
      ...(step.id !== undefined && { stepId: step.id }),
      error: `"${link}" is not a web address`,
    });
    return {};
  }
  return {
    media: { kind: compiled.kind, link, ...(compiled.filename !== undefined && { filename: compiled.filename }) },
  };
}
