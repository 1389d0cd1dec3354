import { checkShape } from '@core/templates/check-shape.js';
import type { Template } from '@core/templates/template.js';
import { usability } from '@core/templates/usability.js';
import { callOf, fieldsOf } from './fields.js';

/** A template as it is offered: one that cannot be sent is shown, too, with the reason. */
export interface OfferedTemplate {
  template: Template;
  /** The core's code for why it cannot be sent; its words are in `inbox.json`. */
  refusal?: { code: string; detail?: string };
}

export interface TemplateFilter {
  search: string;
  language: string | null;
  category: string | null;
  isApprovedOnly: boolean;
}

export function offer(templates: readonly Template[]): OfferedTemplate[] {
  return templates.map((template) => {
    const [problem] = [usability(template) ?? [], checkShape(template, callWithAnyValues(template))].flat();
    if (!problem) return { template };
    const { statusDetail } = template;
    return { template, refusal: { code: problem.code, ...(statusDetail !== undefined && { detail: statusDetail }) } };
  });
}

/** Only what no value could mend is left to find. */
function callWithAnyValues(template: Template) {
  return callOf(template, Object.fromEntries(fieldsOf(template).map(({ key }) => [key, 'x'])));
}

/**
 * What fits the filter: those that can be sent first, then those in the person's language, then by name.
 * @param language of the person, BCP-47; null where nobody knows
 */
export function choose(
  offered: readonly OfferedTemplate[],
  { search, language: wanted, category, isApprovedOnly }: TemplateFilter,
  language: string | null,
): OfferedTemplate[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const own = primary(language ?? '');
  return offered
    .filter(
      ({ template, refusal }) =>
        (!isApprovedOnly || refusal === undefined) &&
        (wanted === null || template.language === wanted) &&
        (category === null || template.category === category) &&
        words.every((word) =>
          `${template.name.replaceAll('_', ' ')} ${template.name} ${template.body}`.toLocaleLowerCase().includes(word),
        ),
    )
    .toSorted(
      (one, other) =>
        rank(one, own) - rank(other, own) ||
        one.template.name.localeCompare(other.template.name) ||
        one.template.language.localeCompare(other.template.language),
    );
}

const rank = ({ template, refusal }: OfferedTemplate, own: string): number =>
  (refusal ? 2 : 0) + (primary(template.language) === own ? 0 : 1);

const primary = (language: string): string => language.toLowerCase().split(/[-_]/)[0] ?? '';
