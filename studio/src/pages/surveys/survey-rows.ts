import type { DraftListView } from '@core/api/draft-views.js';
import type { FlowListView } from '@core/api/flow-views.js';

/** One survey of the list: published, being written, or both. */
export interface SurveyRow {
  id: string;
  title: string;
  languages: readonly string[];
  /** `changed`: published, and the draft is another. */
  state: 'published' | 'draft' | 'changed';
  /** Of the draft, where there is one that differs. */
  revision: string | undefined;
  /** ISO 8601; the last save or publication. */
  changedAt: string;
  live: number;
  responses: number;
}

/** Both lists as one, the latest change first. */
export function surveyRows(flows: FlowListView['items'], drafts: DraftListView['items']): SurveyRow[] {
  const written = new Map(drafts.map((draft) => [draft.flowId, draft]));
  const published = flows.map((flow): SurveyRow => {
    const { id, title, languages, publishedAt, live = 0, responses = 0 } = flow;
    const draft = written.get(id);
    written.delete(id);
    const counts = { live, responses };
    if (!draft?.isChanged)
      return { id, title, languages, state: 'published', revision: undefined, changedAt: publishedAt, ...counts };
    return {
      id,
      title: draft.title,
      languages: draft.languages.length > 0 ? draft.languages : languages,
      state: 'changed',
      revision: draft.revision,
      changedAt: draft.savedAt,
      ...counts,
    };
  });
  const unpublished = [...written.values()].map(({ flowId, title, languages, revision, savedAt }): SurveyRow => ({
    id: flowId,
    title,
    languages,
    state: 'draft',
    revision,
    changedAt: savedAt,
    live: 0,
    responses: 0,
  }));
  return [...published, ...unpublished].toSorted(
    (one, other) => Date.parse(other.changedAt) - Date.parse(one.changedAt) || (one.id < other.id ? -1 : 1),
  );
}

/** Those whose title, id or language has all the words searched for. */
export function searchRows(rows: readonly SurveyRow[], search: string): SurveyRow[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ id, title, languages }) => {
    const text = [id, title, ...languages].join(' ').toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}
