import fc from 'fast-check';
import { NotCarried } from './expression.js';
import type { KnownName } from './known-name.js';
import { readCel } from './read-cel.js';
import { readSurveyJs } from './read-surveyjs.js';
import { readXPath } from './read-xpath.js';
import { writeCelCondition, writeCelValue } from './write-cel.js';
import { writeSurveyJs } from './write-surveyjs.js';
import { writeXPath } from './write-xpath.js';

const ids = (...options: string[]): Map<string, string> => new Map(options.map((option) => [option, option]));
const names: Record<string, Omit<KnownName, 'order'>> = {
  age: { id: 'age', type: 'number' },
  weight: { id: 'weight', type: 'number' },
  town: { id: 'town_', type: 'choice', options: new Map([...ids('cairo', 'lima'), ['new york', 'new_york'] as const]) },
  likes: { id: 'likes', type: 'choices', options: ids('tea', 'milk', 'none') },
  why: { id: 'why', type: 'text' },
  agree: { id: 'agree', type: 'boolean', truths: { yes: ['OK', true], no: ['', false] } },
  born: { id: 'born', type: 'date' },
  total: { id: 'total', type: 'value' },
};
const lookup = (name: string): KnownName | undefined => {
  const known = Object.hasOwn(names, name) ? names[name] : undefined;
  return known && { ...known, order: 1 };
};

describe('XLSForm conditions as CEL', () => {
  it.each([
    ["${age} >= 18 and ${town} = 'cairo'", "age >= 18 && town_ == 'cairo'"],
    ["selected(${likes}, 'tea') or selected(${town},'lima')", "'tea' in likes || town_ == 'lima'"],
    ["not(selected(${town}, 'new york'))", "town_ != 'new_york'"],
    ["not(selected(${likes}, 'tea'))", "!('tea' in likes)"],
    ["${town} != ''", 'town_ != null'],
    ["${total} = ''", "total == null || total == ''"],
    ["${age} = '5'", 'age == 5'],
    ["${total} = '1'", "total == 1 || total == '1'"],
    ['count-selected(${likes}) > 1', 'size(likes) > 1'],
    ['string-length(${why}) < 5', 'size(why) < 5'],
    ['(${age} + 1) * 2 div 3 > 4 mod 3', '(age + 1) * 2 / 3.0 > 4 % 3'],
    ["${agree} = 'OK'", 'agree == true'],
    ["not(${agree} = 'OK' and ${age} < 3)", '!(agree == true && age < 3)'],
    ["${likes} = 'tea'", "likes == ['tea']"],
    ['18 <= ${age}', 'age >= 18'],
    ['${why} = “late”', "why == 'late'"],
    ['${why} = "it\'s"', "why == 'it\\'s'"],
    // An answer that is no option can never be given; 'NaN' asks whether there is a number.
    ["${town} = 'paris' or ${age} > 3", 'age > 3'],
    ["${age} = 'NaN'", 'age == null'],
    ['if(${age} > 3, 1, 2.5) > 2', '(age > 3 ? 1.0 : 2.5) > 2'],
  ])('%s', (source, cel) => {
    expect(writeCelCondition(readXPath(source), lookup)).toBe(cel);
  });

  it.each([
    ["concat(${why}, '-', ${age})", "(why == null ? '' : why) + '-' + (age == null ? '' : string(age))"],
    ['round(${weight})', '(weight < 0 ? int(weight - 0.5) : int(weight + 0.5))'],
    ['coalesce(${age}, ${weight})', '(age != null ? age : weight)'],
    ["if(${town} = 'lima', ${age}, 0)", "(town_ == 'lima' ? age : 0.0)"],
  ])('value %s', (source, cel) => {
    expect(writeCelValue(readXPath(source), lookup)).toBe(cel);
  });

  it.each([
    ['${gone} = 1', '"gone" is not in the flow'],
    ['today() > ${born}', 'present time'],
    ["pulldata('f', 'a', 'b', ${why}) = 1", 'pulldata()'],
    ['../age > 1', 'path'],
    ['position(..) = 1', 'path'],
    ['${age} >', 'not understood'],
    ["jr:choice-name(${town}, '${town}') = 'x'", 'jr:choice-name()'],
    [`${'('.repeat(60)}1${')'.repeat(60)}`, 'nested'],
    ['round('.repeat(30) + '${age}' + ')'.repeat(30) + ' > 1', '1000 characters'],
  ])('not %s', (source, why) => {
    expect(() => writeCelCondition(readXPath(source), lookup)).toThrow(NotCarried);
    expect(() => writeCelCondition(readXPath(source), lookup)).toThrow(why);
  });
});

describe('SurveyJS conditions as CEL', () => {
  it.each([
    ["{age} >= 18 and {town} = 'cairo'", "age >= 18 && town_ == 'cairo'"],
    ["{likes} contains 'tea' or {town} <> 'lima'", "'tea' in likes || town_ != 'lima'"],
    ["{likes} anyof ['tea', 'milk']", "'tea' in likes || 'milk' in likes"],
    ["{likes} allof ['tea', 'milk']", "'tea' in likes && 'milk' in likes"],
    ["{town} anyof ['cairo', 'lima']", "town_ in ['cairo', 'lima']"],
    ['{why} notempty and {age} empty', 'why != null && age == null'],
    ["{why} contains 'late'", "(why == null ? '' : why).contains('late')"],
    ['{agree} = true and {age} =< 3', 'agree == true && age <= 3'],
    ['!({age} > 3)', '!(age > 3)'],
    ["iif({age} > 3, 'a', 'b') = 'a'", "(age > 3 ? 'a' : 'b') == 'a'"],
    ['{likes.length} > 1', 'size(likes) > 1'],
  ])('%s', (source, cel) => {
    expect(writeCelCondition(readSurveyJs(source), lookup)).toBe(cel);
  });

  it.each(['{panel.age} > 1', 'age({born}) > 18', '{age} ^ 2 > 1', '{age} 1', 'isContainerReady("x")'])(
    'not %s',
    (source) => {
      expect(() => writeCelCondition(readSurveyJs(source), lookup)).toThrow(NotCarried);
    },
  );
});

describe('CEL out and in again', () => {
  const flowNames = (name: string): KnownName | undefined => {
    const known = Object.values(names).find(({ id }) => id === name);
    return known && { ...known, order: 1 };
  };
  it.each([
    "age >= 18 && town_ == 'cairo'",
    "'tea' in likes && !('milk' in likes)",
    'town_ != null || why == null',
    'size(likes) > 1',
    'agree == true',
    '(age + 1) * 2 > weight',
    "town_ in ['cairo', 'lima']",
  ])('%s', (cel) => {
    const expression = readCel(cel, flowNames);
    const inForm = (name: string): KnownName | undefined => flowNames(name);
    const again = writeCelCondition(readXPath(writeXPath(expression, inForm)), inForm);
    const throughSurvey = writeCelCondition(readSurveyJs(writeSurveyJs(expression, inForm)), inForm);
    expect(throughSurvey).toBe(cel);
    // XPath has no lists: each option is asked for.
    expect(again).toBe(cel.startsWith('town_ in') ? "town_ == 'cairo' || town_ == 'lima'" : cel);
  });
});

it('any text is read or refused with a reason, in no time', () => {
  const piece = fc.constantFrom(
    '${age}',
    '{age}',
    '(',
    ')',
    ' and ',
    'not',
    "'",
    '"',
    '=',
    '..',
    'selected(',
    ',',
    ' contains ',
    '[',
    '!',
    '1',
    '-',
    ' empty',
    '\\',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
      ),
      (source) => {
        for (const read of [readXPath, readSurveyJs]) {
          try {
            writeCelCondition(read(source), lookup);
          } catch (cause) {
            expect(cause).toBeInstanceOf(NotCarried);
          }
        }
      },
    ),
    { numRuns: 2_000 },
  );
});
