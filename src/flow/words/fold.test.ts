import { foldSymbols, foldText, isBlank, toAsciiDigits } from './fold.js';

it.each([
  ['  STOP!! ', 'stop'],
  ["That's it", 'thats it'],
  ['That’s it', 'thats it'],
  ['Não', 'nao'],
  ['ＷＩＤＥ', 'wide'],
  ['Straße', 'strasse'],
  ['İstanbul', 'istanbul'],
  ['ﬁne', 'fine'],
  ['نَعَمْ', 'نعم'],
  ['نـــعـــم', 'نعم'],
  ['أكيد', 'اكيد'],
  ['مدرسة', 'مدرسه'],
  ['على', 'علي'],
  ['ज़रूर', 'जरूर'],
  ['ठीक है।', 'ठीक है'],
  ['한국', '한국'],
  ['yes 👍🏽', 'yes'],
  ['a\u200db', 'ab'],
  ['❤️', ''],
  ['1️⃣ Good', '1 good'],
  ['٣ ३ 3', '3 3 3'],
  ['👍', ''],
  ['?!', ''],
])('folds %j to %j', (text, folded) => {
  expect(foldText(text)).toBe(folded);
});

it('keeps Hindi vowel signs: they tell words apart', () => {
  expect(foldText('की')).not.toBe(foldText('का'));
});

it('knows the digits of every script', () => {
  let found = 0;
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const char = String.fromCodePoint(code);
    if (!/^\p{Nd}$/u.test(char)) continue;
    // The digits of a script follow each other, and every such row begins where the count is a multiple of ten.
    expect(toAsciiDigits(char)).toBe(String(found % 10));
    found += 1;
  }
  expect(found).toBeGreaterThan(600);
});

it('folds symbols by what they show', () => {
  expect(foldSymbols('👍🏽')).toBe(foldSymbols('👍'));
  expect(foldSymbols('❤️')).toBe(foldSymbols('❤'));
  expect(foldSymbols('👍')).not.toBe(foldSymbols('👎'));
});

it.each(['', ' ', '\n\t', '\u200b', '\ufeff', '\u200d\ufe0f', '\u3164', '\u2800', '\u00ad', '\u0000'])(
  '%j is blank',
  (text) => {
    expect(isBlank(text)).toBe(true);
  },
);

it.each(['.', '0', '👍', ' a ', '\u200bx'])('%j is not blank', (text) => {
  expect(isBlank(text)).toBe(false);
});
