import type { Localised } from '../flow/definition/localised.js';
import { pickLocalised } from '../flow/localised-text.js';
import { checkShape } from './check-shape.js';
import { chooseVariant } from './choose-variant.js';
import { matchButtons } from './match-buttons.js';
import type { TemplateProblem } from './problem.js';
import type { Template } from './template.js';
import type { TemplateCall } from './template-call.js';
import { usability } from './usability.js';

/**
 * What is wrong with a template call, found when a flow is loaded: the template or a language of it is missing or not
 * approved, its parameters or buttons do not fit. Each problem once, however many languages share it.
 * @param variants what the channel's catalogue has under the call's name, in every language
 * @param languages the flow's languages
 * @param options of the question, where the call says `buttons: options`
 */
export function checkTemplateCall(
  call: TemplateCall,
  variants: readonly Template[],
  languages: readonly string[],
  options: readonly { id: string; label: Localised }[] = [],
): TemplateProblem[] {
  if (variants.length === 0) {
    return [{ code: 'template-missing', message: `the channel has no template called "${call.template}"` }];
  }
  const problems = languages.flatMap((language) => problemsIn(language, languages, call, variants, options));
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}

function problemsIn(
  language: string,
  languages: readonly string[],
  call: TemplateCall,
  variants: readonly Template[],
  options: readonly { id: string; label: Localised }[],
): TemplateProblem[] {
  const template = chooseVariant(variants, language);
  if (!template) {
    const there = variants.map((variant) => variant.language).join(', ');
    return [
      {
        code: 'language-missing',
        message: `template "${call.template}" has no variant for ${language}: there is ${there}`,
      },
    ];
  }
  const problems = checkShape(template, call);
  const unusable = usability(template);
  if (unusable) problems.unshift(unusable);
  if (call.buttons === 'options') {
    const labelled = options.map(({ id, label }) => ({ id, label: pickLocalised(label, language, languages) }));
    const match = matchButtons(template, labelled);
    if (!match.ok) problems.push(match.problem);
  }
  return problems;
}
