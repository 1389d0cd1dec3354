import { Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StepPath } from '../draft/step-path.js';
import { fieldOf } from '../fields/read.js';
import { useFlow } from '../fields/use-flow.js';
import { WordsField } from '../fields/words-field.js';
import { setField } from '../form/edits/text-edits.js';

/** Words that people send: one list for all languages, or one for each. */
export function KeywordsField({ path, label, description }: { path: StepPath; label: string; description: string }) {
  const { t } = useTranslation('editor-question');
  const { definition, language, languages, edit } = useFlow();
  const value = fieldOf(definition, ...path);
  const isByLanguage = typeof value === 'object' && value !== null && !Array.isArray(value);
  const isOpen = languages.length > 1 && value !== undefined;
  return (
    <Stack gap="xs">
      <WordsField path={path} value={value} label={label} description={description} />
      {isOpen && (
        <Switch
          label={t('settings.keywordsByLanguage')}
          description={t('settings.keywordsByLanguageHelp')}
          checked={isByLanguage}
          onChange={() => {
            const other = isByLanguage ? [...new Set(Object.values(value).flat())] : { [language]: value };
            edit((doc) => setField(doc, path, other));
          }}
        />
      )}
    </Stack>
  );
}
