import type { TemplateDraft } from '../draft.js';
import { MAX_BODY, MAX_FOOTER, MAX_HEADER_TEXT } from '../limits.js';
import { fillPlaceholders, placeholdersOf } from '../placeholders.js';
import { checkButtons } from './button-rules.js';
import { templateError, templateWarning, type TemplateFinding } from './finding.js';
import { checkHead } from './head-rules.js';
import { checkGaps, checkLength, checkPlainLine } from './text-rules.js';
import { checkSamples, checkVariableNames, checkVariablePlaces } from './variable-rules.js';

/**
 * Holds a template against Meta's rules before it is handed in, since a refusal costs one of a hundred tries an hour
 * and a rejected name cannot be used again for a while. Source of the rules: Meta, "Template components" and the
 * subcodes of error 100; Twilio's page on error 63040 (2026). What a reviewer thinks of the words is not foreseen.
 */
export function checkDraft(draft: TemplateDraft): TemplateFinding[] {
  return [
    ...checkHead(draft),
    ...checkHeader(draft),
    ...checkBody(draft),
    ...checkFooter(draft),
    ...checkButtons(draft.buttons),
    ...checkUse(draft),
  ];
}

function checkHeader({ header, parameterFormat }: TemplateDraft): TemplateFinding[] {
  if (header === undefined || header.kind === 'location') return [];
  if (header.kind === 'media') {
    if (header.sample?.trim()) return [];
    const message = `a header with a ${header.media} needs a sample file for the review`;
    return [templateError('header.sample', header.sample ?? '', 'sample-missing', message)];
  }
  const { text, sample } = header;
  const field = 'header.text';
  const names = placeholdersOf(text);
  const findings = [
    ...checkLength(field, text, MAX_HEADER_TEXT),
    ...checkPlainLine(field, text),
    ...checkVariableNames(field, text, parameterFormat),
  ];
  if (names.length > 1) {
    findings.push(templateError(field, text, 'header-variables', 'a header has at most one variable'));
  }
  if (names.length > 0 && !sample?.trim()) {
    findings.push(
      templateError('header.sample', sample ?? '', 'sample-missing', 'the header’s variable needs a sample value'),
    );
  }
  if (names.length === 0 && sample !== undefined) {
    findings.push(templateError('header.sample', sample, 'sample-unknown', 'the header has no variable'));
  }
  return findings;
}

function checkBody({ body, samples, parameterFormat, language }: TemplateDraft): TemplateFinding[] {
  const findings = [
    ...checkLength('body', body, MAX_BODY),
    ...checkGaps('body', body),
    ...checkVariableNames('body', body, parameterFormat),
    ...checkVariablePlaces('body', body, language),
    ...checkSamples('samples', placeholdersOf(body), samples),
  ];
  const filled = fillPlaceholders(body, new Map(Object.entries(samples))).length;
  if (body.length <= MAX_BODY && filled > MAX_BODY) {
    const message = `with its samples the body has ${filled} characters, and a message of it may have ${MAX_BODY}`;
    findings.push(templateWarning('body', body, 'too-long-when-filled', message));
  }
  return findings;
}

function checkFooter({ footer }: TemplateDraft): TemplateFinding[] {
  if (footer === undefined) return [];
  const findings = [...checkLength('footer', footer, MAX_FOOTER), ...checkPlainLine('footer', footer)];
  if (/\{\{|\}\}/.test(footer)) {
    findings.push(templateError('footer', footer, 'variable-not-allowed', 'a footer has no variables'));
  }
  return findings;
}

/** Meta would take these, and no flow could send them (check-shape.ts). */
function checkUse({ header, buttons }: TemplateDraft): TemplateFinding[] {
  const found = (field: string, value: unknown, what: string) =>
    templateWarning(field, value, 'no-flow-can-send', `no flow can send a template with ${what}`);
  const suffixes = buttons.filter((button) => button.type === 'url' && placeholdersOf(button.url).length > 0).length;
  return [
    ...(header?.kind === 'location' ? [found('header', header.kind, 'a location as its header')] : []),
    ...(buttons.some(({ type }) => type === 'copy-code')
      ? [found('buttons', 'copy-code', 'a button that copies a code')]
      : []),
    ...(suffixes > 1 ? [found('buttons', suffixes, 'two links that take a suffix')] : []),
  ];
}

/** A draft with an error is not handed in. */
export function isRefused(findings: readonly TemplateFinding[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}
