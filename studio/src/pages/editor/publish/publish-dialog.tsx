import { Alert, Button, Group, List, Modal, Radio, Select, Stack, Text, Textarea, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCheck, IconCircleX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PublishedView } from '@core/api/flow-views.js';
import type { PreviewView } from '@core/api/version-views.js';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.js';
import { ProblemAlert } from '../../../parts/problem-alert.js';
import { PendingPage } from '../../../shell/states.js';
import type { DraftSaver } from '../draft/draft-saver.js';
import { useDraftStore } from '../draft/draft-store.js';
import { ChangesList } from './changes-list.js';
import { PublishFindings } from './publish-findings.js';
import { SessionsTable } from './sessions-table.js';
import { FormActions } from '../../../parts/form-actions.js';

interface Choice {
  sessions: 'keep' | 'map' | 'close';
  say: string;
  map: Record<string, string | null>;
}

/** What publishing would change, what becomes of people in the middle of it, and then what came of it. */
export function PublishDialog({ saver, onClose }: { saver: DraftSaver | undefined; onClose: () => void }) {
  const { t } = useTranslation('editor');
  const { flowId, source } = useDraftStore().getState();
  const queries = useQueryClient();
  const form = useForm<Choice>({ initialValues: { sessions: 'keep', say: '', map: {} } });
  const preview = useQuery({
    queryKey: ['editor', 'preview', flowId, source],
    queryFn: async () => {
      await saver?.flush();
      return api.post<PreviewView>(`/flows/${encodeURIComponent(flowId)}/preview`, { source, origin: 'studio' });
    },
    staleTime: 0,
    gcTime: 0,
  });
  const publication = useMutation({
    mutationFn: ({ sessions, say, map }: Choice) => {
      const mapped = Object.fromEntries(Object.entries(map).filter(([, to]) => to !== null));
      return api.post<PublishedView>('/flows', {
        source,
        origin: 'studio',
        sessions,
        ...(sessions === 'map' && { map: mapped }),
        ...(sessions === 'close' && say.trim() !== '' && { say: say.trim() }),
      });
    },
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['surveys'] }),
        queries.invalidateQueries({ queryKey: ['editor', 'called'] }),
      ]),
  });
  const report = preview.data;
  const blocked = report?.findings.some(({ severity }) => severity === 'error') ?? true;
  const live = report?.sessions?.live ?? 0;
  const questions = report?.comparison?.questions ?? [];
  const removed = questions.filter(({ change, becomes }) => change === 'removed' && becomes === undefined);
  const added = questions.filter(({ change }) => change === 'added');
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('publish.title')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {publication.data ? (
        <Done published={publication.data} onClose={onClose} />
      ) : (
        <form onSubmit={form.onSubmit((choice) => publication.mutate(choice))}>
          <Stack>
            {preview.error && <ProblemAlert error={preview.error} onRetry={() => void preview.refetch()} />}
            {preview.isPending && <PendingPage />}
            {report && (
              <>
                {blocked && (
                  <Alert color="red" icon={<IconCircleX aria-hidden />} role="alert">
                    {t('publish.blocked')}
                  </Alert>
                )}
                <PublishFindings findings={report.findings} />
                <ChangesList report={report} />
                {live > 0 && report.sessions && (
                  <>
                    <Title order={3} size="h5">
                      {t('publish.live', { count: live })}
                    </Title>
                    <SessionsTable versions={report.sessions.versions} />
                    <Radio.Group label={t('publish.choice')} {...form.getInputProps('sessions')}>
                      <Stack gap="xs" mt="xs">
                        {(['keep', 'map', 'close'] as const).map((choice) => (
                          <Radio
                            key={choice}
                            value={choice}
                            label={t(`publish.${choice}.label`)}
                            description={t(`publish.${choice}.text`)}
                          />
                        ))}
                      </Stack>
                    </Radio.Group>
                    {form.values.sessions === 'map' &&
                      removed.map(({ question }) => (
                        <Select
                          key={question}
                          label={t('publish.mapTo', { question })}
                          placeholder={t('publish.mapNone')}
                          clearable
                          data={added.map((one) => one.question)}
                          value={form.values.map[question] ?? null}
                          onChange={(to) => form.setFieldValue('map', { ...form.values.map, [question]: to })}
                        />
                      ))}
                    {form.values.sessions === 'close' && (
                      <Textarea
                        label={t('publish.say')}
                        description={t('publish.sayHelp')}
                        maxLength={1000}
                        autosize
                        minRows={2}
                        {...form.getInputProps('say')}
                      />
                    )}
                  </>
                )}
              </>
            )}
            {publication.error && <ProblemAlert error={publication.error} />}
            <FormActions
              submit={t('publish.action')}
              pending={publication.isPending}
              disabled={blocked}
              onCancel={onClose}
            />
          </Stack>
        </form>
      )}
    </Modal>
  );
}

function Done({ published, onClose }: { published: PublishedView; onClose: () => void }) {
  const { t } = useTranslation('editor');
  const { sessions, isNew, calledBy, findings } = published;
  return (
    <Stack>
      <Alert color="leaf" icon={<IconCheck aria-hidden />} role="status" title={t('publish.done')}>
        <Text size="sm">{isNew ? t('publish.isNew') : t('publish.isSame')}</Text>
        {sessions.choice !== 'keep' && (
          <Text size="sm">{t(`publish.${sessions.choice}.done`, { count: sessions.live })}</Text>
        )}
      </Alert>
      {calledBy.length > 0 && (
        <>
          <Text size="sm">{t('publish.calledBy')}</Text>
          <List size="sm">
            {calledBy.map((id) => (
              <List.Item key={id}>{id}</List.Item>
            ))}
          </List>
        </>
      )}
      <PublishFindings findings={findings} />
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('common:close')}</Button>
      </Group>
    </Stack>
  );
}
