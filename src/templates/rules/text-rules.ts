import { templateError, templateWarning, type TemplateFinding } from './finding.js';

const VARIABLES = /\{\{[^{}]*\}\}/g;
const LINE_BREAK = /[\r\n\u2028\u2029]/;
const EMOJI = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f/u;
/** What WhatsApp shows as bold, italics, struck out or code. A lone sign is none, but an asterisk is refused all the same. */
const MARKUP = /\*|(?<![\p{L}\p{N}])(_[^_\s][^_]*_|~[^~\s][^~]*~)(?![\p{L}\p{N}])|`/u;

export function checkLength(field: string, text: string, max: number): TemplateFinding[] {
  if (text.trim() === '') return [templateError(field, text, 'text-empty', `${field} has no text`)];
  if (text.length <= max) return [];
  return [templateError(field, text, 'text-too-long', `${field} has ${text.length} characters, allowed ${max}`)];
}

/** One line without markup and emoji, as headers and footers must be. */
export function checkPlainLine(field: string, text: string): TemplateFinding[] {
  return [...checkOneLine(field, text), ...checkMarkup(field, text), ...checkEmoji(field, text, templateError)];
}

export function checkOneLine(field: string, text: string): TemplateFinding[] {
  return LINE_BREAK.test(text) ? [templateError(field, text, 'line-break', `${field} must be one line`)] : [];
}

export function checkMarkup(field: string, text: string): TemplateFinding[] {
  if (!MARKUP.test(text.replace(VARIABLES, ''))) return [];
  return [
    templateError(field, text, 'markup', `${field} must not have asterisks or other signs for bold, italics or code`),
  ];
}

export function checkEmoji(
  field: string,
  text: string,
  found: typeof templateError | typeof templateWarning,
): TemplateFinding[] {
  return EMOJI.test(text) ? [found(field, text, 'emoji', `${field} must not have emoji`)] : [];
}

/** More room than a reader needs: three empty lines, five spaces. Meta's reviewers reject it as badly formatted. */
export function checkGaps(field: string, text: string): TemplateFinding[] {
  if (!/(\r?\n[ \t]*){4,}| {5,}|\t/.test(text)) return [];
  const message = `${field} has tabs, more than four spaces in a row or several empty lines, for which templates are rejected`;
  return [templateWarning(field, text, 'gaps', message)];
}
