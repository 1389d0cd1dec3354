import { useTranslation } from 'react-i18next';
import type { FirstWords } from './new-step.js';

/** What a new step says until its author writes something better. */
export function useFirstWords(): FirstWords {
  const { t } = useTranslation('editor-form');
  return {
    question: t('first.question'),
    statement: t('first.statement'),
    thanks: t('first.thanks'),
    options: [t('first.option1'), t('first.option2')],
    topic: t('first.topic'),
  };
}
