import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './one-time-text.module.css';

/** A link or key that is shown this once: copied from here, or made anew. */
export function OneTimeText({ about, text }: { about: string; text: string }) {
  const { t } = useTranslation();
  return (
    <Alert color="leaf" variant="light" role="status">
      <Stack gap="sm">
        <Text size="sm">{about}</Text>
        <Code block dir="ltr" className={classes['text'] ?? ''} tabIndex={0}>
          {text}
        </Code>
        <Group>
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button
                size="xs"
                variant="default"
                onClick={copy}
                leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              >
                {copied ? t('copied') : t('copy')}
              </Button>
            )}
          </CopyButton>
        </Group>
      </Stack>
    </Alert>
  );
}
