/** Scripts that are written from right to left, of languages that people speak in chats (ISO 15924). */
const RIGHT_TO_LEFT: readonly string[] = ['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg'];

/** In which direction a language is written, also before its first letter is; `auto` for what is no language's tag yet. */
export function directionOf(language: string): 'rtl' | 'ltr' | 'auto' {
  try {
    return RIGHT_TO_LEFT.includes(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr';
  } catch {
    // RangeError is how Intl says that this is no tag.
    return 'auto';
  }
}
