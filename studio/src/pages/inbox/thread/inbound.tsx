import { Anchor, Badge, Box, Group, Text } from '@mantine/core';
import { IconClick, IconMapPin } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { mediaAddress, type ThreadEntrySeen } from '../inbox-api.js';
import { timeOfDay } from './day.js';
import { ThreadFile } from './thread-file.js';
import { Words } from './words.js';
import classes from './thread.module.css';

type InboundEntry = Extract<ThreadEntrySeen, { kind: 'inbound' }>;
type Content = InboundEntry['content'];

/** What the person said or did. Whatever it is, it is shown as text. */
export function Inbound({
  entry: { id, at, content, editedTo, revokedAt },
  conversationId,
  name,
}: {
  entry: InboundEntry;
  conversationId: string;
  name: string;
}) {
  const { t, i18n } = useTranslation('inbox');
  return (
    <article className={classes.inbound} aria-label={name}>
      <div className={classes.bubble}>
        <Said content={editedTo ?? content} conversationId={conversationId} entryId={id} />
        {revokedAt !== undefined && (
          <Text size="xs" fs="italic" className={classes.quiet}>
            {t('thread.revoked')}
          </Text>
        )}
        <Group gap={6} justify="flex-end">
          {editedTo && (
            <Text size="xs" className={classes.quiet}>
              {t('thread.edited')}
            </Text>
          )}
          <Text size="xs" className={classes.quiet}>
            {timeOfDay(Date.parse(at), i18n.language)}
          </Text>
        </Group>
      </div>
    </article>
  );
}

function Said({ content, conversationId, entryId }: { content: Content; conversationId: string; entryId: string }) {
  const { t } = useTranslation('inbox');
  switch (content.kind) {
    case 'text':
      return <Words text={content.text} />;
    case 'tap':
      return (
        <Badge
          variant="outline"
          size="lg"
          className={classes.tap}
          leftSection={<IconClick size={14} aria-label={t('thread.tapped')} />}
        >
          <bdi>{content.title}</bdi>
        </Badge>
      );
    case 'media':
      return (
        <>
          <ThreadFile
            kind={content.media}
            filename={content.filename}
            source={mediaAddress(conversationId, entryId)}
            alt={content.caption ?? t('thread.picture')}
            gone={t('thread.gone')}
          />
          {content.caption !== undefined && <Words text={content.caption} />}
        </>
      );
    case 'location':
      return <Place place={content} />;
    case 'contacts':
      return (
        <>
          {content.contacts.map(({ name, phones }, index) => (
            <Box key={`${index} ${name}`}>
              <Text size="sm" fw={600} dir="auto" className={classes.words}>
                {name}
              </Text>
              {phones.map((phone) => (
                <Text key={phone} size="sm" dir="ltr" className={classes.code}>
                  {phone}
                </Text>
              ))}
            </Box>
          ))}
        </>
      );
    case 'reaction':
      return (
        <Text size="sm">
          {content.emoji === '' ? t('thread.unreacted') : t('thread.reacted', { emoji: content.emoji })}
        </Text>
      );
    case 'form':
      return (
        <>
          <Words text={t('thread.form', { name: content.name })} />
          <Text component="pre" size="xs" className={classes.words} dir="ltr">
            {JSON.stringify(content.data, null, 1)}
          </Text>
        </>
      );
    case 'order':
      return <Words text={content.text ?? t('thread.order', { count: content.items.length })} />;
    case 'unsupported':
      return (
        <Text size="sm" fs="italic">
          {t('thread.unsupported', { type: content.type })}
        </Text>
      );
  }
}

function Place({ place }: { place: Extract<Content, { kind: 'location' }> }) {
  const { t } = useTranslation('inbox');
  const { latitude, longitude } = place;
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <IconMapPin size={20} aria-hidden />
      <div>
        <Text size="sm" dir="auto" className={classes.words}>
          {place.name ?? t('thread.location')}
        </Text>
        {place.address !== undefined && (
          <Text size="xs" dir="auto" className={classes.words}>
            {place.address}
          </Text>
        )}
        <Anchor
          size="sm"
          href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`}
          target="_blank"
          rel="noreferrer noopener"
        >
          {t('thread.openMap')}
        </Anchor>
      </div>
    </Group>
  );
}
