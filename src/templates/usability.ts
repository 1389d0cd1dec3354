import type { TemplateProblem } from './problem.js';
import type { Template, TemplateStatus } from './template.js';

const STATES: Record<Exclude<TemplateStatus, 'approved'>, string> = {
  pending: 'is not approved yet',
  unsubmitted: 'was never handed in for approval',
  rejected: 'was rejected',
  paused: 'is paused because of low quality',
  disabled: 'is disabled',
  deleted: 'is deleted',
  unknown: 'is in a state that does not allow sending',
};

/** Why this template cannot be sent now; undefined where it can. */
export function usability(template: Template): TemplateProblem | undefined {
  const { name, language, status, statusDetail, category } = template;
  if (status !== 'approved') {
    const detail = statusDetail === undefined ? '' : ` (${statusDetail})`;
    return { code: `template-${status}`, message: `template "${name}" (${language}) ${STATES[status]}${detail}` };
  }
  // Its text and its button are preset and want a one-time code, which no flow has.
  if (category === 'authentication') {
    return { code: 'category-not-supported', message: `template "${name}" is for authentication codes only` };
  }
  return undefined;
}
