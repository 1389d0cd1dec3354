import type { CompiledFlow, CompiledStep } from '@core/flow/compiled-flow.js';
import { formatPath } from '@core/flow/definition/finding.js';
import { allOptions } from '@core/flow/lint/plausible.js';
import { stepPrompt, turnAt, type Circumstances, type StepPrompt } from '@core/flow/step-prompt.js';
import { decodeTap } from '@core/rendering/binding.js';
import type { Capabilities } from '@core/rendering/capabilities.js';
import type { OutboundMessage } from '@core/rendering/outbound.js';
import { renderPrompts } from '@core/rendering/render-prompts.js';
import { walkSteps } from '../draft/step-path.js';
import { rungOf, type Rung } from './rung.js';
import { sampleCircumstances, sampleNames, type Samples } from './samples.js';

export interface StepPreview {
  /** One set of messages for each page of a list; a single one for everything else. */
  pages: OutboundMessage[][];
  rung: Rung;
  /** Names that its texts fill in, with their values. */
  samples: [string, string][];
  /** What could not be filled in, in the core's words. */
  troubles: string[];
}

/** Options are 200 at most: 25 pages. Only there so that nothing can turn pages for ever. */
const MAX_PAGES = 30;

/** The compiled step that stands for the selected one: of a repeated group that of its first round. */
export function compiledStep(flow: CompiledFlow, key: string): CompiledStep | undefined {
  const place = [...walkSteps(flow.definition.steps)].find((step) => step.key === key);
  if (!place) return undefined;
  const path = formatPath(place.path);
  return flow.steps.find((step) => step.prefix === undefined && formatPath(step.path) === path);
}

/** The first that says something, for whoever has chosen none yet. */
export function firstSaying(flow: CompiledFlow): CompiledStep | undefined {
  return flow.steps.find(({ kind, prefix }) => prefix === undefined && (kind === 'say' || kind === 'ask'));
}

/** What one step sends, made by what makes it when it is sent; undefined for steps that send nothing. */
export function previewStep(
  flow: CompiledFlow,
  step: CompiledStep,
  { language, capabilities, samples }: { language: string; capabilities: Capabilities; samples: Samples },
): StepPreview | undefined {
  const circumstances = sampleCircumstances(flow, language, samples);
  const { prompt, notes } = shownAs(flow, step, circumstances);
  if (!prompt) return undefined;
  const { question } = prompt;
  const pages = [renderPrompts([prompt], capabilities)];
  while (question && pages.length < MAX_PAGES && leadsOn(pages.at(-1), pages.length)) {
    pages.push(renderPrompts([{ ...prompt, question: { ...question, page: pages.length } }], capabilities));
  }
  return {
    pages,
    rung: rungOf(prompt, pages[0] ?? [], capabilities),
    samples: sampleNames(flow, step, circumstances),
    troubles: notes.flatMap(({ data }) => (typeof data['error'] === 'string' ? [data['error']] : [])),
  };
}

/** What the step wants shown, with every option that there may be. */
export function shownAs(flow: CompiledFlow, step: CompiledStep, circumstances: Circumstances): StepPrompt {
  return stepPrompt(turnAt(flow, circumstances), step.kind === 'ask' ? allOptions(step) : step);
}

/** Has the page a row that turns to this one? */
function leadsOn(messages: readonly OutboundMessage[] | undefined, page: number): boolean {
  const last = messages?.at(-1);
  if (last?.kind !== 'list') return false;
  return last.rows.some(({ id }) => {
    const action = decodeTap(id)?.action;
    return action?.kind === 'page' && action.page === page;
  });
}
