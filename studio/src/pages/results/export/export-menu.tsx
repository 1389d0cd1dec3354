import { Button, Checkbox, Group, Popover, Progress, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../parts/problem-alert.js';
import { useMay } from '../../../session/session.js';
import type { ResultsFilter } from '../filter.js';
import { queryOf } from '../queries.js';
import { useFormats } from '../use-formats.js';
import { download, save, type Progress as HowFar } from './download.js';

const FORMATS = ['csv', 'xlsx', 'json', 'codebook'] as const;
type Format = (typeof FORMATS)[number];

/** Takes the responses that the page shows away as a file, and shows how far that has come. */
export function ExportMenu({ flowId, filter }: { flowId: string; filter: ResultsFilter }) {
  const { t } = useTranslation('results');
  const may = useMay();
  const [labels, setLabels] = useState<'labels' | 'codes'>('labels');
  const [withContacts, setWithContacts] = useState(false);
  const { progress, error, saved, start, stop } = useDownload(flowId);
  const fetchAs = (format: Format) =>
    void start(format, {
      ...queryOf(filter),
      format,
      labels,
      contacts: withContacts ? 'include' : 'leave-out',
    });
  return (
    <Popover position="bottom-end" width={320} trapFocus withArrow>
      <Popover.Target>
        <Button leftSection={<IconDownload size={18} aria-hidden />}>{t('export.action')}</Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('export.label')}>
        <Stack gap="sm">
          <Stack gap={4}>
            <Text size="sm" fw={500} id="export-labels">
              {t('export.labels')}
            </Text>
            <SegmentedControl
              aria-labelledby="export-labels"
              value={labels}
              onChange={(value) => setLabels(value === 'codes' ? 'codes' : 'labels')}
              data={[
                { value: 'labels', label: t('export.asLabels') },
                { value: 'codes', label: t('export.asCodes') },
              ]}
            />
          </Stack>
          {may('conversations:read') && (
            <Checkbox
              label={t('export.contacts')}
              checked={withContacts}
              onChange={({ currentTarget }) => setWithContacts(currentTarget.checked)}
            />
          )}
          {FORMATS.map((format) => (
            <Button key={format} variant="light" disabled={progress !== undefined} onClick={() => fetchAs(format)}>
              {t(`export.${format}`)}
            </Button>
          ))}
          {error !== undefined && <ProblemAlert error={error} />}
          {progress && <HowFarItIs progress={progress} onStop={stop} />}
          <Text role="status" size="sm">
            {saved !== undefined && t('export.done', { name: saved })}
          </Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function HowFarItIs({ progress: { rows, total, bytes }, onStop }: { progress: HowFar; onStop: () => void }) {
  const { t } = useTranslation('results');
  const { count, size } = useFormats();
  const said =
    rows === undefined || total === 0
      ? t('export.runningBytes', { size: size(bytes) })
      : t('export.running', { rows: count(rows), total: count(total) });
  return (
    <Stack gap={4}>
      <Text size="sm">{said}</Text>
      <Progress
        value={rows === undefined || total === 0 ? 100 : (100 * rows) / total}
        animated={rows === undefined}
        aria-label={said}
      />
      <Group>
        <Button variant="default" size="xs" onClick={onStop}>
          {t('export.stop')}
        </Button>
      </Group>
    </Stack>
  );
}

function useDownload(flowId: string) {
  const { t } = useTranslation('results');
  const [progress, setProgress] = useState<HowFar>();
  const [error, setError] = useState<unknown>();
  const [saved, setSaved] = useState<string>();
  const running = useRef<AbortController>(undefined);
  const start = async (format: Format, query: Record<string, string>) => {
    const abort = new AbortController();
    running.current = abort;
    setError(undefined);
    setSaved(undefined);
    setProgress({ bytes: 0, rows: undefined, total: 0 });
    try {
      const file = await download(`/flows/${flowId}/export`, query, setProgress, abort.signal);
      const name = `${flowId}.${format === 'codebook' ? 'codebook.csv' : format}`;
      save(file, name);
      setSaved(name);
    } catch (cause) {
      // A stream that breaks off says only "network error".
      if (!abort.signal.aborted) setError(cause instanceof TypeError ? new Error(t('export.cut')) : cause);
    } finally {
      setProgress(undefined);
    }
  };
  return { progress, error, saved, start, stop: () => running.current?.abort() };
}
