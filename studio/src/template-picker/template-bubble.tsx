import { Box, Group, Paper, Stack, Text } from '@mantine/core';
import { IconExternalLink, IconFile, IconMapPin, IconPhone, IconPhoto, IconVideo } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { InboxTemplatePreviewView } from '@core/api/inbox-views.js';
import classes from './template-picker.module.css';

const FILES = { image: IconPhoto, video: IconVideo, document: IconFile } as const;

/** The core's preview, made here or sent by the service. */
export type ShownPreview = InboxTemplatePreviewView['preview'];

/** A template's message as its reader sees it. */
export function TemplateBubble({ preview: { header, body, footer, buttons } }: { preview: ShownPreview }) {
  const { t } = useTranslation('inbox');
  return (
    <Box component="section" aria-label={t('picker.preview')} className={classes.chat}>
      <Paper className={classes.bubble} radius="md" shadow="xs">
        <Stack gap={6} p="sm">
          {header?.kind === 'text' && (
            <Text fw={700} size="sm" dir="auto" className={classes.text}>
              {header.text}
            </Text>
          )}
          {header?.kind === 'media' && <MediaHeader media={header.media} link={header.link} />}
          {header?.kind === 'location' && <IconMapPin aria-label={t('thread.location')} />}
          <Text size="sm" dir="auto" className={classes.text}>
            {body}
          </Text>
          {footer !== undefined && (
            <Text size="xs" c="dimmed" dir="auto">
              {footer}
            </Text>
          )}
        </Stack>
        {buttons.map(({ type, text, url }, index) => (
          // The order of a template's buttons never changes.
          <Box key={index} className={classes.button}>
            <Group gap={6} justify="center" wrap="nowrap">
              {type === 'url' && <IconExternalLink size={14} aria-hidden />}
              {type === 'phone' && <IconPhone size={14} aria-hidden />}
              <Text size="sm" fw={500} dir="auto">
                {text}
              </Text>
            </Group>
            {url !== undefined && (
              <Text size="xs" c="dimmed" dir="ltr" className={classes.text}>
                {url}
              </Text>
            )}
          </Box>
        ))}
      </Paper>
    </Box>
  );
}

function MediaHeader({ media, link }: { media: keyof typeof FILES; link: string | undefined }) {
  const { t } = useTranslation('inbox');
  const Icon = FILES[media];
  // Never loaded from there: the studio asks no other host for anything.
  return (
    <Group gap="xs" wrap="nowrap" className={classes.file}>
      <Icon size={22} aria-hidden />
      <Text size="xs" dir={link === undefined ? 'auto' : 'ltr'} className={classes.text}>
        {link ?? t(`picker.label.${media}`)}
      </Text>
    </Group>
  );
}
