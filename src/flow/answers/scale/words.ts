import type { InOurLanguages } from '../../words/words.js';

/** What the ends of a scale mean where the author does not say. */
export interface Ends {
  low: string;
  high: string;
}

export const SATISFACTION: InOurLanguages<Ends> = {
  en: { low: 'Very dissatisfied', high: 'Very satisfied' },
  ar: { low: 'غير راضٍ إطلاقًا', high: 'راضٍ جدًا' },
  de: { low: 'Sehr unzufrieden', high: 'Sehr zufrieden' },
  es: { low: 'Muy insatisfecho/a', high: 'Muy satisfecho/a' },
  fr: { low: 'Très insatisfait(e)', high: 'Très satisfait(e)' },
  hi: { low: 'बहुत असंतुष्ट', high: 'बहुत संतुष्ट' },
  pt: { low: 'Muito insatisfeito(a)', high: 'Muito satisfeito(a)' },
};

export const AGREEMENT: InOurLanguages<Ends> = {
  en: { low: 'Strongly disagree', high: 'Strongly agree' },
  ar: { low: 'لا أوافق بشدة', high: 'أوافق بشدة' },
  de: { low: 'Stimme überhaupt nicht zu', high: 'Stimme voll und ganz zu' },
  es: { low: 'Totalmente en desacuerdo', high: 'Totalmente de acuerdo' },
  fr: { low: 'Pas du tout d’accord', high: 'Tout à fait d’accord' },
  hi: { low: 'पूरी तरह असहमत', high: 'पूरी तरह सहमत' },
  pt: { low: 'Discordo totalmente', high: 'Concordo totalmente' },
};

/** What people write after the number of stars ("four stars"). Understood in any language: nobody means anything else. */
const STAR_WORDS: InOurLanguages<string[]> = {
  en: ['stars', 'star'],
  ar: ['نجوم', 'نجمات', 'نجمة', 'نجمه'],
  de: ['Sternen', 'Sterne', 'Stern'],
  es: ['estrellas', 'estrella'],
  fr: ['étoiles', 'étoile', 'etoiles', 'etoile'],
  hi: ['स्टार्स', 'स्टार', 'सितारे', 'सितारा', 'तारे', 'तारा'],
  pt: ['estrelas', 'estrela'],
};

const STARS = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:${Object.values(STAR_WORDS).flat().join('|')})(?![\\p{L}\\p{M}])`,
  'giu',
);

/** "four stars" → "four". */
export function withoutStarWords(text: string): string {
  return text.replace(STARS, ' ');
}
