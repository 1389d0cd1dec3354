import { useQueries, useQuery } from '@tanstack/react-query';
import type { Template } from '@core/templates/template.js';
import { useMay } from '../../../../session/session.js';
import { channelTemplatesQuery, channelsQuery } from '../../../channels/channel-queries.js';

/**
 * The templates of all channels, each name with the variants of the first channel that has it: a survey is tied to none.
 * `mayLook` is false for whoever may not see them.
 */
export function useTemplates(): { templates: Template[]; mayLook: boolean; isPending: boolean } {
  const may = useMay();
  const mayLook = may('channels:read') && may('templates:read');
  const channels = useQuery({ ...channelsQuery, enabled: mayLook });
  const answers = useQueries({ queries: (channels.data ?? []).map(({ id }) => channelTemplatesQuery(id)) });
  const taken = new Set<string>();
  const templates = answers.flatMap(({ data }) => {
    const fresh = (data?.items ?? []).filter(({ name }) => !taken.has(name));
    for (const { name } of fresh) taken.add(name);
    return fresh;
  });
  return { templates, mayLook, isPending: mayLook && (channels.isPending || answers.some((one) => one.isPending)) };
}
