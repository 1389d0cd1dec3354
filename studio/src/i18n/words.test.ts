import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LANGUAGES = ['en', 'ar'];
const areas = readdirSync(join(__dirname, 'en'));

/** Every text by its key; where it depends on a number, its forms under one key. */
function textsOf(language: string, area: string): Map<string, { text: string; form: string | undefined }[]> {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const found = new Map<string, { text: string; form: string | undefined }[]>();
  const collect = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      const form = forms.find((one) => key.endsWith(`_${one}`));
      const name = form === undefined ? key : key.slice(0, -form.length - 1);
      found.set(name, [...(found.get(name) ?? []), { text: value, form }]);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) collect(inner, key === '' ? name : `${key}.${name}`);
    }
  };
  collect(JSON.parse(readFileSync(join(__dirname, language, area), 'utf8')), '');
  return found;
}

// No language falls back on another (i18n.ts): what it lacks would be shown as a bare key.
test.each(areas)('%s says the same things in every language', (area) => {
  const [english, ...others] = LANGUAGES.map((language) => [...textsOf(language, area).keys()].toSorted());
  for (const other of others) expect(other).toEqual(english);
});

test.each(LANGUAGES.flatMap((language) => areas.map((area) => [language, area] as const)))(
  '%s/%s has every form that the language counts in',
  (language, area) => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    const partly = [...textsOf(language, area)].filter(([, texts]) => {
      const has = texts.flatMap(({ form }) => form ?? []);
      return has.length > 0 && has.toSorted().join() !== forms.join();
    });
    expect(partly.map(([key]) => key)).toEqual([]);
  },
);
