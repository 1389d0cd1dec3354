import { IconArrowBackUp, IconMapPin } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { InboundContent } from '@core/flow/inbound.js';
import { FileCard } from './file-card.js';
import { MessageText } from './message-text.js';
import { Stamp } from './stamp.js';
import classes from './whatsapp.module.css';

/** What the customer sent, as it stands on the customer's own phone. @param at milliseconds since 1970 */
export function InboundBubble({ content, at }: { content: InboundContent; at?: number | undefined }) {
  const { t } = useTranslation('whatsapp');
  return (
    <article className={classes.theirs} aria-label={t('customer')}>
      <div className={classes.bubble}>
        <Content content={content} />
        <Stamp at={at} />
      </div>
    </article>
  );
}

function Content({ content }: { content: InboundContent }) {
  const { t } = useTranslation('whatsapp');
  switch (content.kind) {
    case 'text':
      return <MessageText text={content.text} />;
    case 'tap':
      return (
        <div className={classes.tapped}>
          <IconArrowBackUp size={15} aria-label={t('tapped')} role="img" />
          <bdi>{content.title}</bdi>
        </div>
      );
    case 'media':
      return (
        <>
          <FileCard media={content.media} name={content.filename} />
          {content.caption !== undefined && <MessageText text={content.caption} />}
        </>
      );
    case 'location':
      return (
        <div className={classes.file}>
          <IconMapPin size={24} aria-hidden />
          <div>
            <div dir="auto">{content.name ?? t('location')}</div>
            <bdi className={classes.fileName}>{content.address ?? `${content.latitude}, ${content.longitude}`}</bdi>
          </div>
        </div>
      );
    case 'contacts':
      return content.contacts.map(({ name, phones }, index) => (
        <MessageText key={index} text={[name, ...phones].join('\n')} />
      ));
    case 'reaction':
      return <MessageText text={content.emoji} />;
    case 'form':
      return <div>{t('form', { name: content.name })}</div>;
    case 'order':
      return <div>{content.text ?? t('order', { count: content.items.length })}</div>;
    case 'unsupported':
      return <em>{t('unsupported', { type: content.type })}</em>;
  }
}
