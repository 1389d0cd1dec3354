import { Alert, Button, Checkbox, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageName } from '../draft/language-name.js';
import type { ReadTable, TableFinding, Translation } from './translation-table.js';

/** Of findings and of changes; nobody reads more of them here. */
const SHOWN = 30;

/** What a file changes and what is odd about it, before anything is taken. */
export function ImportDialog({
  read,
  onClose,
  onTake,
}: {
  read: ReadTable | undefined;
  onClose: () => void;
  onTake: (translations: Translation[]) => void;
}) {
  const { t } = useTranslation('editor-question');
  return (
    <Modal
      opened={read !== undefined}
      onClose={onClose}
      size="lg"
      title={t('csv.title')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {read && <Contents read={read} onClose={onClose} onTake={onTake} />}
    </Modal>
  );
}

function Contents({
  read,
  onClose,
  onTake,
}: {
  read: ReadTable;
  onClose: () => void;
  onTake: (translations: Translation[]) => void;
}) {
  const { t, i18n } = useTranslation('editor-question');
  const [takesDoubtful, setTakesDoubtful] = useState(false);
  const { findings, empty } = read;
  const taken = takesDoubtful ? [...read.translations, ...read.doubtful] : read.translations;
  return (
    <Stack>
      <Text role="status">{taken.length === 0 ? t('csv.nothing') : t('csv.ready', { count: taken.length })}</Text>
      {taken.length > 0 && (
        <List size="sm" spacing={4}>
          {taken.slice(0, SHOWN).map(({ path, language, text }) => (
            <List.Item key={`${path.join('/')} ${language}`}>
              <bdi>{t('csv.column', { language: languageName(language, i18n.language), text })}</bdi>
            </List.Item>
          ))}
        </List>
      )}
      {taken.length > SHOWN && <Text size="sm">{t('csv.more', { count: taken.length - SHOWN })}</Text>}
      {findings.length > 0 && (
        <Alert color="yellow" title={t('csv.findings')}>
          <List size="sm" spacing={4}>
            {findings.slice(0, SHOWN).map((finding, index) => (
              <List.Item key={index}>
                <Finding finding={finding} />
              </List.Item>
            ))}
          </List>
          {findings.length > SHOWN && <Text size="sm">{t('csv.more', { count: findings.length - SHOWN })}</Text>}
        </Alert>
      )}
      {read.doubtful.length > 0 && (
        <Checkbox
          label={t('csv.takeChanged')}
          checked={takesDoubtful}
          onChange={(event) => setTakesDoubtful(event.currentTarget.checked)}
        />
      )}
      {empty > 0 && (
        <Text size="sm" c="dimmed">
          {t('csv.empty', { count: empty })}
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button disabled={taken.length === 0} onClick={() => onTake(taken)}>
          {t('csv.take')}
        </Button>
      </Group>
    </Stack>
  );
}

function Finding({ finding }: { finding: TableFinding }) {
  const { t, i18n } = useTranslation('editor-question');
  switch (finding.kind) {
    case 'missing':
      return t('csv.missing', { language: languageName(finding.language, i18n.language) });
    case 'strange':
      return t('csv.strange', { language: finding.language });
    case 'unknown':
    case 'twice':
      return <bdi>{t(`csv.${finding.kind}`, { line: finding.row, place: finding.place })}</bdi>;
    case 'changed':
      return (
        <>
          {t('csv.changed', { line: finding.row })}
          <br />
          <bdi>{t('csv.was', { text: finding.was })}</bdi>
          <br />
          <bdi>{t('csv.is', { text: finding.is })}</bdi>
        </>
      );
  }
}
