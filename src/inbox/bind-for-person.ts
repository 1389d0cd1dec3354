import type { Identifiers } from '../channels/events.js';
import type { CompiledFlow } from '../flow/compiled-flow.js';
import { contactScope, textScope } from '../flow/scope.js';
import type { ContactView, Session } from '../flow/session.js';
import { renderLiquid } from '../flow/text.js';
import type { OutboundMessage } from '../rendering/outbound.js';
import type { Contact } from '../store/contact.js';
import { bindTemplate } from '../templates/bind.js';
import { chooseVariant } from '../templates/choose-variant.js';
import { previewTemplate, type TemplatePreview } from '../templates/preview.js';
import type { Template } from '../templates/template.js';
import { usability } from '../templates/usability.js';

/** A template that somebody in the team fills in. Its values are Liquid, such as `{{ contact.name }}`. */
export interface PersonalCall {
  name: string;
  /** The provider's code or a person's language. */
  language: string;
  params?: Record<string, string> | string[] | undefined;
  headerLink?: string | undefined;
  urlSuffix?: string | undefined;
}

export interface PersonalTemplate {
  /** Of the variant that goes out. */
  language: string;
  /** Absent where there are problems. */
  message?: OutboundMessage;
  preview: TemplatePreview;
  problems: { code: string; message: string }[];
  notes: string[];
}

interface Facts {
  variants: readonly Template[];
  contact: Contact | undefined;
  to: Identifiers;
  /** The last session, with its flow where that is still there: its answers may be named too. */
  session: Session | null;
  flow: CompiledFlow | null | undefined;
}

/** There is no question that the buttons would bring back. */
const NO_QUESTION = { sessionId: 'none', stepId: 'none', render: 0 };

/** The very message that goes out, by what makes every template's; undefined where the channel has no such template. */
export function bindForPerson(
  { variants, contact, to, session, flow }: Facts,
  { name, language, ...values }: PersonalCall,
): PersonalTemplate | undefined {
  const template = variants.find((variant) => variant.language === language) ?? chooseVariant(variants, language);
  if (!template) return undefined;
  const view = viewOf(contact, to);
  const scope = session && flow ? textScope(flow, session, view, session.waiting?.stepId) : contactScope(view);
  const waiting = session?.status === 'active' ? session.waiting : undefined;
  const bound = bindTemplate({
    template,
    call: { template: name, ...given(values) },
    renderText: (localised) =>
      typeof localised === 'string' ? renderLiquid(localised, scope) : { error: 'it is not one text' },
    tap: session && waiting ? { sessionId: session.id, stepId: waiting.stepId, render: waiting.render } : NO_QUESTION,
  });
  const problems = [
    ...unusable(template),
    ...(template.category === 'marketing' && contact?.marketingAllowed === false ? [MARKETING_STOPPED] : []),
    ...(bound.ok ? [] : bound.problems),
  ];
  return {
    language: template.language,
    ...(bound.ok && problems.length === 0 ? { message: bound.message } : {}),
    preview: bound.ok ? bound.preview : previewTemplate(template),
    problems,
    notes: bound.ok ? bound.notes : [],
  };
}

const MARKETING_STOPPED = {
  code: 'marketing-stopped',
  message: 'the person stopped marketing messages on WhatsApp',
};

function unusable(template: Template): { code: string; message: string }[] {
  const problem = usability(template);
  return problem ? [problem] : [];
}

function viewOf(contact: Contact | undefined, to: Identifiers): ContactView {
  const { phone, waId } = { ...contact?.identifiers, ...to };
  const number = phone ?? (waId === undefined ? undefined : `+${waId}`);
  return {
    ...(contact?.name === undefined ? {} : { name: contact.name }),
    ...(contact?.language === undefined ? {} : { language: contact.language }),
    ...(number === undefined ? {} : { phone: number }),
    attributes: contact?.attributes ?? {},
  };
}

/** Without the fields that were left out. */
function given({ params, headerLink, urlSuffix }: Omit<PersonalCall, 'name' | 'language'>) {
  return {
    ...(params === undefined ? {} : { params }),
    ...(headerLink === undefined ? {} : { headerLink }),
    ...(urlSuffix === undefined ? {} : { urlSuffix }),
  };
}
