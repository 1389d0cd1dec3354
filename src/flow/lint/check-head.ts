import type { Keyword } from '../compiled-flow.js';
import { matchLanguage } from '../language.js';
import type { FlowDefinition } from '../definition/flow-definition.js';
import type { DocumentPath, Report } from '../definition/finding.js';
import { courseWordIn } from '../words/course.js';
import { foldText } from '../words/fold.js';
import { wordsFor } from '../words/words.js';

export interface HeadKeywords {
  /** What starts the flow. */
  keywords: Keyword[];
  /** What asks for a person in the middle of it. */
  askForPerson: Keyword[];
}

/** Checks what stands above the steps and is neither text nor template; gives the keywords as lists. */
export function checkHead(
  head: Pick<FlowDefinition, 'languages' | 'title' | 'start' | 'person'>,
  report: Report,
): HeadKeywords {
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
  const starting = listed(head.start?.keywords, ['start', 'keywords']);
  const asking = listed(head.person?.keywords, ['person', 'keywords']);
  checkKeywords(head.languages, { starting, asking }, report);
  return { keywords: starting.map(withoutPath), askForPerson: asking.map(withoutPath) };
}

interface ListedKeyword extends Keyword {
  path: DocumentPath;
}

function listed(
  keywords: NonNullable<FlowDefinition['start']>['keywords'] | undefined,
  path: DocumentPath,
): ListedKeyword[] {
  if (keywords === undefined) return [];
  if (Array.isArray(keywords)) return keywords.map((text, index) => ({ text, path: [...path, index] }));
  return Object.entries(keywords).flatMap(([language, words]) =>
    words.map((text, index) => ({ text, language, path: [...path, language, index] })),
  );
}

function withoutPath({ path: _, ...keyword }: ListedKeyword): Keyword {
  return keyword;
}

function checkKeywords(
  languages: readonly string[],
  { starting, asking }: { starting: readonly ListedKeyword[]; asking: readonly ListedKeyword[] },
  report: Report,
): void {
  const taken = new Map<string, string>();
  for (const { stop, restart } of languages.map((language) => wordsFor(language).keywords)) {
    for (const word of [...stop, ...restart]) taken.set(foldText(word), 'it always stops or restarts, in every flow');
  }
  const claim = ({ text, path }: ListedKeyword, does: string): void => {
    const folded = foldText(text);
    const why = taken.get(folded);
    if (why !== undefined)
      report({ severity: 'error', rule: 'keyword-taken', message: `"${text}" cannot ${does}: ${why}`, path });
    taken.set(folded, 'it is listed twice');
  };
  for (const keyword of starting) {
    claim(keyword, 'start the flow');
    const word = courseWordIn(keyword.text, languages);
    if (word !== undefined)
      report({
        severity: 'warning',
        rule: 'keyword-in-survey',
        message: `"${keyword.text}" starts the flow only while no survey runs: in one it means "${word}"`,
        path: keyword.path,
      });
  }
  for (const keyword of asking) claim(keyword, 'ask for a person');
}

function versions(text: FlowDefinition['title'], path: DocumentPath): [string, DocumentPath][] {
  return typeof text === 'string'
    ? [[text, path]]
    : Object.entries(text).map(([tag, version]) => [version, [...path, tag]]);
}
