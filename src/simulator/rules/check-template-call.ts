import { refusal, type Refusal } from '../meta-errors.js';
import type { RenderedButton, RenderedTemplate } from '../templates/rendered-template.js';
import { bodyOf, buttonsOf, footerOf, headerOf, variablesOf, type Template } from '../templates/template.js';
import type { Account } from './account.js';
import { checkLocation } from './check-location.js';
import { checkMediaSource } from './check-media.js';
import * as limit from './limits.js';
import type { TemplateCall, TemplateComponent, TemplateParameter } from './outgoing-message.js';

export type CheckedCall =
  { ok: true; template: Template; rendered: RenderedTemplate } | { ok: false; refusal: Refusal };

/** Thrown inside this file only: the first violation ends the check from any depth. */
class Violation extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.details);
  }
}

/** Does this call fit the approved template? On the way the template is filled in, as the person will see it. */
export function checkTemplateCall(call: TemplateCall, account: Account): CheckedCall {
  try {
    const template = usable(call, account);
    return { ok: true, template, rendered: render(template, call.components ?? [], account) };
  } catch (error) {
    if (error instanceof Violation) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

function fail(code: number, details?: string): never {
  throw new Violation(refusal(code, details));
}

function usable(call: TemplateCall, account: Account): Template {
  const template = account.findTemplate(call.name, call.language.code);
  if (!template || !['approved', 'paused', 'disabled'].includes(template.state)) {
    fail(132001, `template name (${call.name}) does not exist in ${call.language.code}`);
  }
  if (template.state === 'paused') fail(132015);
  if (template.state === 'disabled') fail(132016);
  return template;
}

function render(template: Template, components: readonly TemplateComponent[], account: Account): RenderedTemplate {
  const places = components.map((part) => (part.type === 'button' ? `button ${Number(part.index)}` : part.type));
  const repeated = places.find((place, at) => places.indexOf(place) !== at);
  if (repeated !== undefined) fail(100, `Component ${repeated} is given twice.`);
  const parametersOf = (type: 'header' | 'body') =>
    components.find((component) => component.type === type)?.parameters ?? [];

  const header = renderHeader(template, parametersOf('header'), account);
  const body = fill('body', bodyOf(template), parametersOf('body'), template.named, limit.TEMPLATE_BODY);
  const footer = footerOf(template);
  return {
    ...(header ? { header } : {}),
    body,
    ...(footer === undefined ? {} : { footer }),
    buttons: renderButtons(template, components),
  };
}

function renderHeader(
  template: Template,
  parameters: readonly TemplateParameter[],
  account: Account,
): RenderedTemplate['header'] {
  const definition = headerOf(template);
  if (!definition || definition.format === 'TEXT') {
    const text = fill('header', definition?.text ?? '', parameters, template.named, limit.TEMPLATE_HEADER);
    return definition ? { type: 'text', text } : undefined;
  }
  const [parameter, ...more] = parameters;
  if (more.length > 0) countMismatch('header', parameters.length, 1);
  const received = parameter?.type.toUpperCase() ?? 'UNKNOWN';
  if (!parameter || received !== definition.format) {
    fail(132012, `header: Format mismatch, expected ${definition.format}, received ${received}`);
  }
  switch (parameter.type) {
    case 'image':
      return { type: 'image', ...source('image', parameter.image, account) };
    case 'video':
      return { type: 'video', ...source('video', parameter.video, account) };
    case 'document': {
      const { filename } = parameter.document;
      const file = source('document', parameter.document, account);
      return { type: 'document', ...file, ...(filename === undefined ? {} : { filename }) };
    }
    case 'location': {
      const { latitude, longitude, name, address } = parameter.location;
      const [wrong] = checkLocation(latitude, longitude);
      if (wrong) throw new Violation(wrong);
      const label = { ...(name === undefined ? {} : { name }), ...(address === undefined ? {} : { address }) };
      return { type: 'location', latitude: Number(latitude), longitude: Number(longitude), ...label };
    }
    default:
      return fail(132012, `header: Format mismatch, expected ${definition.format}, received ${received}`);
  }
}

function source(kind: string, media: { id?: string | undefined; link?: string | undefined }, account: Account) {
  const [wrong] = checkMediaSource(`template['components'][0]['parameters'][0]['${kind}']`, media, account.hasMedia);
  if (wrong) throw new Violation(wrong);
  return {
    ...(media.id === undefined ? {} : { id: media.id }),
    ...(media.link === undefined ? {} : { link: media.link }),
  };
}

function renderButtons(template: Template, components: readonly TemplateComponent[]): RenderedButton[] {
  const buttons = buttonsOf(template);
  const given = new Map<number, Extract<TemplateComponent, { type: 'button' }>>();
  for (const component of components) {
    if (component.type !== 'button') continue;
    const index = Number(component.index);
    if (index >= buttons.length) fail(132000, `button: the template has no button at index ${index}`);
    given.set(index, component);
  }
  return buttons.map((button, index) => {
    const component = given.get(index);
    const parameter = component?.parameters[0];
    if (component && component.parameters.length !== 1) {
      countMismatch(`button ${index}`, component.parameters.length, 1);
    }
    const expect = (subType: string) => {
      if (component && component.sub_type !== subType) {
        fail(132012, `button: Format mismatch at index ${index}, expected ${subType}, received ${component.sub_type}`);
      }
    };
    switch (button.type) {
      case 'QUICK_REPLY': {
        expect('quick_reply');
        if (parameter && parameter.type !== 'payload') kindMismatch('button', 'payload', parameter);
        const payload = parameter?.payload ?? button.text;
        if (payload === '') fail(131008, 'components: Parameter of type payload is missing payload value');
        if (payload.length > limit.TEMPLATE_PAYLOAD) {
          fail(131009, `Button payload is too long. Max length is ${limit.TEMPLATE_PAYLOAD}`);
        }
        return { type: 'quick-reply', title: button.text, payload };
      }
      case 'URL': {
        expect('url');
        const dynamic = variablesOf(button.url).length > 0;
        if (dynamic !== (parameter !== undefined)) countMismatch(`button ${index}`, parameter ? 1 : 0, dynamic ? 1 : 0);
        if (!parameter) return { type: 'url', title: button.text, url: button.url };
        if (parameter.type !== 'text') kindMismatch('button', 'text', parameter);
        checkText(parameter.text);
        if (/\s/.test(parameter.text)) fail(132012, 'button: the URL parameter must be URL-encoded');
        return { type: 'url', title: button.text, url: button.url.replace(/\{\{[^{}]*\}\}/, parameter.text) };
      }
      case 'PHONE_NUMBER':
        if (component) countMismatch(`button ${index}`, 1, 0);
        return { type: 'phone', title: button.text, phone: button.phone_number };
      case 'COPY_CODE': {
        expect('copy_code');
        if (!parameter) return fail(131008, `Button at index ${index} of type CopyCode requires a parameter`);
        if (parameter.type !== 'coupon_code') kindMismatch('button', 'coupon_code', parameter);
        if (parameter.coupon_code === '' || parameter.coupon_code.length > limit.COUPON_CODE) {
          fail(131009, `Coupon code length invalid. Min length: 1, Max length: ${limit.COUPON_CODE}`);
        }
        return { type: 'copy-code', title: button.text ?? 'Copy code', code: parameter.coupon_code };
      }
    }
  });
}

function fill(
  part: 'header' | 'body',
  text: string,
  parameters: readonly TemplateParameter[],
  named: boolean,
  max: number,
): string {
  const variables = variablesOf(text);
  if (parameters.length !== variables.length) countMismatch(part, parameters.length, variables.length);
  const values = new Map<string, string>();
  for (const [at, parameter] of parameters.entries()) {
    const name = parameter.type === 'text' ? parameter.parameter_name : undefined;
    if (named && name === undefined) fail(100, `${part}: Parameter name is missing or empty`);
    if (!named && name !== undefined) fail(132012, `${part}: the template has positional parameters, got "${name}"`);
    const variable = name ?? variables[at] ?? '';
    if (!variables.includes(variable) || values.has(variable)) {
      fail(132000, `${part}: the template has no further parameter "${variable}"`);
    }
    values.set(named ? variable : String(at + 1), textOf(part, parameter));
  }
  const filled = text.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (_match, variable: string) => values.get(variable) ?? '');
  if (filled.length > max) {
    fail(132005, `${part}: translated text is ${filled.length} characters long, at most ${max} are allowed`);
  }
  return filled;
}

function textOf(part: string, parameter: TemplateParameter): string {
  switch (parameter.type) {
    case 'text':
      return checkText(parameter.text);
    case 'currency':
      return checkText(parameter.currency.fallback_value);
    case 'date_time':
      return checkText(parameter.date_time.fallback_value);
    default:
      return kindMismatch(part, 'text', parameter);
  }
}

function checkText(text: string): string {
  if (text === '') fail(131008, 'components: Parameter of type text is missing text value');
  if (/[\r\n\t]| {5,}/.test(text)) {
    fail(132018, 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces');
  }
  return text;
}

function countMismatch(part: string, received: number, expected: number): never {
  return fail(
    132000,
    `${part}: number of localizable_params (${received}) does not match the expected number of params (${expected})`,
  );
}

function kindMismatch(part: string, expected: string, parameter: TemplateParameter): never {
  return fail(
    132012,
    `${part}: Format mismatch, expected ${expected.toUpperCase()}, received ${parameter.type.toUpperCase()}`,
  );
}
