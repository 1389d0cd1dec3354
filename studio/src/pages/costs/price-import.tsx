import { Alert, Button, Code, FileButton, Group, List, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import { ProblemAlert } from '../../parts/problem-alert.js';

/** Shows the columns; its prices are invented. */
const EXAMPLE = `provider,from,currency,item,category,countries,from_messages,amount
360dialog,2026-10-01,EUR,channel,,,,49
360dialog,2026-10-01,EUR,message,,,,0.005
360dialog,2026-10-01,EUR,whatsapp,marketing,US CA,,0.025
360dialog,2026-10-01,EUR,whatsapp,service,,,0.03`;

/** Price lists from a spreadsheet: all of it is taken, or nothing with every mistake named by its line. */
export function PriceImport({ onImported }: { onImported: () => void }) {
  const { t } = useTranslation('costs');
  const queries = useQueryClient();
  const [csv, setCsv] = useState('');
  const take = useMutation({
    mutationFn: () => api.post('/costs/prices/import', { csv }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['costs'] });
      onImported();
    },
  });
  const mistakes = take.error instanceof ApiProblem ? take.error.errors : [];
  return (
    <Stack>
      <Text size="sm">{t('import.about')}</Text>
      <Code block dir="ltr" tabIndex={0} aria-label={t('import.example')}>
        {EXAMPLE}
      </Code>
      {mistakes.length > 0 ? (
        <Alert color="red" role="alert" title={t('import.mistakes', { count: mistakes.length })}>
          <List size="sm">
            {mistakes.map(({ field, message }) => (
              <List.Item key={`${field} ${message}`}>{message}</List.Item>
            ))}
          </List>
        </Alert>
      ) : (
        take.error && <ProblemAlert error={take.error} />
      )}
      <Textarea
        label={t('import.csv')}
        autosize
        minRows={5}
        maxRows={14}
        dir="ltr"
        spellCheck={false}
        value={csv}
        onChange={({ currentTarget }) => setCsv(currentTarget.value)}
      />
      <Group>
        <FileButton
          accept=".csv,text/csv,text/plain"
          onChange={(file) => {
            if (file) void file.text().then(setCsv);
          }}
        >
          {(props) => (
            <Button {...props} variant="default">
              {t('import.file')}
            </Button>
          )}
        </FileButton>
        <Button loading={take.isPending} disabled={csv.trim() === ''} onClick={() => take.mutate()}>
          {t('import.submit')}
        </Button>
      </Group>
    </Stack>
  );
}
