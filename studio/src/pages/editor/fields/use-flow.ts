import { useDraft, type Draft } from '../draft/draft-store.js';
import { listOf, textOf } from './read.js';

/** The flow being edited, as far as it can be read, and the language its texts are shown and written in. */
export function useFlow(): {
  definition: Draft['definition'];
  languages: string[];
  language: string;
  edit: Draft['edit'];
} {
  const definition = useDraft((draft) => draft.definition);
  const chosen = useDraft((draft) => draft.language);
  const edit = useDraft((draft) => draft.edit);
  const languages = listOf(definition?.languages).map(textOf);
  const [first = 'en'] = languages;
  const language = chosen !== undefined && languages.includes(chosen) ? chosen : first;
  return { definition, languages, language, edit };
}
