/** A language in the words of the studio's own; its tag where nobody knows it. */
export function languageName(tag: string, inLanguage: string): string {
  try {
    return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(tag) ?? tag;
  } catch {
    // Half typed, so that it is no tag yet.
    return tag;
  }
}
