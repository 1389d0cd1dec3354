import { useTranslation } from 'react-i18next';
import { languageName } from '../draft/language-name.js';
import { useFlow } from './use-flow.js';

/**
 * Says which language is being written where it is not the flow's first: a translation is easily taken for the original.
 * Undefined where it is.
 */
export function useOtherLanguage(): string | undefined {
  const { t, i18n } = useTranslation('editor-form');
  const { language, languages } = useFlow();
  const [first] = languages;
  if (first === undefined || language === first) return undefined;
  return t('inLanguage', { language: languageName(language, i18n.language) });
}
