import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { CanvassInterview } from './canvass-interview.js';
import type { Asked } from './engine.js';
import { at } from './conditions.js';
import { questionsOf, replyTo, surveys } from './survey.js';
import type { Survey, Value } from './survey.js';
import { asSurveyJs, hasSurveyCore, SurveyJsInterview } from './surveyjs-interview.js';

// Random surveys and random people, asked by Canvass and by survey-core 3, which knows nothing of Canvass: both have to
// ask the same questions in the same order, offer the same options, and keep the same answers. Where the two differ on
// purpose is in docs/oracle.md; exceptions.test.ts has each of those differences as a test.

const withSurveyCore = hasSurveyCore() ? describe : describe.skip;
if (!hasSurveyCore() && process.env['REQUIRE_ALL'] === '1')
  test('survey-core is there', () => {
    throw new Error('survey-core is missing in bench/engine: npm test installs it, and could not');
  });

/** An earlier answer is changed before a question is answered: the how-manieth of those given so far, to what chance says. */
interface Change {
  before: number;
  of: number;
  to: number;
  how: number;
}

interface Course {
  asked: Asked[];
  kept: Record<string, Value>;
  changed: number;
}

/** Takes both through the same survey with the same person, and holds one against the other at every question. */
function interview(survey: Survey, chances: readonly number[], changes: readonly Change[] = []): Course {
  const questions = new Map(questionsOf(survey).map((question) => [question.id, question]));
  const canvass = new CanvassInterview(survey);
  const surveyJs = new SurveyJsInterview(asSurveyJs(survey));
  const course: Course = { asked: [], kept: {}, changed: 0 };
  const waiting = [...changes];

  for (;;) {
    const asked = canvass.asked();
    expect({ after: course.asked, asked }).toEqual({ after: course.asked, asked: surveyJs.asked() });
    const question = asked && questions.get(asked.id);
    if (!asked || !question) break;

    // After a change, Canvass drops an answer when the way goes past its question, survey-core at once: until both have
    // the same, a second change is another matter (docs/oracle.md).
    const kept = sorted(canvass.kept());
    const settled = isDeepStrictEqual(kept, sorted(surveyJs.kept()));
    const earlier = settled ? Object.keys(kept).filter((id) => id !== asked.id) : [];
    const next = waiting.findIndex(({ before }) => before <= course.asked.length);
    const change = next === -1 || earlier.length === 0 ? undefined : waiting.splice(next, 1)[0];
    const old = change && questions.get(at(earlier, change.of));
    if (change && old) {
      const offered = canvass.offered(old.id);
      expect({ of: old.id, offered }).toEqual({ of: old.id, offered: surveyJs.offered(old.id) });
      const reply = replyTo(old, offered, change.to);
      canvass.change(old.id, reply, change.how);
      surveyJs.change(old.id, reply);
      course.changed += 1;
      continue;
    }
    course.asked.push(asked);
    const chance = at(chances, course.asked.length);
    const reply = replyTo(question, asked.options, chance);
    canvass.reply(reply, chance);
    surveyJs.reply(reply);
  }
  course.kept = sorted(canvass.kept());
  expect(course.kept).toEqual(sorted(surveyJs.kept()));
  return course;
}

/** Picks in one order: Canvass keeps the author's, survey-core the order in which they were ticked. */
function sorted(kept: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(kept).map(([id, value]) => [id, Array.isArray(value) ? value.toSorted() : value]),
  );
}

const people = fc.array(fc.nat(1_000), { minLength: 20, maxLength: 20 });

withSurveyCore('beside survey-core', () => {
  test('the same questions in the same order, the same options, the same answers', () => {
    const seen = { asked: 0, questions: 0, options: 0, offered: 0 };
    fc.assert(
      fc.property(surveys({ wholePicks: false }), people, (survey, chances) => {
        const { asked } = interview(survey, chances);
        const questions = questionsOf(survey).filter(({ kind }) => kind !== 'sum');
        const shown = new Map(asked.map(({ id, options }) => [id, options.length]));
        const choices = questions.filter(({ id, options }) => options.length > 0 && shown.has(id));
        seen.questions += questions.length;
        seen.asked += asked.length;
        seen.options += choices.reduce((sum, { options }) => sum + options.length, 0);
        seen.offered += choices.reduce((sum, { id }) => sum + (shown.get(id) ?? 0), 0);
      }),
      { numRuns: 300 },
    );
    // Surveys in which everything is asked would agree about nothing.
    expect(seen.asked / seen.questions).toBeGreaterThan(0.4);
    expect(seen.asked / seen.questions).toBeLessThan(0.9);
    expect(seen.offered / seen.options).toBeLessThan(0.95);
  });

  test('the same after earlier answers were changed', () => {
    let changed = 0;
    fc.assert(
      fc.property(
        surveys({ wholePicks: true }),
        people,
        fc.array(fc.record({ before: fc.nat(8), of: fc.nat(20), to: fc.nat(1_000), how: fc.nat(20) }), {
          minLength: 1,
          maxLength: 3,
        }),
        (survey, chances, changes) => {
          changed += interview(survey, chances, changes).changed;
        },
      ),
      { numRuns: 150 },
    );
    expect(changed).toBeGreaterThan(100);
  });
});
