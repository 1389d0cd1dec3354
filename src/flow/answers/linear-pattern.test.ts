import { linearPattern } from './linear-pattern.js';

const matches = (source: string, text: string) => {
  const pattern = linearPattern(source);
  if (!pattern.ok) throw new Error(pattern.problem);
  return pattern.matches(text);
};

it.each([
  ['[A-Z]{2}\\d{4}', 'AB1234', 'AB123'],
  ['^\\d{5}$', '12345', '123456'],
  ['\\d{3}-?\\d{4}', '555-0100', '555--0100'],
  ['(\\d{1,3}\\.){3}\\d{1,3}', '192.168.1.1', '192.168.1'],
  ['[^@\\s]+@[^@\\s]+\\.[a-z]{2,}', 'ann@example.org', 'ann@example'],
  ['(?:yes|no|maybe)', 'maybe', 'yesno'],
  ['a|', '', 'b'],
  ['colou?r', 'color', 'colouur'],
  ['\\p{Lu}\\p{Ll}+', 'Ärger', 'ärger'],
  ['\\p{Script=Arabic}+', 'جيدة', 'good'],
  ['.{2}', '👍👍', '👍'],
  ['[\\]a]+', ']a', 'b'],
  ['cost\\$', 'cost$', 'cost'],
  ['\\\\$', '\\', '$'],
  ['a{2,3}?', 'aaa', 'aaaa'],
  ['a{0}', '', 'a'],
  ['a{,2}', 'a{,2}', 'aa'],
  ['\\u0041\\x42', 'AB', 'ab'],
  ['(a*)*', 'aaa', 'b'],
  ['', '', 'x'],
])('%j takes %j and not %j', (source, good, bad) => {
  expect(matches(source, good)).toBe(true);
  expect(matches(source, bad)).toBe(false);
});

it.each([
  ['(?=a)b', 'look-around'],
  ['(?<!a)b', 'look-around'],
  ['(?<year>\\d+)', 'named groups'],
  ['(a)\\1', 'back-references'],
  ['\\bword\\b', 'word boundaries'],
  ['(a', 'not closed'],
  ['[a', 'not closed'],
  ['a)', 'closes nothing'],
  ['*a', 'nothing to repeat'],
  ['a**', 'repeated twice'],
  ['a{3,2}', 'backwards'],
  ['a^b', 'around the whole pattern'],
  ['\\', 'lone'],
  ['[z-a]', 'not understood'],
  ['\\p{Nonsense}', 'not understood'],
  ['a{9999}', 'too large'],
  ['((a{20}){20}){20}', 'too large'],
  ['('.repeat(30) + 'a' + ')'.repeat(30), 'nested too deeply'],
  ['a'.repeat(201), 'longer than 200'],
])('%j is refused: %s', (source, why) => {
  expect(linearPattern(source)).toEqual({ ok: false, problem: expect.stringContaining(why) });
});

it.each(['(a+)+b', '(a|a)*b', '(a|aa)+b', '(.*)*x', 'a*a*a*a*a*a*a*b', '(\\w+\\s?)+!'])(
  '%j does not blow up',
  (source) => {
    const before = performance.now();
    expect(matches(source, 'a'.repeat(1000))).toBe(false);
    // JavaScript's own engine would need longer than the universe has; this takes milliseconds.
    expect(performance.now() - before).toBeLessThan(2_000);
  },
);
