import { isolated, plainName } from './hostile-text.js';

describe('names that others chose', () => {
  it('cannot turn around what stands behind them', () => {
    expect(plainName('photo\u202egnp.exe')).toBe('photognp.exe');
    expect(plainName('\u2067a\u2069 ليلى')).toBe('a ليلى');
    expect(isolated('ليلى\u202e')).toBe('\u2068ليلى\u2069');
  });
});
