import { Anchor, Group, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboundContent } from '@core/flow/inbound.js';
import { mediaAddress } from '../inbox-api.js';
import { plainName } from '../hostile-text.js';
import classes from './thread.module.css';

type File = Extract<InboundContent, { kind: 'media' }>;

/**
 * A file from the person, fetched through the service under its real type. What the browser cannot show is offered for
 * download, which the service hands out as an attachment.
 */
export function InboundFile({
  file: { media, caption, filename: given },
  conversationId,
  entryId,
}: {
  file: File;
  conversationId: string;
  entryId: string;
}) {
  const { t } = useTranslation('inbox');
  const [isBroken, setIsBroken] = useState(false);
  const filename = given === undefined ? undefined : plainName(given);
  const source = mediaAddress(conversationId, entryId);
  const onError = (): void => setIsBroken(true);
  return (
    <Stack gap={4} align="flex-start">
      {!isBroken && (media === 'image' || media === 'sticker') && (
        <img
          className={classes.picture}
          src={source}
          alt={caption ?? t('thread.picture')}
          loading="lazy"
          onError={onError}
        />
      )}
      {/* Customers send no captions for the deaf along. */}
      {!isBroken && media === 'video' && (
        <video className={classes.picture} src={source} controls preload="metadata" onError={onError} />
      )}
      {!isBroken && media === 'audio' && <audio src={source} controls preload="none" onError={onError} />}
      {isBroken && (
        <Text size="sm" fs="italic">
          {t('thread.gone')}
        </Text>
      )}
      <Anchor size="sm" href={source} download={filename ?? true} className={classes.words}>
        <Group gap={4} wrap="nowrap">
          <IconDownload size={16} aria-hidden className={classes.icon} />
          <span>
            {filename === undefined ? t(`kind.${media}`) : <bdi>{filename}</bdi>}
            {' · '}
            {t('thread.download')}
          </span>
        </Group>
      </Anchor>
    </Stack>
  );
}
