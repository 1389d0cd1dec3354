import type { DraftButton } from '../draft.js';
import {
  MAX_BUTTON_LABEL,
  MAX_BUTTONS,
  MAX_COPY_CODE,
  MAX_COPY_CODE_BUTTONS,
  MAX_PHONE_BUTTONS,
  MAX_URL,
  MAX_URL_BUTTONS,
} from '../limits.js';
import { dialled } from '../phone.js';
import { templateError, templateWarning, type TemplateFinding } from './finding.js';
import { checkEmoji, checkLength, checkMarkup, checkOneLine } from './text-rules.js';

const KINDS: Record<DraftButton['type'], { title: string; max: number }> = {
  'quick-reply': { title: 'quick replies', max: MAX_BUTTONS },
  url: { title: 'links', max: MAX_URL_BUTTONS },
  phone: { title: 'phone numbers', max: MAX_PHONE_BUTTONS },
  'copy-code': { title: 'buttons that copy a code', max: MAX_COPY_CODE_BUTTONS },
};

export function checkButtons(buttons: readonly DraftButton[]): TemplateFinding[] {
  return [
    ...checkCounts(buttons),
    ...checkOrder(buttons),
    ...checkTwins(buttons),
    ...buttons.flatMap((button, at) => checkButton(button, `buttons[${at}]`)),
  ];
}

function checkCounts(buttons: readonly DraftButton[]): TemplateFinding[] {
  const findings: TemplateFinding[] = [];
  if (buttons.length > MAX_BUTTONS) {
    const message = `a template has at most ${MAX_BUTTONS} buttons, and this one has ${buttons.length}`;
    findings.push(templateError('buttons', buttons.length, 'too-many-buttons', message));
  }
  for (const [type, { title, max }] of Object.entries(KINDS)) {
    const count = buttons.filter((button) => button.type === type).length;
    if (max === MAX_BUTTONS || count <= max) continue;
    const message = `a template has at most ${max} ${title}, and this one has ${count}`;
    findings.push(templateError('buttons', count, 'too-many-of-a-kind', message));
  }
  return findings;
}

/** Quick replies stand together, before or after the others. */
function checkOrder(buttons: readonly DraftButton[]): TemplateFinding[] {
  const places = buttons.flatMap(({ type }, at) => (type === 'quick-reply' ? [at] : []));
  const [first = 0] = places;
  const together = places.every((at, n) => at === first + n);
  const aside = first === 0 || first + places.length === buttons.length;
  if (together && aside) return [];
  const kinds = buttons.map(({ type }) => type).join(', ');
  return [
    templateError(
      'buttons',
      kinds,
      'quick-replies-apart',
      'quick replies must stand together, before or after the other buttons',
    ),
  ];
}

/** The label is what comes back from a tap that has no payload, and what people see: two alike cannot be told apart. */
function checkTwins(buttons: readonly DraftButton[]): TemplateFinding[] {
  const seen = new Map<string, number>();
  return buttons.flatMap((button, at) => {
    if (!('text' in button)) return [];
    const folded = button.text.normalize('NFKC').trim().toLowerCase();
    const twin = seen.get(folded);
    seen.set(folded, twin ?? at);
    if (twin === undefined || folded === '') return [];
    const message = `the label "${button.text}" stands at buttons[${twin}] already`;
    return [templateError(`buttons[${at}].text`, button.text, 'label-twice', message)];
  });
}

function checkButton(button: DraftButton, place: string): TemplateFinding[] {
  switch (button.type) {
    case 'quick-reply':
      return checkLabel(`${place}.text`, button.text);
    case 'url':
      return [...checkLabel(`${place}.text`, button.text), ...checkUrl(button, place)];
    case 'phone':
      return [...checkLabel(`${place}.text`, button.text), ...checkPhone(`${place}.phone`, button.phone)];
    case 'copy-code':
      return checkCode(`${place}.sample`, button.sample);
  }
}

function checkLabel(field: string, text: string): TemplateFinding[] {
  const findings = [
    ...checkLength(field, text, MAX_BUTTON_LABEL),
    ...checkOneLine(field, text),
    ...checkMarkup(field, text),
  ];
  if (/\{\{|\}\}/.test(text)) {
    findings.push(templateError(field, text, 'variable-not-allowed', 'a label has no variables'));
  }
  return [...findings, ...checkEmoji(field, text, templateWarning)];
}

function checkUrl({ url, sample }: Extract<DraftButton, { type: 'url' }>, place: string): TemplateFinding[] {
  const field = `${place}.url`;
  const fixed = url.replace(/\{\{\s*1\s*\}\}$/, '');
  if (/[{}]/.test(fixed)) {
    const message = 'a link has one variable at most, which is {{1}} and stands at its end';
    return [templateError(field, url, 'url-variable', message)];
  }
  const findings: TemplateFinding[] = [];
  if (!isWebAddress(fixed)) findings.push(templateError(field, url, 'url', 'a link is a whole https address'));
  if (url.length > MAX_URL) {
    findings.push(templateError(field, url, 'url-too-long', `a link has at most ${MAX_URL} characters`));
  }
  return [...findings, ...checkUrlSample(fixed, fixed !== url, sample, `${place}.sample`)];
}

function checkUrlSample(
  fixed: string,
  takesSuffix: boolean,
  sample: string | undefined,
  field: string,
): TemplateFinding[] {
  if (!takesSuffix) {
    if (sample === undefined) return [];
    return [templateWarning(field, sample, 'sample-unused', 'a link without a variable needs no sample')];
  }
  if (sample === undefined || sample.trim() === '') {
    return [
      templateError(
        field,
        '',
        'sample-missing',
        'a link with a variable needs a sample: a whole address as it may look',
      ),
    ];
  }
  if (sample.startsWith(fixed) && sample.length > fixed.length && isWebAddress(sample)) return [];
  return [templateError(field, sample, 'sample-format', `the sample must begin with ${fixed} and go on`)];
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]+/i.test(text) && !/\s/.test(text) && URL.canParse(text);
}

/** As long as a number can be anywhere (E.164); Meta's own limit of 20 signs is beyond it. */
function checkPhone(field: string, phone: string): TemplateFinding[] {
  if (/^\+?\d{5,15}$/.test(dialled(phone))) return [];
  const message = 'a phone number is dialled with its country code, such as +43 660 123456, and has at most 15 digits';
  return [templateError(field, phone, 'phone', message)];
}

function checkCode(field: string, sample: string): TemplateFinding[] {
  if (sample.trim() === '') return [templateError(field, sample, 'sample-missing', 'the code needs a sample')];
  if (sample.length <= MAX_COPY_CODE) return [];
  return [templateError(field, sample, 'text-too-long', `a code has at most ${MAX_COPY_CODE} characters`)];
}
