import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../draft/draft-store.js';
import { languageName } from '../draft/language-name.js';
import { useFlow } from '../fields/use-flow.js';

/** In which language the texts are shown and written; the phone has its own. Nothing where there is only one. */
export function LanguageChoice() {
  const { t, i18n } = useTranslation('editor');
  const { languages, language } = useFlow();
  const writeIn = useDraft((draft) => draft.writeIn);
  if (languages.length < 2) return null;
  return (
    <NativeSelect
      label={t('language')}
      mb="md"
      maw={280}
      value={language}
      data={languages.map((tag) => ({ value: tag, label: languageName(tag, i18n.language) }))}
      onChange={({ currentTarget }) => writeIn(currentTarget.value)}
    />
  );
}
