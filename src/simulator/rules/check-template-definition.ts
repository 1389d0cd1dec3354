import { refusal, type Refusal } from '../meta-errors.js';
import { variablesOf, type TemplateButton, type TemplateCreation } from '../templates/template.js';
import * as limit from './limits.js';

/** Subcodes of code 100 that Meta gives when a template is created. */
const BODY_FORMAT = 2388072;
const HEADER_FORMAT = 2388047;
const FOOTER_FORMAT = 2388073;
const FIELD_TOO_LONG = 2388040;
const TOO_MANY_VARIABLES = 2388293;
const VARIABLE_AT_THE_EDGE = 2388299;

const invalid = (details: string, subcode?: number) => refusal(100, details, subcode);

/** What Meta refuses in a new template, before anybody reviews it. The caller takes the first. */
export function* checkTemplateDefinition(template: TemplateCreation): Generator<Refusal> {
  if (!limit.TEMPLATE_NAME.test(template.name)) {
    yield invalid('Template name may only have lower-case letters, digits and underscores, 1 to 512 of them');
  }
  if (!/^[a-z]{2,3}(_[A-Z]{2,3})?$/.test(template.language))
    yield invalid(`Language ${template.language} is not supported`);
  const types = template.components.map((component) => component.type);
  if (new Set(types).size !== types.length) yield invalid('Each component may appear once');
  if (!types.includes('BODY')) yield invalid('A BODY component is required', BODY_FORMAT);
  const named = template.parameter_format === 'NAMED';
  for (const component of template.components) {
    switch (component.type) {
      case 'HEADER':
        yield* checkHeader(component, named);
        break;
      case 'BODY':
        yield* checkBody(component, named);
        break;
      case 'FOOTER':
        if (component.text === '') yield invalid('FOOTER: text must not be empty', FOOTER_FORMAT);
        if (component.text.length > limit.TEMPLATE_FOOTER) yield tooLong('FOOTER', limit.TEMPLATE_FOOTER);
        if (variablesOf(component.text).length > 0) yield invalid('FOOTER: no variables are allowed', FOOTER_FORMAT);
        break;
      case 'BUTTONS':
        yield* checkButtons(component.buttons);
        break;
    }
  }
}

type Header = Extract<TemplateCreation['components'][number], { type: 'HEADER' }>;
type Body = Extract<TemplateCreation['components'][number], { type: 'BODY' }>;

function* checkHeader(header: Header, named: boolean): Generator<Refusal> {
  if (header.format !== 'TEXT') {
    if (header.text !== undefined) yield invalid(`HEADER: ${header.format} has no text`, HEADER_FORMAT);
    if (header.format !== 'LOCATION' && header.example?.['header_handle'] === undefined) {
      yield invalid('HEADER: a sample (example.header_handle) is required', HEADER_FORMAT);
    }
    return;
  }
  const text = header.text ?? '';
  if (text === '') yield invalid('HEADER: text is required', HEADER_FORMAT);
  if (text.length > limit.TEMPLATE_HEADER) yield tooLong('HEADER', limit.TEMPLATE_HEADER);
  if (/[\r\n]/.test(text)) yield invalid('HEADER: no line breaks are allowed', HEADER_FORMAT);
  const variables = variablesOf(text);
  if (variables.length > 1) yield invalid('HEADER: at most one variable is allowed', HEADER_FORMAT);
  yield* checkVariables('HEADER', variables, named, HEADER_FORMAT);
  const samples = samplesIn(header.example, 'header_text');
  if (samples !== variables.length) yield invalid('HEADER: a sample is required for each variable', HEADER_FORMAT);
}

function* checkBody(body: Body, named: boolean): Generator<Refusal> {
  const text = body.text;
  if (text.trim() === '') yield invalid('BODY: text is required', BODY_FORMAT);
  if (text.length > limit.TEMPLATE_BODY) yield tooLong('BODY', limit.TEMPLATE_BODY);
  const variables = variablesOf(text);
  yield* checkVariables('BODY', variables, named, BODY_FORMAT);
  if (/^\s*\{\{|\}\}\s*$/.test(text)) {
    yield invalid('BODY: text must not begin or end with a variable', VARIABLE_AT_THE_EDGE);
  }
  if (/\}\}\s*\{\{/.test(text)) yield invalid('BODY: variables must not stand side by side', BODY_FORMAT);
  // Meta publishes no ratio; its own shortest examples ("Hi {{1}}, ready?") have two words a variable.
  const words = text
    .replace(/\{\{[^{}]*\}\}/g, ' ')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (variables.length > 0 && words.length < 2 * variables.length) {
    yield invalid('BODY: too many variables for the length of the text', TOO_MANY_VARIABLES);
  }
  if (samplesIn(body.example, 'body_text') !== variables.length) {
    yield invalid('BODY: a sample is required for each variable', BODY_FORMAT);
  }
}

function* checkVariables(part: string, variables: string[], named: boolean, subcode: number): Generator<Refusal> {
  if (named) {
    const bad = variables.find((name) => !/^[a-z][a-z0-9_]*$/.test(name));
    if (bad !== undefined)
      yield invalid(`${part}: variable {{${bad}}} must be lower-case letters, digits, underscores`, subcode);
    return;
  }
  const numbers = variables.map(Number).toSorted((a, b) => a - b);
  if (numbers.some((number, at) => number !== at + 1)) {
    yield invalid(`${part}: variables must be {{1}}, {{2}} and so on without a gap`, subcode);
  }
}

/** `body_text` is a list of lists, `header_text` a list, the named forms are lists of objects. */
function samplesIn(example: Record<string, unknown> | undefined, key: string): number {
  const named = example?.[`${key}_named_params`];
  if (Array.isArray(named)) return named.length;
  const positional: unknown = example?.[key];
  if (!Array.isArray(positional)) return 0;
  const first: unknown = positional[0];
  return Array.isArray(first) ? first.length : positional.length;
}

function* checkButtons(buttons: readonly TemplateButton[]): Generator<Refusal> {
  if (buttons.length < 1 || buttons.length > limit.TEMPLATE_BUTTONS) {
    yield invalid(`BUTTONS: 1 to ${limit.TEMPLATE_BUTTONS} buttons are allowed`);
  }
  const count = (type: TemplateButton['type']) => buttons.filter((button) => button.type === type).length;
  if (count('URL') > limit.TEMPLATE_URL_BUTTONS)
    yield invalid(`BUTTONS: at most ${limit.TEMPLATE_URL_BUTTONS} URL buttons are allowed`);
  if (count('PHONE_NUMBER') > 1) yield invalid('BUTTONS: at most one phone number button is allowed');
  if (count('COPY_CODE') > 1) yield invalid('BUTTONS: at most one copy code button is allowed');
  const quick = buttons.flatMap((button, at) => (button.type === 'QUICK_REPLY' ? [at] : []));
  const [first = 0] = quick;
  if (quick.some((at, n) => at !== first + n)) yield invalid('BUTTONS: quick replies must stand together');
  const labels = buttons.flatMap((button) => (button.text === undefined ? [] : [button.text]));
  if (labels.some((label) => label.trim() === '')) yield invalid('BUTTONS: text is required');
  if (labels.some((label) => label.length > limit.TEMPLATE_BUTTON_LABEL)) {
    yield tooLong('BUTTONS', limit.TEMPLATE_BUTTON_LABEL);
  }
  if (new Set(labels).size !== labels.length) yield invalid('BUTTONS: texts must be unique');
  for (const button of buttons) {
    if (button.type === 'URL') yield* checkUrl(button);
    if (
      button.type === 'PHONE_NUMBER' &&
      !new RegExp(`^\\+?\\d{5,${limit.TEMPLATE_PHONE - 1}}$`).test(button.phone_number)
    ) {
      yield invalid('BUTTONS: phone number is not valid');
    }
  }
}

function* checkUrl(button: Extract<TemplateButton, { type: 'URL' }>): Generator<Refusal> {
  const fixed = button.url.replace(/\{\{1\}\}$/, '');
  if (!URL.canParse(fixed) || !/^https?:/.test(fixed) || button.url.length > limit.URL_LENGTH) {
    yield invalid('BUTTONS: URL is not valid');
  }
  if (/[{}]/.test(fixed)) yield invalid('BUTTONS: a URL may have one variable, {{1}}, at its end');
  if (fixed !== button.url && (button.example ?? []).length !== 1) {
    yield invalid('BUTTONS: a sample is required for the variable of a URL');
  }
}

function tooLong(part: string, max: number): Refusal {
  return invalid(`${part}: text is too long. Max length is ${max}`, FIELD_TOO_LONG);
}
