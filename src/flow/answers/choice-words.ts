import type { InOurLanguages } from '../words/words.js';

/** The row that ticks every option, ≤22 UTF-16 units: a list row has 24, of which a tick takes two. */
export const SELECT_ALL: InOurLanguages<string> = {
  en: 'Select all',
  ar: 'اختيار الكل',
  de: 'Alle auswählen',
  es: 'Seleccionar todo',
  fr: 'Tout sélectionner',
  hi: 'सभी चुनें',
  pt: 'Selecionar tudo',
};
