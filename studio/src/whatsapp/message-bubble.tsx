import { UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowBackUp, IconExternalLink, IconList, IconMapPin } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { OutboundState } from '@core/conversations/conversation.js';
import { choicesOf, shownMessage, type Choice } from '@core/play/shown-message.js';
import type { OutboundMessage } from '@core/rendering/outbound.js';
import type { Template } from '@core/templates/template.js';
import { FileCard } from './file-card.js';
import { ListSheet } from './list-sheet.js';
import { MessageText } from './message-text.js';
import { Stamp } from './stamp.js';
import classes from './whatsapp.module.css';

export interface MessageBubbleProps {
  message: OutboundMessage;
  state?: OutboundState | undefined;
  /** Why it never arrived, in plain words. */
  failure?: string | undefined;
  /** Milliseconds since 1970. */
  at?: number | undefined;
  /** Without it nothing can be tapped: as a picture of the message. */
  onTap?: ((tap: Choice) => void) | undefined;
  /** Only where WhatsApp's button for the position may be tapped. */
  onLocation?: (() => void) | undefined;
  /** The catalogue: what stands on a template's buttons is not in its message. */
  templates?: readonly Template[] | undefined;
}

/** A message of ours as WhatsApp shows it to the customer, with the very buttons and rows. */
export function MessageBubble({ message, state, failure, at, onTap, onLocation, templates = [] }: MessageBubbleProps) {
  const { t } = useTranslation('whatsapp');
  const { bot, header, footer } = shownMessage(message, templates);
  const media = mediaOf(message);
  return (
    <article className={classes.ours} aria-label={t('business')}>
      <div className={classes.bubble}>
        {message.kind === 'template' && <div className={classes.kind}>{t('template', { name: message.name })}</div>}
        {media && <FileCard media={media.media} name={media.filename ?? media.link} />}
        {header !== undefined && (
          <div dir="auto" className={classes.header}>
            {header}
          </div>
        )}
        {bot !== '' && <MessageText text={bot} />}
        {footer !== undefined && (
          <div dir="auto" className={classes.footer}>
            {footer}
          </div>
        )}
        <Stamp at={at} state={state} />
      </div>
      <Actions message={message} templates={templates} onTap={onTap} onLocation={onLocation} />
      {failure !== undefined && (
        <div role="alert" className={classes.failure}>
          {failure}
        </div>
      )}
    </article>
  );
}

function mediaOf(message: OutboundMessage) {
  if (message.kind === 'media') return message.media;
  if (message.kind === 'buttons' || message.kind === 'link') return message.header;
  return undefined;
}

function Actions({
  message,
  templates,
  onTap,
  onLocation,
}: Pick<MessageBubbleProps, 'message' | 'onTap' | 'onLocation'> & { templates: readonly Template[] }) {
  const { t } = useTranslation('whatsapp');
  switch (message.kind) {
    case 'buttons':
    case 'template':
      return choicesOf(message, templates).map((choice) => (
        <Action
          key={choice.id}
          icon={<IconArrowBackUp size={16} aria-hidden />}
          label={choice.title}
          onTap={onTap && (() => onTap(choice))}
        />
      ));
    case 'list':
      return <ListAction list={message} onTap={onTap} />;
    case 'link':
      return (
        <a className={classes.action} href={webAddress(message.url)} target="_blank" rel="noopener noreferrer">
          <IconExternalLink size={16} aria-hidden />
          <bdi>{message.label}</bdi>
        </a>
      );
    case 'location-request':
      return <Action icon={<IconMapPin size={16} aria-hidden />} label={t('sendLocation')} onTap={onLocation} />;
    default:
      return null;
  }
}

/** An address that is none of the web leads nowhere: what a flow pipes into it may come from anybody. */
function webAddress(url: string): string | undefined {
  return /^https?:\/\//i.test(url) ? url : undefined;
}

function Action({ icon, label, onTap }: { icon: ReactNode; label: string; onTap: (() => void) | undefined }) {
  const inside = (
    <>
      {icon}
      <bdi>{label}</bdi>
    </>
  );
  if (!onTap) return <div className={classes.action}>{inside}</div>;
  return (
    <UnstyledButton className={classes.action} onClick={onTap}>
      {inside}
    </UnstyledButton>
  );
}

function ListAction({
  list,
  onTap,
}: {
  list: Extract<OutboundMessage, { kind: 'list' }>;
  onTap: MessageBubbleProps['onTap'];
}) {
  const [isOpen, sheet] = useDisclosure();
  return (
    <>
      <UnstyledButton className={classes.action} aria-haspopup="dialog" onClick={sheet.open}>
        <IconList size={16} aria-hidden />
        <bdi>{list.button}</bdi>
      </UnstyledButton>
      <ListSheet
        list={list}
        opened={isOpen}
        onClose={sheet.close}
        onChoose={
          onTap &&
          (({ id, title }) => {
            sheet.close();
            onTap({ id, title, source: 'list' });
          })
        }
      />
    </>
  );
}
