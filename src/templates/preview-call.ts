import { pickLocalised } from '../flow/localised-text.js';
import { bindTemplate } from './bind.js';
import { chooseVariant } from './choose-variant.js';
import { previewTemplate, type TemplatePreview } from './preview.js';
import type { TemplateProblem } from './problem.js';
import type { Template } from './template.js';
import type { TemplateCall } from './template-call.js';
import { usability } from './usability.js';

export interface PreviewedCall {
  /** Of the variant that was chosen. */
  language: string;
  /** Filled in as far as everything fits; otherwise with its variables as they stand. */
  preview: TemplatePreview;
  /** Why it would not be sent. */
  problems: TemplateProblem[];
  notes: string[];
}

/** There is no question that a preview would bring back. */
const NOWHERE = { sessionId: 'preview', stepId: 'preview', render: 0 };

/**
 * What a call would send, made by what makes it when it is sent. Its values are texts as they stand.
 * @param languages of the person and those to fall back to
 */
export function previewCall(
  variants: readonly Template[],
  call: TemplateCall,
  [language = '', ...fallbacks]: readonly string[],
): PreviewedCall | undefined {
  const template = chooseVariant(variants, language, fallbacks);
  if (!template) return undefined;
  const bound = bindTemplate({
    template,
    call,
    renderText: (localised) => ({ text: pickLocalised(localised, language, fallbacks) }),
    tap: NOWHERE,
  });
  const unusable = usability(template);
  return {
    language: template.language,
    preview: bound.ok ? bound.preview : previewTemplate(template),
    problems: [...(unusable ? [unusable] : []), ...(bound.ok ? [] : bound.problems)],
    notes: bound.ok ? bound.notes : [],
  };
}
