import { Button, FileButton, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { save } from '../../results/export/download.js';
import { textOf } from '../fields/read.js';
import { useFlow } from '../fields/use-flow.js';
import { MOST_MB, readCsv, writeCsv } from './csv-file.js';
import { ImportDialog } from './import-dialog.js';
import {
  readTable,
  takeTranslations,
  translationTable,
  type ReadTable,
  type TableTrouble,
} from './translation-table.js';

const BYTES_A_MB = 1_000_000;

/** All texts to a file that translators work in, and back. */
export function CsvButtons() {
  const { t } = useTranslation('editor-question');
  const { definition, languages, edit } = useFlow();
  const [read, setRead] = useState<ReadTable>();
  const refuse = (message: string) =>
    notifications.show({ color: 'red', closeButtonProps: { 'aria-label': t('common:close') }, message });
  const download = async () => {
    const source = await writeCsv(translationTable(definition, languages));
    save(new Blob([source], { type: 'text/csv;charset=utf-8' }), `${textOf(definition?.id)}-translations.csv`);
  };
  const open = async (file: File | null) => {
    if (!file) return;
    if (file.size > MOST_MB * BYTES_A_MB) {
      refuse(t('csv.large', { max: MOST_MB }));
      return;
    }
    const rows = await readCsv(await file.text());
    const table: ReadTable | TableTrouble | 'unreadable' = rows ? readTable(definition, languages, rows) : 'unreadable';
    if (typeof table === 'string') refuse(t(`csv.${table}`));
    else setRead(table);
  };
  return (
    <Group gap="xs">
      <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={() => void download()}>
        {t('csv.export')}
      </Button>
      <FileButton accept=".csv,text/csv" onChange={(file) => void open(file)} key={read ? 'open' : 'closed'}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
            {t('csv.import')}
          </Button>
        )}
      </FileButton>
      <ImportDialog
        read={read}
        onClose={() => setRead(undefined)}
        onTake={(translations) => {
          edit((doc) => takeTranslations(doc, translations, languages));
          setRead(undefined);
          notifications.show({
            closeButtonProps: { 'aria-label': t('common:close') },
            message: t('csv.done', { count: translations.length }),
          });
        }}
      />
    </Group>
  );
}
