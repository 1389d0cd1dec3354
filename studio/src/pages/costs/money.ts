/** An amount in its currency; small ones with as many decimals as prices of messages have. */
export function money(amount: number, currency: string, language: string): string {
  const isSmall = amount !== 0 && Math.abs(amount) < 1;
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    maximumFractionDigits: isSmall ? 6 : 2,
    minimumFractionDigits: 2,
  }).format(amount);
}

/** The name of a country of two letters in the viewer's language. */
export function countryName(code: string, language: string): string {
  return new Intl.DisplayNames([language], { type: 'region', fallback: 'code' }).of(code) ?? code;
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Every code that the browser knows a name for, by name. The service says of each whether it takes it. */
export function countries(language: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  return LETTERS.flatMap((first) => LETTERS.map((second) => `${first}${second}`))
    .flatMap((value) => {
      const label = names.of(value);
      return label === undefined ? [] : [{ value, label }];
    })
    .toSorted((a, b) => a.label.localeCompare(b.label, language));
}
