import { IconFile, IconMicrophone, IconPhoto, IconSticker, IconVideo } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OutboundMedia } from '@core/rendering/outbound.js';
import classes from './whatsapp.module.css';

const ICONS = {
  image: IconPhoto,
  video: IconVideo,
  audio: IconMicrophone,
  document: IconFile,
  sticker: IconSticker,
} as const;

/** Stands for a file. It is never loaded from where it lies: the studio asks no other host for anything. */
export function FileCard({ media, name }: { media: OutboundMedia['media']; name: string | undefined }) {
  const { t } = useTranslation('whatsapp');
  const Icon = ICONS[media];
  return (
    <div className={classes.file}>
      <Icon size={24} aria-hidden />
      <div>
        <div>{t(`media.${media}`)}</div>
        {name !== undefined && (
          <bdi className={classes.fileName} dir="auto">
            {name}
          </bdi>
        )}
      </div>
    </div>
  );
}
