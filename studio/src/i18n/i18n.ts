import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import arabic from './ar/common.json';
import english from './en/common.json';

export const LANGUAGES = { en: 'English', ar: 'العربية' } as const;
export type Language = keyof typeof LANGUAGES;
const STORED = 'canvass.language';

export const directionOf = (language: string): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');

/**
 * One file an area and language: `src/i18n/<language>/<area>.json`. Loaded when a page of the area asks for it; only what
 * every page says is there from the beginning, so that the first one waits for nothing.
 */
const files = import.meta.glob<Record<string, unknown>>(['./*/*.json', '!./*/common.json'], { import: 'default' });

function firstLanguage(): Language {
  const stored = localStorage.getItem(STORED);
  const wanted = stored ?? navigator.language.split('-')[0] ?? 'en';
  return wanted in LANGUAGES ? (wanted as Language) : 'en';
}

export async function startI18n(): Promise<void> {
  await i18next
    .use({
      type: 'backend',
      init: () => undefined,
      read: (language: string, area: string, done: (error: unknown, words?: Record<string, unknown>) => void) => {
        const load = files[`./${language}/${area}.json`];
        if (!load) return done(new Error(`no words for ${area} in ${language}`));
        load().then((words) => done(null, words), done);
      },
    })
    .use(initReactI18next)
    .init({
      lng: firstLanguage(),
      // Every language has all words (i18n.test.ts): English ones would be loaded for nothing.
      fallbackLng: false,
      supportedLngs: Object.keys(LANGUAGES),
      ns: ['common'],
      defaultNS: 'common',
      resources: { en: { common: english }, ar: { common: arabic } },
      partialBundledLanguages: true,
      // React escapes what it shows.
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
}

/** A page together with the words of its area: asked for at once, so that neither waits for the other. */
export async function withWords<Page>(area: string, page: Promise<Page>): Promise<Page> {
  const [loaded] = await Promise.all([page, i18next.loadNamespaces(area)]);
  return loaded;
}

export async function setLanguage(language: Language): Promise<void> {
  localStorage.setItem(STORED, language);
  await i18next.changeLanguage(language);
}
