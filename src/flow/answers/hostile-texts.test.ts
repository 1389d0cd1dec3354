import { questionOf } from '../../../test/fixtures/question.js';
import { answerTypeOf } from './registry.js';

/** Texts that make a careless pattern try every way of splitting them. */
const TEXTS: Record<string, string> = {
  'bracketed dots': `a at ${'a(dot)'.repeat(160)}a x`,
  'spoken dots': `a at${' a dot'.repeat(160)} a@`,
  spaces: `1${' '.repeat(900)}x`,
  'spaces and a degree': `30.1${' '.repeat(450)}°${' '.repeat(450)}x`,
  brackets: `${'('.repeat(450)}1${')'.repeat(450)}`,
  'closing brackets': `example.com/${')'.repeat(1_900)}x${')'.repeat(1_900)}`,
  'dots at the end': `ann@${'a.'.repeat(450)}!`,
  hyphens: `ann@${'-a'.repeat(450)}-.org`,
  ats: '@'.repeat(1_000),
  'digits and marks': '1-(2) '.repeat(80),
  'long digits': '0'.repeat(500),
  'plus signs': '+1 '.repeat(160),
};

describe.each(['email', 'url', 'phone', 'contact', 'location'] as const)('%s', (kind) => {
  const type = answerTypeOf(kind);

  it.each(Object.entries(TEXTS))('is done with %s in no time', (_name, text) => {
    const asked = questionOf(type, {}, { contact: { phone: '+201001234567', attributes: {} } });
    const from = performance.now();
    type.read(asked, { kind: 'text', text }, []);
    // Wide: a pattern that grows takes minutes, a busy machine may hold us up for a second.
    expect(performance.now() - from).toBeLessThan(3_000);
  });
});
