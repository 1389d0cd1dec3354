/** "Arabic" for `ar`, "Portuguese (Brazil)" for `pt_BR`, in the words of the reader's language; the code where it is none. */
export function languageName(code: string, reader: string): string {
  try {
    return new Intl.DisplayNames([reader], { type: 'language' }).of(code.replaceAll('_', '-')) ?? code;
  } catch {
    // Providers know codes that are no language tags.
    return code;
  }
}
