import { Group, Text } from '@mantine/core';
import { IconArrowBackUp, IconExternalLink, IconList, IconMapPin, IconMessage2Check } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { choicesOf, shownMessage } from '@core/play/shown-message.js';
import type { OutboundMedia, OutboundMessage } from '@core/rendering/outbound.js';
import type { Template } from '@core/templates/template.js';
import { FileCard } from '../../../whatsapp/file-card.js';
import { attachmentAddress } from '../inbox-api.js';
import { ThreadFile } from './thread-file.js';
import { Words } from './words.js';
import classes from './thread.module.css';

/** A message of ours, with the buttons and rows that the person had before them. */
export function SentMessage({
  message,
  conversationId,
  templates,
}: {
  message: OutboundMessage;
  conversationId: string;
  /** The channel's catalogue: what stands on a template's buttons is not in its message. */
  templates: readonly Template[];
}) {
  const { t } = useTranslation('inbox');
  switch (message.kind) {
    case 'text':
      return <Words text={message.body} />;
    case 'buttons':
      return (
        <>
          <Frame message={message} />
          {message.buttons.map(({ id, title }) => (
            <Option key={id} icon={<IconArrowBackUp size={14} aria-hidden />} title={title} />
          ))}
        </>
      );
    case 'list':
      return (
        <>
          <Frame message={message} />
          <Option icon={<IconList size={14} aria-hidden />} title={message.button} />
          <ul className={classes.rows} dir="auto">
            {message.rows.map(({ id, title, description }) => (
              <li key={id}>
                <Text size="sm" dir="auto">
                  {title}
                </Text>
                {description !== undefined && (
                  <Text size="xs" className={classes.quiet} dir="auto">
                    {description}
                  </Text>
                )}
              </li>
            ))}
          </ul>
        </>
      );
    case 'link':
      return (
        <>
          <Frame message={message} />
          <Option icon={<IconExternalLink size={14} aria-hidden />} title={message.label} />
          <Text size="xs" dir="ltr" className={classes.code}>
            {message.url}
          </Text>
        </>
      );
    case 'media':
      return (
        <>
          <SentFile media={message.media} caption={message.caption} conversationId={conversationId} />
          {message.caption !== undefined && <Words text={message.caption} />}
        </>
      );
    case 'location-request':
      return (
        <>
          <Words text={message.body} />
          <Option icon={<IconMapPin size={14} aria-hidden />} title={t('thread.sendLocation')} />
        </>
      );
    case 'template':
      return (
        <>
          <Group gap={4} className={classes.quiet}>
            <IconMessage2Check size={14} aria-hidden />
            <Text size="xs">
              {t('thread.template')} <bdi>{message.name}</bdi>
            </Text>
          </Group>
          <Words text={shownMessage(message, templates).bot} />
          {choicesOf(message, templates).map(({ id, title }) => (
            <Option key={id} icon={<IconArrowBackUp size={14} aria-hidden />} title={title} />
          ))}
        </>
      );
  }
}

/** A file of the team's lies with us and is shown; one behind a link stays there. */
function SentFile({
  media: { media, filename, link, attachment },
  caption,
  conversationId,
}: {
  media: OutboundMedia;
  caption: string | undefined;
  conversationId: string;
}) {
  const { t } = useTranslation('inbox');
  if (attachment === undefined) return <FileCard media={media} name={filename ?? link} />;
  return (
    <ThreadFile
      kind={media}
      filename={filename}
      source={attachmentAddress(conversationId, attachment)}
      alt={caption ?? filename ?? t(`kind.${media}`)}
      gone={t('thread.ourFileGone')}
    />
  );
}

function Frame({
  message: { header, headerText, body, footer },
}: {
  message: {
    header?: OutboundMedia | undefined;
    headerText?: string | undefined;
    body: string;
    footer?: string | undefined;
  };
}) {
  return (
    <>
      {header && <FileCard media={header.media} name={header.filename ?? header.link} />}
      {headerText !== undefined && (
        <Text size="sm" fw={700} dir="auto" className={classes.words}>
          {headerText}
        </Text>
      )}
      <Words text={body} />
      {footer !== undefined && (
        <Text size="xs" className={classes.quiet} dir="auto">
          {footer}
        </Text>
      )}
    </>
  );
}

function Option({ icon, title }: { icon: ReactNode; title: string }) {
  return (
    <div className={classes.option}>
      {icon}
      <Text size="sm" fw={500} dir="auto">
        {title}
      </Text>
    </div>
  );
}
