import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CanvassInterview } from './canvass-interview.js';
import type { Condition } from './conditions.js';
import type { Interview } from './engine.js';
import type { Question, Reply, Survey } from './survey.js';
import { asSurveyJs, hasSurveyCore, SurveyJsInterview } from './surveyjs-interview.js';

// Where Canvass and survey-core differ, and mean to: docs/oracle.md has each with its reason, under the same name.

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'oracle.md'), 'utf8');
const withSurveyCore = hasSurveyCore() ? describe : describe.skip;

function question(id: string, kind: Question['kind'], more: Partial<Question> = {}): Question {
  return { id, kind, optional: true, options: [], points: 5, of: [], ...more };
}

const OPTIONS = [
  { id: 'a', label: 'Apple pie' },
  { id: 'b', label: 'Bread' },
];

/** Asks some questions and then, on a condition, one more: is it asked? */
function asksTheLast(
  start: (survey: Survey) => Interview,
  before: Question[],
  replies: Reply[],
  when: Condition,
): boolean {
  const interview = start({ blocks: [...before, question('last', 'text', { when })] });
  for (const reply of replies) interview.reply(reply, 0);
  return interview.asked()?.id === 'last';
}

const canvass = (survey: Survey): Interview => new CanvassInterview(survey, 'conditions may fail');
const surveyJs = (survey: Survey): Interview => new SurveyJsInterview(asSurveyJs(survey));

/** Name in docs/oracle.md, the questions and replies, the condition in both languages; whether Canvass asks. survey-core does the opposite. */
const CONDITIONS: [string, Question[], Reply[], Condition, boolean][] = [
  ['Capitals', [question('why', 'text')], ['Late'], { cel: "why == 'late'", surveyJs: "{why} = 'late'" }, false],
  [
    'Nothing is not at most nothing',
    [question('one', 'number'), question('two', 'number')],
    [undefined, undefined],
    { cel: 'one <= two', surveyJs: '{one} <= {two}' },
    false,
  ],
  [
    'Nothing plus one',
    [question('cups', 'number')],
    [undefined],
    { cel: 'cups + 1 > 0', surveyJs: '{cups} + 1 > 0' },
    false,
  ],
  [
    'Not what cannot be said',
    [question('why', 'text')],
    [undefined],
    { cel: "!why.contains('late')", surveyJs: "!({why} contains 'late')" },
    false,
  ],
];

withSurveyCore('conditions', () => {
  test.each(CONDITIONS)('%s', (name, before, replies, when, expected) => {
    expect(asksTheLast(canvass, before, replies, when)).toBe(expected);
    expect(asksTheLast(surveyJs, before, replies, when)).toBe(!expected);
    expect(page).toContain(`**${name}**`);
  });

  /** What docs/oracle.md says to write instead, so that both mean the same. */
  test.each<[string, Question[], Reply[], Condition]>([
    [
      'capitals',
      [question('why', 'text')],
      ['Late'],
      { cel: "why.lowerAscii() == 'late'", surveyJs: "{why} = 'late'" },
    ],
    ['sums', [question('cups', 'number')], [undefined], { cel: 'sum([cups, 1]) > 0', surveyJs: '{cups} + 1 > 0' }],
    [
      'words',
      [question('why', 'text')],
      [undefined],
      { cel: "why == null || !why.contains('late')", surveyJs: "!({why} contains 'late')" },
    ],
  ])('%s, written so that both agree', (_, before, replies, when) => {
    expect(asksTheLast(canvass, before, replies, when)).toBe(true);
    expect(asksTheLast(surveyJs, before, replies, when)).toBe(true);
  });
});

withSurveyCore('answers', () => {
  test('Order of picks', () => {
    const survey: Survey = { blocks: [question('likes', 'many', { options: OPTIONS })] };
    const kept = [canvass(survey), surveyJs(survey)].map((interview) => {
      interview.reply(['b', 'a'], 0);
      return interview.kept();
    });
    expect(kept).toEqual([{ likes: ['a', 'b'] }, { likes: ['b', 'a'] }]);
    expect(page).toContain('**Order of picks**');
  });

  test('A pick that is gone', () => {
    const when = { cel: 'more', surveyJs: '{more} = true' };
    const [first = OPTIONS[0], second = OPTIONS[1]] = OPTIONS;
    const survey: Survey = {
      blocks: [
        question('more', 'yes-no'),
        question('likes', 'many', {
          options: [first, second, { id: 'c', label: 'Cucumber', when }].flatMap((o) => o ?? []),
        }),
        question('last', 'text'),
      ],
    };
    const asked = [canvass(survey), surveyJs(survey)].map((interview) => {
      interview.reply(true, 0);
      interview.reply(['a', 'c'], 0);
      interview.change('more', false, 0);
      return [interview.asked()?.id, interview.kept()['likes']];
    });
    expect(asked).toEqual([
      ['likes', undefined],
      ['last', ['a']],
    ]);
    expect(page).toContain('**A pick that is gone**');
  });

  test('A mind changed twice', () => {
    const when = { cel: "first == 'a'", surveyJs: "{first} = 'a'" };
    const instead = { cel: "first == 'b'", surveyJs: "{first} = 'b'" };
    const survey: Survey = {
      blocks: [
        question('first', 'single', { options: OPTIONS }),
        question('instead', 'text', { when: instead }),
        question('details', 'text', { when }),
        question('last', 'text'),
      ],
    };
    const asked = [canvass(survey), surveyJs(survey)].map((interview) => {
      interview.reply('a', 0);
      interview.reply('late', 0);
      interview.change('first', 'b', 0);
      expect(interview.asked()?.id).toBe('instead');
      interview.change('first', 'a', 0);
      return [interview.asked()?.id, interview.kept()];
    });
    expect(asked).toEqual([
      ['last', { first: 'a', details: 'late' }],
      ['details', { first: 'a' }],
    ]);
    expect(page).toContain('**A mind changed twice**');
  });
});
