import { courseWordIn, courseWordsFor } from './course.js';
import type { CourseWord } from './course.js';
import { foldText } from './fold.js';
import { wordsByLanguage } from './words.js';

const languages = Object.entries(wordsByLanguage);
const kinds = ['back', 'help', 'language', 'keep'] as const satisfies CourseWord[];

/** What stands in quotation marks of any language. */
function quotedIn(text: string): string[] {
  return [...text.matchAll(/["„«“]\s*([^"„“”«»]+?)\s*["“”»]/g)].map(([, word = '']) => word);
}

describe.each(languages)('%s', (language, words) => {
  const course = courseWordsFor(language);

  test.each(kinds)('every form means "%s"', (kind) => {
    expect(course.forms[kind].length).toBeGreaterThan(2);
    for (const form of course.forms[kind]) {
      expect(courseWordIn(`  ${form.toUpperCase()}!`, [language])).toBe(kind);
      expect(courseWordIn(`${form} ${form} ${form}`, [language])).toBeUndefined();
    }
  });

  test('what help tells to send does what it says', () => {
    const { answer, ...lines } = course.help;
    expect(quotedIn(answer)).toEqual([]);
    const means = {
      back: course.forms.back,
      language: course.forms.language,
      skip: words.skip,
      restart: words.keywords.restart,
      stop: words.keywords.stop,
    };
    for (const kind of ['back', 'language', 'skip', 'restart', 'stop'] as const) {
      const [word = '', ...more] = quotedIn(lines[kind]);
      expect(more).toEqual([]);
      expect(means[kind].map(foldText)).toContain(foldText(word));
    }
  });

  test('the present answer is shown whole, with the word that keeps it', () => {
    const said = course.answerSoFar('ANSWER');
    expect(said).toContain('ANSWER');
    const [word = ''] = quotedIn(said);
    expect(course.forms.keep.map(foldText)).toContain(foldText(word));
  });
});

test('a word means one thing, in whichever language it is typed', () => {
  const meanings = new Map<string, Set<string>>();
  const add = (meaning: string, forms: readonly string[]) => {
    for (const form of forms) {
      const folded = foldText(form);
      meanings.set(folded, (meanings.get(folded) ?? new Set()).add(meaning));
    }
  };
  for (const [language, words] of languages) {
    const { forms } = courseWordsFor(language);
    for (const kind of kinds) add(kind, forms[kind]);
    add('stop', words.keywords.stop);
    add('restart', words.keywords.restart);
    add('skip', [words.prompt.skip, ...words.skip]);
    add('done', [words.prompt.done, ...words.done]);
    add('all', words.all);
    add('yes', [words.yesLabel, ...words.yes]);
    add('no', [words.noLabel, ...words.no]);
  }
  const double = [...meanings].filter(([, of]) => of.size > 1 && kinds.some((kind) => of.has(kind)));
  expect(double).toEqual([]);
  expect(meanings.has('')).toBe(false);
});
