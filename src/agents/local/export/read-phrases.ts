import { z } from 'zod';
import { lenientFlag, lenientList, lenientText, parseEach } from '../../../channels/cloud-payload/lenient.js';
import type { Phrase, PhrasePart } from '../local-agent.js';
import { lenientLanguage } from './export-file.js';
import { LONGEST_PHRASE } from './limits.js';

const Part = z.object({ text: lenientText, alias: lenientText, meta: lenientText });
const UserSays = z.object({ data: lenientList, isTemplate: lenientFlag, lang: lenientLanguage });

/** `@entity:alias`, or `@entity` alone, in a template. */
const SLOT = /@([\p{L}\p{N}_.-]*[\p{L}\p{N}_-])(?::([\p{L}\p{N}_-]+))?/gu;

export interface ReadPhrase {
  /** As the phrase says itself; the file's name tells it otherwise. */
  language: string | undefined;
  phrase: Phrase;
}

/** The training phrases of a file, empty and endless ones left out. */
export function readPhrases(content: unknown): ReadPhrase[] {
  return parseEach(Array.isArray(content) ? content : [], UserSays).flatMap(({ data, isTemplate, lang }) => {
    const parts = parseEach(data, Part);
    const phrase =
      isTemplate === true ? readTemplate(parts.map(({ text = '' }) => text).join('')) : joined(parts.map(partOf));
    const length = phrase.reduce((sum, part) => sum + textOf(part).length, 0);
    return length > LONGEST_PHRASE || isEmpty(phrase) ? [] : [{ language: lang, phrase }];
  });
}

/** "Send @sys.number:count boxes": the values are slots that anything of the entity fills. */
export function readTemplate(template: string): Phrase {
  const parts: PhrasePart[] = [];
  let from = 0;
  for (const match of template.matchAll(SLOT)) {
    const [whole, entity, alias] = match;
    parts.push(template.slice(from, match.index), { entity: `@${entity}`, ...(alias !== undefined && { alias }) });
    from = match.index + whole.length;
  }
  return joined([...parts, template.slice(from)]);
}

function partOf({ text = '', alias, meta }: z.infer<typeof Part>): PhrasePart {
  // `@sys.ignore` marks words that stand for nothing.
  if (meta === undefined || !meta.startsWith('@') || meta === '@sys.ignore') return text;
  return { text, entity: meta, ...(alias !== undefined && alias !== '' && { alias }) };
}

/** Plain words next to each other as one part, empty ones left out. */
function joined(parts: readonly PhrasePart[]): Phrase {
  const phrase: Phrase = [];
  for (const part of parts) {
    const last = phrase.at(-1);
    if (typeof part === 'string' && typeof last === 'string') phrase[phrase.length - 1] = last + part;
    else if (part !== '') phrase.push(part);
  }
  return phrase;
}

function isEmpty(phrase: Phrase): boolean {
  return phrase.every((part) => typeof part === 'string' && part.trim() === '');
}

function textOf(part: PhrasePart): string {
  return typeof part === 'string' ? part : (part.text ?? '');
}
