import { matchLanguage } from '../language.js';
import type { FlowDefinition } from '../definition/flow-definition.js';
import type { DocumentPath, Report } from '../definition/finding.js';
import { courseWordIn } from '../words/course.js';
import { foldText } from '../words/fold.js';
import { wordsFor } from '../words/words.js';

export interface Keyword {
  text: string;
  language?: string;
}

/** Checks what stands above the steps and is neither text nor template; gives the keywords as one list. */
export function checkHead(head: Pick<FlowDefinition, 'languages' | 'title' | 'start'>, report: Report): Keyword[] {
  const { languages, title } = head;
  for (const [index, language] of languages.entries()) {
    if (languages.findIndex((other) => other.toLowerCase() === language.toLowerCase()) < index) {
      report({
        severity: 'error',
        rule: 'language-duplicate',
        message: `"${language}" is listed twice`,
        path: ['languages', index],
      });
    }
  }
  for (const [text, path] of versions(title, ['title'])) {
    if (/\{\{|\{%/.test(text))
      report({
        severity: 'error',
        rule: 'title-plain',
        message: 'the title is shown in lists, without a contact: nothing can be filled in',
        path,
      });
  }
  if (typeof title !== 'string') {
    for (const language of languages) {
      if (matchLanguage(Object.keys(title), language) === undefined)
        report({
          severity: 'warning',
          rule: 'translation-missing',
          message: `there is no title for "${language}"`,
          path: ['title'],
        });
    }
  }
  return checkKeywords(head, report);
}

function checkKeywords({ start, languages }: Pick<FlowDefinition, 'languages' | 'start'>, report: Report): Keyword[] {
  if (!start) return [];
  const { keywords } = start;
  const listed = Array.isArray(keywords)
    ? keywords.map((text, index) => ({ text, path: ['start', 'keywords', index] }))
    : Object.entries(keywords).flatMap(([language, words]) =>
        words.map((text, index) => ({ text, language, path: ['start', 'keywords', language, index] })),
      );
  const taken = new Map<string, string>();
  for (const { stop, restart } of languages.map((language) => wordsFor(language).keywords)) {
    for (const word of [...stop, ...restart]) taken.set(foldText(word), 'it always stops or restarts, in every flow');
  }
  for (const { text, path } of listed) {
    const folded = foldText(text);
    const why = taken.get(folded);
    if (why !== undefined)
      report({ severity: 'error', rule: 'keyword-taken', message: `"${text}" cannot start the flow: ${why}`, path });
    taken.set(folded, 'it is listed twice');
    const word = courseWordIn(text, languages);
    if (word !== undefined)
      report({
        severity: 'warning',
        rule: 'keyword-in-survey',
        message: `"${text}" starts the flow only while no survey runs: in one it means "${word}"`,
        path,
      });
  }
  return listed.map(({ path: _, ...keyword }) => keyword);
}

function versions(text: FlowDefinition['title'], path: DocumentPath): [string, DocumentPath][] {
  return typeof text === 'string'
    ? [[text, path]]
    : Object.entries(text).map(([tag, version]) => [version, [...path, tag]]);
}
