import { Button, Code, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxConversationView } from '@core/api/inbox-views.js';
import classes from './details.module.css';

const FIRST = 5;

/** What was decided in the background, newest first, by its stable names (docs/events.md). */
export function History({ notes }: { notes: InboxConversationView['history'] }) {
  const { t, i18n } = useTranslation('inbox');
  const [isWhole, setIsWhole] = useState(false);
  if (notes.length === 0) return null;
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'short', timeStyle: 'short' });
  const newest = notes.toReversed();
  return (
    <section aria-label={t('details.history')}>
      <Title order={2} size="h5" mb="xs">
        {t('details.history')}
      </Title>
      <Stack gap={6}>
        {(isWhole ? newest : newest.slice(0, FIRST)).map(({ at, name, data }, index) => (
          // Two notes may be the same in every part but their place.
          <div key={`${at} ${name} ${index}`}>
            <Text size="xs" c="dimmed">
              {time.format(new Date(at))}
            </Text>
            <Code dir="ltr" className={classes.code}>
              {name}
            </Code>
            <Text size="xs" c="dimmed" className={classes.words}>
              <bdi dir="ltr">
                {Object.entries(data)
                  .map(([fact, value]) => `${fact}: ${value}`)
                  .join(', ')}
              </bdi>
            </Text>
          </div>
        ))}
      </Stack>
      {notes.length > FIRST && !isWhole && (
        <Button size="compact-xs" variant="subtle" mt="xs" onClick={() => setIsWhole(true)}>
          {t('common:more')}
        </Button>
      )}
    </section>
  );
}
