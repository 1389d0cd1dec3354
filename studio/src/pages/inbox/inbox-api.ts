import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  AttachmentView,
  InboxConversationView,
  InboxCountsView,
  InboxPageView,
  InboxTemplatePreviewView,
  LabelsView,
  PeopleView,
  SentView,
} from '@core/api/inbox-views.js';
import type { ThreadEntryView } from '@core/api/views.js';
import { api } from '../../api/client.js';
import { upload } from '../../api/upload.js';
import { callOf } from '../../template-picker/fields.js';
import type { FilledTemplate } from '../../template-picker/fields.js';
import { queryOf, type ListFilter } from './list/list-filter.js';

export type ThreadEntrySeen = z.infer<typeof ThreadEntryView>;
interface ThreadPage {
  items: ThreadEntrySeen[];
  next?: string;
}

const LIST_PAGE = 30;
const THREAD_PAGE = 40;
/** Of a file; what is cut off is its beginning. */
const LONGEST_NAME = 240;

export const listQuery = (filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: ['inbox', 'list', queryOf(filter)],
    queryFn: ({ pageParam, signal }) =>
      api.get<InboxPageView>('/inbox', { ...queryOf(filter), limit: LIST_PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    // Another filter: what stands there stays until the answer has come.
    placeholderData: (before) => before,
  });

export const countsQuery = queryOptions({
  queryKey: ['inbox', 'counts'],
  queryFn: () => api.get<InboxCountsView>('/inbox/counts'),
});

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ['inbox', 'conversation', id],
    queryFn: () => api.get<InboxConversationView>(`/inbox/${id}`),
  });

/** Newest first, as the service pages it. */
export const threadQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['inbox', 'thread', id],
    queryFn: ({ pageParam, signal }) =>
      api.get<ThreadPage>(`/conversations/${id}/thread`, { limit: THREAD_PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });

export const labelsQuery = queryOptions({
  queryKey: ['inbox', 'labels'],
  queryFn: () => api.get<LabelsView>('/labels'),
  staleTime: 60_000,
});

export const peopleQuery = queryOptions({
  queryKey: ['inbox', 'people'],
  queryFn: () => api.get<PeopleView>('/people'),
  staleTime: 60_000,
});

/** What can be done to a conversation. Each is refused with an `ApiProblem`; what is sent under one `key` goes out once. */
export const acts = (id: string) => {
  const at = `/conversations/${id}`;
  return {
    say: (text: string, key: string) => api.post<SentView>(`${at}/messages`, { text }, {}, { key }),
    attach: (file: File, how: Parameters<typeof upload>[3]) =>
      upload<AttachmentView>(`${at}/attachments`, { filename: file.name.slice(-LONGEST_NAME) || 'file' }, file, how),
    /** Sound goes without words. */
    sendFile: ({ id: attachment, kind }: Pick<AttachmentView, 'id' | 'kind'>, text: string, key: string) => {
      const caption = kind === 'audio' || text.trim() === '' ? {} : { caption: text };
      return api.post<SentView>(`${at}/messages`, { media: { attachment, ...caption } }, {}, { key });
    },
    note: (text: string) => api.post(`${at}/notes`, { text }),
    read: () => api.post(`${at}/read`),
    assign: (to: { userId?: string; team?: string } | null) => api.put(`${at}/assignee`, to ?? { userId: null }),
    label: (labels: readonly string[]) => api.put(`${at}/labels`, { labels }),
    takeOver: () => api.post(`${at}/hand-off`, {}),
    giveBack: (then: 'resume' | 'end') => api.post(`${at}/release`, { then }),
    end: () => api.post(`${at}/end`, {}),
    sendTemplate: (filled: FilledTemplate, key: string) =>
      api.post<SentView>(`${at}/template`, templateBody(filled), {}, { key }),
    checkTemplate: (filled: FilledTemplate) =>
      api.post<InboxTemplatePreviewView>(`${at}/template/preview`, templateBody(filled)),
  };
};

/** The template's own language goes out, whatever the person's is: it was chosen by name and language. */
function templateBody({ template, values }: FilledTemplate) {
  const { template: name, ...params } = callOf(template, values);
  return { name, language: template.language, ...params };
}

/** Where the file that a customer sent comes from: us, with its real type. */
export const mediaAddress = (conversationId: string, entryId: string): string =>
  `/api/v1/conversations/${conversationId}/media/${entryId}`;

/** Where the file that somebody in the team attached comes from. */
export const attachmentAddress = (conversationId: string, attachmentId: string): string =>
  `/api/v1/conversations/${conversationId}/attachments/${attachmentId}`;
