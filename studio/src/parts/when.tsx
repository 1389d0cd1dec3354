import { useTranslation } from 'react-i18next';

/** A moment in the viewer's zone and language. */
export function When({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const written = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return <time dateTime={at}>{written.format(new Date(at))}</time>;
}
