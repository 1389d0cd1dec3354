import { TagsInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../parts/problem-alert.js';
import { acts, labelsQuery } from '../inbox-api.js';

/** As many as the service takes for one conversation. */
const MOST = 10;

/** The labels of a conversation; a new one is made by typing it. */
export function Labels({ conversationId, labels }: { conversationId: string; labels: readonly string[] }) {
  const { t } = useTranslation('inbox');
  const queries = useQueryClient();
  const { data } = useQuery(labelsQuery);
  const labelling = useMutation({
    mutationFn: acts(conversationId).label,
    onSettled: () => queries.invalidateQueries({ queryKey: ['inbox'] }),
  });
  return (
    <>
      <TagsInput
        label={t('details.labels')}
        description={t('details.labelsHint')}
        data={data?.items ?? []}
        value={[...(labelling.isPending ? labelling.variables : labels)]}
        onChange={(next) => labelling.mutate(next)}
        maxTags={MOST}
        acceptValueOnBlur
        clearable
        clearButtonProps={{ 'aria-label': t('details.clearLabels') }}
      />
      {labelling.error && <ProblemAlert error={labelling.error} />}
    </>
  );
}
