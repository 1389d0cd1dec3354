import { Anchor, Group, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboundMedia } from '@core/rendering/outbound.js';
import { plainName } from '../hostile-text.js';
import classes from './thread.module.css';

/**
 * A file that somebody sent, fetched through the service under its real type. What the browser cannot show is offered
 * for download, which the service hands out as an attachment.
 */
export function ThreadFile({
  kind,
  filename: given,
  source,
  alt,
  gone,
}: {
  kind: OutboundMedia['media'];
  filename: string | undefined;
  /** Of ours. */
  source: string;
  /** Says what is in a picture, as far as that is known. */
  alt: string;
  /** Why it may be that it cannot be had any more. */
  gone: string;
}) {
  const { t } = useTranslation('inbox');
  const [isBroken, setIsBroken] = useState(false);
  const filename = given === undefined ? undefined : plainName(given);
  const onError = (): void => setIsBroken(true);
  return (
    <Stack gap={4} align="flex-start">
      {!isBroken && (kind === 'image' || kind === 'sticker') && (
        <img className={classes.picture} src={source} alt={alt} loading="lazy" onError={onError} />
      )}
      {/* Nobody sends captions for the deaf along. */}
      {!isBroken && kind === 'video' && (
        <video className={classes.picture} src={source} controls preload="metadata" onError={onError} />
      )}
      {!isBroken && kind === 'audio' && <audio src={source} controls preload="none" onError={onError} />}
      {isBroken && (
        <Text size="sm" fs="italic">
          {gone}
        </Text>
      )}
      <Anchor size="sm" href={source} download={filename ?? true} className={classes.words}>
        <Group gap={4} wrap="nowrap">
          <IconDownload size={16} aria-hidden className={classes.icon} />
          <span>
            {filename === undefined ? t(`kind.${kind}`) : <bdi>{filename}</bdi>}
            {' · '}
            {t('thread.download')}
          </span>
        </Group>
      </Anchor>
    </Stack>
  );
}
