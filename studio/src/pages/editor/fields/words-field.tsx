import { TagsInput } from '@mantine/core';
import type { StepPath } from '../draft/step-path.js';
import { setField } from '../form/edits/text-edits.js';
import { Lines } from './lines.js';
import { fieldOf, listOf, textOf } from './read.js';
import { useFlow } from './use-flow.js';
import { useOtherLanguage } from './use-other-language.js';

/** Words that people type: one list for all languages, or, where it is written so, that of the shown language. */
export function WordsField({
  path,
  value,
  label,
  description,
}: {
  path: StepPath;
  value: unknown;
  label: string;
  description?: string;
}) {
  const { language, edit } = useFlow();
  const other = useOtherLanguage();
  const isByLanguage = typeof value === 'object' && value !== null && !Array.isArray(value);
  const at = isByLanguage ? [...path, language] : path;
  return (
    <TagsInput
      label={label}
      description={<Lines of={[isByLanguage ? other : undefined, description]} />}
      value={listOf(isByLanguage ? fieldOf(value, language) : value).map(textOf)}
      onChange={(words) => edit((doc) => setField(doc, at, words.length === 0 ? undefined : words))}
    />
  );
}
