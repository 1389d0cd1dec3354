import { FormRefused } from '../finding.js';
import { isJson, Part } from './part.js';

/** The same as for flow files. */
const LONGEST_SOURCE = 5 * 1024 * 1024;
/** Panels within panels within pages are some fifteen deep. */
const DEEPEST = 60;

/** Reads a SurveyJS definition. Throws FormRefused for what is none. */
export function readSurvey(source: string): Part {
  if (source.length > LONGEST_SOURCE)
    throw new FormRefused(`the file has ${source.length} characters; at most ${LONGEST_SOURCE} are read`);
  if (depthOf(source) > DEEPEST) throw new FormRefused(`the JSON is nested more than ${DEEPEST} deep`);
  let value: unknown;
  try {
    value = JSON.parse(source.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new FormRefused(`the file is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  if (!isJson(value)) throw new FormRefused('a SurveyJS definition is a JSON object with "pages" or "elements"');
  if (!['pages', 'elements', 'questions'].some((key) => Array.isArray(value[key])))
    throw new FormRefused('the JSON has neither "pages" nor "elements": it is no SurveyJS definition');
  return new Part(value, '');
}

function depthOf(source: string): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at];
    if (inText) {
      if (char === '\\') at += 1;
      else if (char === '"') inText = false;
    } else if (char === '"') inText = true;
    else if (char === '{' || char === '[') deepest = Math.max(deepest, (depth += 1));
    else if (char === '}' || char === ']') depth -= 1;
  }
  return deepest;
}
