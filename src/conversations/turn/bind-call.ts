import type { CompiledFlow } from '../../flow/compiled-flow.js';
import { pickLocalised } from '../../flow/localised-text.js';
import { textScope } from '../../flow/scope.js';
import type { Session, Waiting } from '../../flow/session.js';
import { shownOptions } from '../../flow/shown-options.js';
import { renderLiquid } from '../../flow/text.js';
import type { OutboundMessage } from '../../rendering/outbound.js';
import { bindTemplate } from '../../templates/bind.js';
import { chooseVariant } from '../../templates/choose-variant.js';
import type { TemplateCall } from '../../templates/template-call.js';
import { usability } from '../../templates/usability.js';
import type { Prepared } from '../../window/fallback.js';
import type { TurnWorld } from './world.js';

export interface CallPlace {
  flow: CompiledFlow;
  session: Session;
  waiting: Waiting;
  /** The call is the waiting step's own: in a called flow it has that flow's names, all others have those of the flow itself. */
  ofStep: boolean;
  /** Its values are texts as they stand, no Liquid: an agent may have put in what the contact said. */
  plain?: true;
}

/** Makes the message of a template call, in the session's language; or says why it cannot be sent. */
export function bindCall(
  world: TurnWorld,
  { flow, session, waiting, ofStep, plain }: CallPlace,
  call: TemplateCall,
): Prepared<OutboundMessage> {
  const variants = world.templates(call.template);
  if (variants.length === 0) {
    return {
      ok: false,
      problems: [{ code: 'template-missing', message: `the channel has no template named "${call.template}"` }],
    };
  }
  const template = chooseVariant(variants, session.language, flow.languages);
  if (!template) {
    return {
      ok: false,
      problems: [
        { code: 'language-missing', message: `template "${call.template}" does not exist in ${session.language}` },
      ],
    };
  }
  const unusable = usability(template);
  if (unusable) return { ok: false, problems: [unusable] };
  if (template.category === 'marketing' && !world.marketingAllowed) {
    return {
      ok: false,
      problems: [{ code: 'marketing-stopped', message: 'the person stopped marketing messages on WhatsApp' }],
    };
  }
  const scope = textScope(flow, session, world.contact, ofStep ? waiting.stepId : undefined);
  return bindTemplate({
    template,
    call,
    renderText: (localised) => {
      const text = pickLocalised(localised, session.language, flow.languages);
      return plain ? { text } : renderLiquid(text, scope);
    },
    options: shownOptions(flow, session, waiting.stepId, world.contact),
    tap: { sessionId: session.id, stepId: waiting.stepId, render: waiting.render },
  });
}
