import type { CompiledFlow } from '../flow/compiled-flow.js';
import type { Finding } from '../flow/definition/finding.js';
import { checkTemplateCall } from '../templates/check-call.js';
import type { Template } from '../templates/template.js';
import { authoredOptions } from './authored-options.js';

/**
 * Holds every template that a flow names against a catalogue: it is there in every language of the flow, may be sent,
 * and takes what the flow gives it.
 * @param mend what to do about each
 */
export function templateFindings(
  flow: CompiledFlow,
  file: string,
  templates: (name: string) => readonly Template[],
  mend = 'Create or mend the template at the provider; until then the next one in the chain is used.',
): Finding[] {
  return flow.templateUses.flatMap(({ call, at }) => {
    const options = at.stepId === undefined ? undefined : authoredOptions(flow, at.stepId);
    return checkTemplateCall(call, templates(call.template), flow.languages, options).map(
      ({ code, message }): Finding => ({
        severity: 'warning',
        rule: code,
        message,
        mend,
        file,
        line: at.line,
        column: 1,
        path: at.path,
      }),
    );
  });
}
