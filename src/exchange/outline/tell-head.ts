import type { AskStep } from '../../flow/definition/ask-step.js';
import type { FlowDefinition } from '../../flow/definition/flow-definition.js';
import type { Findings } from '../finding.js';

const CONVERSATION = 'it belongs to a conversation, which a form is not';

/** What of a flow's head no form has. */
export function tellHead(definition: FlowDefinition, findings: Findings): void {
  const fields = [
    'start',
    'window',
    'oldTaps',
    'timezone',
    'retries',
    'back',
    'help',
    'timeout',
    'reminders',
    'expires',
  ] as const;
  const given = fields.filter((field) => definition[field] !== undefined);
  if (given.length > 0) findings.leftOut('flow', given.join(', '), CONVERSATION);
}

/** What of a question no form has. */
export function tellQuestion(step: AskStep, where: string, findings: Findings): void {
  const fields = ['timeout', 'reminders', 'closed'] as const;
  const given: string[] = fields.filter((field) => step[field] !== undefined);
  if (step.retries?.limit !== undefined || step.retries?.then !== undefined) given.push('retries');
  if (given.length > 0) findings.leftOut(where, given.join(', '), CONVERSATION);
  const options = step.options ?? [];
  for (const field of ['description', 'synonyms', 'score'] as const)
    if (options.some((option) => option[field] !== undefined))
      findings.leftOut(where, `${field} of options`, 'forms have nothing of the kind');
}
