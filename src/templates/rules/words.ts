const WITHOUT_SPACES =
  /\p{scx=Han}|\p{scx=Hiragana}|\p{scx=Katakana}|\p{scx=Thai}|\p{scx=Lao}|\p{scx=Khmer}|\p{scx=Myanmar}/u;

/** How many words a text has; in scripts that put no space between them, as the language cuts them. */
export function wordsOf(text: string, language: string): number {
  if (WITHOUT_SPACES.test(text))
    return [...segmenter(language).segment(text)].filter(({ isWordLike }) => isWordLike).length;
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function segmenter(language: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language.replaceAll('_', '-'), { granularity: 'word' });
  } catch {
    // No language at all; that is another finding, and any way of cutting will do here.
    return new Intl.Segmenter('en', { granularity: 'word' });
  }
}
