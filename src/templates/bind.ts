import type { Localised } from '../flow/definition/localised.js';
import { encodeTap, type TapAction } from '../rendering/binding.js';
import type { OutboundMessage, TemplateParameter } from '../rendering/outbound.js';
import { checkShape, takesSuffix } from './check-shape.js';
import { MAX_BODY, MAX_HEADER_TEXT, MAX_URL } from './limits.js';
import { matchButtons, quickRepliesOf, type LabelledOption } from './match-buttons.js';
import { assignParameters, describeTemplate, type Slot } from './parameters.js';
import { previewTemplate, type TemplatePreview } from './preview.js';
import type { TemplateProblem } from './problem.js';
import { encodeUrlSuffix, sanitiseParameter } from './sanitise.js';
import type { Template } from './template.js';
import type { TemplateCall } from './template-call.js';

type TemplateMessage = Extract<OutboundMessage, { kind: 'template' }>;

export interface BindInput {
  /** The language variant to send (choose-variant.ts); whether it may be sent is usability.ts. */
  template: Template;
  call: TemplateCall;
  /** Chooses the language of an author's text and fills in its Liquid. */
  renderText(localised: Localised): { text: string } | { error: string };
  /** The waiting question's options, labelled in the person's language; needed for `buttons: options`. */
  options?: readonly LabelledOption[];
  /** The question that the template brings back. */
  tap: { sessionId: string; stepId: string; render: number };
}

export type BoundTemplate =
  | {
      ok: true;
      message: TemplateMessage;
      /** What the person will see; the message carries it as plain text. */
      preview: TemplatePreview;
      /** A tap on a button is the answer itself, or an invitation to go on; or there is no button to tap. */
      buttonsCarry: 'options' | 'invite' | 'nothing';
      /** What was changed on the way, one sentence each. */
      notes: string[];
    }
  | { ok: false; problems: TemplateProblem[] };

/**
 * Makes the message of a template call: every parameter counted against the template, rendered and cleaned, every
 * quick reply bound to the question. All problems are found at once; with one, nothing is sent.
 */
export function bindTemplate(input: BindInput): BoundTemplate {
  const { template, call } = input;
  const problems = checkShape(template, call);
  const notes: string[] = [];
  const values = assignParameters(template, call).slots.flatMap((slot) => bindSlot(input, slot, problems, notes));
  const header = headerOf(input, values, problems);
  const urls = urlButtons(input, problems);
  const replies = replyButtons(input, problems, notes);
  const preview = previewTemplate(template, {
    header: valuesOf('header', values),
    body: valuesOf('body', values),
    ...linksOf(header, urls),
  });
  problems.push(...lengthProblems(template, preview));
  if (problems.length > 0) return { ok: false, problems };

  return {
    ok: true,
    message: {
      kind: 'template',
      name: template.name,
      language: template.language,
      header,
      body: values.filter(({ part }) => part === 'body').map((value) => textParameter(template, value)),
      buttons: [...urls, ...replies.buttons].sort((one, other) => one.index - other.index),
      preview: preview.text,
    },
    preview,
    buttonsCarry: replies.carry,
    notes,
  };
}

interface BoundValue extends Omit<Slot, 'value'> {
  text: string;
}

function bindSlot(input: BindInput, slot: Slot, problems: TemplateProblem[], notes: string[]): BoundValue[] {
  const where = `{{${slot.name}}} of the ${slot.part} of ${describeTemplate(input.template)}`;
  const raw = rendered(input, slot.value, where, problems);
  if (raw === undefined) return [];
  const text = sanitiseParameter(raw);
  if (text === '') {
    problems.push({
      code: 'parameter-empty',
      message: `the value for ${where} is empty, which WhatsApp refuses: give it a default`,
    });
    return [];
  }
  if (text !== raw.trim()) notes.push(`line breaks, tabs or long gaps were taken out of ${where}`);
  return [{ part: slot.part, name: slot.name, text }];
}

function rendered(input: BindInput, value: Localised, where: string, problems: TemplateProblem[]): string | undefined {
  const result = input.renderText(value);
  if ('text' in result) return result.text;
  problems.push({ code: 'parameter-error', message: `the value for ${where} cannot be worked out: ${result.error}` });
  return undefined;
}

function textParameter(template: Template, { name, text }: BoundValue): TemplateParameter {
  return template.parameterFormat === 'named' ? { kind: 'text', name, text } : { kind: 'text', text };
}

function headerOf(input: BindInput, values: readonly BoundValue[], problems: TemplateProblem[]): TemplateParameter[] {
  const { template, call } = input;
  const { header } = template;
  if (header?.kind === 'text') {
    return values.filter(({ part }) => part === 'header').map((value) => textParameter(template, value));
  }
  if (header?.kind !== 'media' || call.headerLink === undefined) return [];
  const where = `the header link of ${describeTemplate(template)}`;
  const link = rendered(input, call.headerLink, where, problems)?.trim();
  if (link === undefined) return [];
  if (!/^https:\/\/[^\s/]+/i.test(link)) {
    problems.push({ code: 'header-link-invalid', message: `${where} must be a public https address, not "${link}"` });
    return [];
  }
  return [{ kind: 'media', media: { media: header.media, link } }];
}

function urlButtons(input: BindInput, problems: TemplateProblem[]): TemplateMessage['buttons'] {
  const { template, call } = input;
  const index = template.buttons.findIndex(takesSuffix);
  const url = template.buttons[index]?.url;
  if (url === undefined || call.urlSuffix === undefined) return [];
  const where = `the link suffix of ${describeTemplate(template)}`;
  const raw = rendered(input, call.urlSuffix, where, problems);
  if (raw === undefined) return [];
  const value = encodeUrlSuffix(raw);
  if (value === '') {
    problems.push({ code: 'parameter-empty', message: `${where} is empty, which WhatsApp refuses: give it a default` });
    return [];
  }
  const length = url.length + value.length;
  if (length > MAX_URL) {
    problems.push({
      code: 'url-too-long',
      message: `${where} makes an address of ${length} characters, allowed ${MAX_URL}`,
    });
  }
  return [{ index, type: 'url', value }];
}

function replyButtons(
  input: BindInput,
  problems: TemplateProblem[],
  notes: string[],
): { buttons: TemplateMessage['buttons']; carry: 'options' | 'invite' | 'nothing' } {
  const { template, call, options = [] } = input;
  const replies = quickRepliesOf(template);
  const bound = (index: number, action: TapAction) => ({
    index,
    type: 'quick-reply' as const,
    value: encodeTap({ ...input.tap, action }),
  });
  if (call.buttons !== 'options') {
    return {
      buttons: replies.map(({ index }) => bound(index, { kind: 'resume' })),
      carry: replies.length > 0 ? 'invite' : 'nothing',
    };
  }
  const match = matchButtons(template, options);
  if (!match.ok) {
    problems.push(match.problem);
    return { buttons: [], carry: 'nothing' };
  }
  if (match.by === 'position')
    notes.push(`the buttons of ${describeTemplate(template)} were matched by position, not by label`);
  // A button beyond the options ("Stop") gets no payload of ours: WhatsApp then returns its label, which is read as text.
  return {
    buttons: match.matched.map(({ index, optionId }) => bound(index, { kind: 'option', optionId })),
    carry: 'options',
  };
}

function valuesOf(part: Slot['part'], values: readonly BoundValue[]): ReadonlyMap<string, string> {
  return new Map(values.filter((value) => value.part === part).map(({ name, text }) => [name, text]));
}

function linksOf(
  [header]: readonly TemplateParameter[],
  [suffix]: TemplateMessage['buttons'],
): { headerLink?: string; urlSuffix?: string } {
  const link = header?.kind === 'media' ? header.media.link : undefined;
  return { ...(link !== undefined && { headerLink: link }), ...(suffix && { urlSuffix: suffix.value }) };
}

function lengthProblems(template: Template, { header, body }: TemplatePreview): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const line = header?.kind === 'text' ? header.text : '';
  if (body.length > MAX_BODY) {
    problems.push({
      code: 'body-too-long',
      message: `the text of ${describeTemplate(template)} has ${body.length} characters with its values, allowed ${MAX_BODY}`,
    });
  }
  if (line.length > MAX_HEADER_TEXT) {
    problems.push({
      code: 'header-too-long',
      message: `the header of ${describeTemplate(template)} has ${line.length} characters with its value, allowed ${MAX_HEADER_TEXT}`,
    });
  }
  return problems;
}
