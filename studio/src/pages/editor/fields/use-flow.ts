import { useDraft, type Draft } from '../draft/draft-store.js';
import { listOf, textOf } from './read.js';

/** The flow being edited, as far as it can be read, and the language its texts are shown in. */
export function useFlow(): {
  definition: Draft['definition'];
  languages: string[];
  language: string;
  edit: Draft['edit'];
} {
  const definition = useDraft((draft) => draft.definition);
  const spoken = useDraft((draft) => draft.language);
  const edit = useDraft((draft) => draft.edit);
  const languages = listOf(definition?.languages).map(textOf);
  const [first = 'en'] = languages;
  return { definition, languages, language: spoken ?? first, edit };
}
