import type { Prompt } from '../flow/prompt.js';
import type { Capabilities } from './capabilities.js';
import { cleanText, joinParts } from './clean-text.js';
import { flatText } from './frame.js';
import type { OutboundMessage } from './outbound.js';
import { textMessages } from './question-parts.js';
import type { QuestionPrompt } from './question-parts.js';
import { renderButtons } from './render-buttons.js';
import { renderLink } from './render-link.js';
import { renderList } from './render-list.js';
import { renderNumberedText, renderOpenQuestion, withMedia } from './render-text.js';

/**
 * Makes the messages of one turn: all its prompts, in order, within the channel's limits and with nothing lost.
 * Every delivered message is billed, so statements are merged with each other and into what follows them, where that
 * saves a message. Total: any prompt gives messages that `checkMessage` accepts.
 */
export function renderPrompts(prompts: readonly Prompt[], capabilities: Capabilities): OutboundMessage[] {
  const messages: OutboundMessage[] = [];
  let intro = '';
  for (const prompt of prompts) {
    const statement = isPlainStatement(prompt) ? flatText(prompt, cleanText(prompt.body)) : undefined;
    if (statement !== undefined) {
      intro = joinParts([intro, statement], '\n\n');
      continue;
    }
    messages.push(...renderAfter(intro, prompt, capabilities));
    intro = '';
  }
  return [...messages, ...textMessages(intro, capabilities.text.max, prompts.at(-1)?.language ?? '')];
}

function isPlainStatement(prompt: Prompt): boolean {
  return !prompt.question && !prompt.link && !prompt.media;
}

/** A prompt with the statements in front of it, merged where that takes no more messages than the prompt alone. */
function renderAfter(intro: string, prompt: Prompt, capabilities: Capabilities): OutboundMessage[] {
  const alone = renderOne(prompt, '', capabilities);
  if (intro === '') return alone;
  // Media that goes ahead would come between a statement and the place where it was meant to be read.
  if (alone[0]?.kind !== 'media') {
    const merged = renderOne(prompt, intro, capabilities);
    if (merged.length <= alone.length) return merged;
  }
  return [...textMessages(intro, capabilities.text.max, prompt.language), ...alone];
}

function renderOne(prompt: Prompt, intro: string, capabilities: Capabilities): OutboundMessage[] {
  const { question, link } = prompt;
  if (question) return renderQuestion({ ...prompt, question }, intro, capabilities);
  if (link) return renderLink({ ...prompt, link }, intro, capabilities);
  const said = flatText(prompt, cleanText(prompt.body));
  return withMedia(joinParts([intro, said], '\n\n'), prompt, capabilities);
}

/** The ladder: the first rung on which nothing is lost (README.md). */
function renderQuestion(prompt: QuestionPrompt, intro: string, capabilities: Capabilities): OutboundMessage[] {
  if (prompt.question.options.length > 0) {
    return (
      renderButtons(prompt, intro, capabilities) ??
      renderList(prompt, intro, capabilities) ??
      renderNumberedText(prompt, intro, capabilities)
    );
  }
  // A location request has no room for buttons, and sharing the position is what it is for.
  const requestsLocation = prompt.question.locationRequest === true && capabilities.locationRequest !== undefined;
  const skipButton = requestsLocation ? undefined : renderButtons(prompt, intro, capabilities);
  return skipButton ?? renderOpenQuestion(prompt, intro, capabilities);
}
