import { ActionIcon, Button, Group, Progress, Stack, Text, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../parts/problem-alert.js';
import { FileCard } from '../../../whatsapp/file-card.js';
import { attachmentAddress } from '../inbox-api.js';
import { isolated, plainName } from '../hostile-text.js';
import type { FileRefusal } from './file-refusal.js';
import type { Attached } from './use-attachment.js';
import classes from './composer.module.css';

/** The file that goes with the message: on its way, there, or why it cannot go. */
export function AttachedFile({
  attached,
  conversationId,
  onRetry,
  onRemove,
}: {
  attached: Attached;
  conversationId: string;
  onRetry: (file: File) => void;
  onRemove: () => void;
}) {
  const { t, i18n } = useTranslation('inbox');
  switch (attached.state) {
    case 'none':
      return null;
    case 'uploading':
      return (
        <Group wrap="nowrap" className={classes.attached}>
          <Stack gap={4} className={classes.grows}>
            <Text size="sm" role="status">
              {t('file.uploading', { name: isolated(plainName(attached.name)) })}
            </Text>
            <Progress value={attached.percent} size="sm" aria-label={t('file.progress')} />
          </Stack>
          <Remove onRemove={onRemove} />
        </Group>
      );
    case 'refused':
      return (
        <Group wrap="nowrap" className={classes.attached}>
          <Text size="sm" c="var(--mantine-color-error)" role="alert" className={classes.grows}>
            <bdi>{plainName(attached.name)}</bdi>: {sentenceOf(attached.refusal, t, i18n.language)}
          </Text>
          <Remove onRemove={onRemove} />
        </Group>
      );
    case 'failed':
      return (
        <Stack gap="xs">
          <ProblemAlert error={attached.error} />
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={() => onRetry(attached.file)}>
              {t('file.retry')}
            </Button>
            <Button size="xs" variant="subtle" color="gray" onClick={onRemove}>
              {t('file.remove')}
            </Button>
          </Group>
        </Stack>
      );
    case 'ready': {
      const { id, kind, filename, size } = attached.file;
      const name = plainName(filename);
      return (
        <Group wrap="nowrap" className={classes.attached}>
          {kind === 'image' ? (
            <img className={classes.thumb} src={attachmentAddress(conversationId, id)} alt={name} />
          ) : (
            <FileCard media={kind} name={name} />
          )}
          <Text size="xs" c="dimmed" className={classes.grows} role="status">
            {t('file.ready', { size: sizeOf(size, i18n.language) })}
            {kind === 'audio' && ` ${t('file.noCaption')}`}
          </Text>
          <Remove onRemove={onRemove} />
        </Group>
      );
    }
  }
}

function Remove({ onRemove }: { onRemove: () => void }) {
  const { t } = useTranslation('inbox');
  return (
    <Tooltip label={t('file.remove')}>
      <ActionIcon size={30} variant="subtle" color="gray" aria-label={t('file.remove')} onClick={onRemove}>
        <IconX size={18} />
      </ActionIcon>
    </Tooltip>
  );
}

const sentenceOf = (refusal: FileRefusal, t: TFunction<'inbox'>, language: string): string =>
  refusal.rule === 'file-type'
    ? t('file.wrongType')
    : t(`file.tooLarge.${refusal.kind}`, { largest: sizeOf(refusal.largest, language) });

const MB = 1_048_576;

/** As file managers say it: 340 kB, 4.2 MB. */
function sizeOf(bytes: number, language: string): string {
  const unit = bytes < MB / 10 ? ('kilobyte' as const) : ('megabyte' as const);
  const amount = unit === 'kilobyte' ? Math.max(1, Math.round(bytes / 1_024)) : bytes / MB;
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(amount);
}
