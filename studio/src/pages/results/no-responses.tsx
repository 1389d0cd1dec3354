import { Button, Stack } from '@mantine/core';
import { IconMessage2Question } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.js';
import { EmptyState } from '../../parts/empty-state.js';
import { useMay } from '../../session/session.js';

/** How responses come about. */
export function NoResponses({ flowId }: { flowId: string }) {
  const { t, i18n } = useTranslation('results');
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['results', flowId, 'words'],
    queryFn: () => api.get<{ keywords: string[] }>(`/flows/${flowId}`),
    enabled: may('flows:read'),
  });
  const words = new Intl.ListFormat(i18n.resolvedLanguage, { type: 'disjunction' }).format(data?.keywords ?? []);
  return (
    <EmptyState
      icon={<IconMessage2Question />}
      title={t('empty.title')}
      text={[t('empty.text'), ...(words === '' ? [] : [t('empty.words', { words })])].join(' ')}
      action={
        may('flows:read') && (
          <Stack>
            <Button component={Link} to={`/surveys/${flowId}`}>
              {t('empty.action')}
            </Button>
          </Stack>
        )
      }
    />
  );
}
