import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconClipboardText } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFlow } from '../../fields/use-flow.js';
import { Lines } from '../../fields/lines.js';
import { useOtherLanguage } from '../../fields/use-other-language.js';
import type { StepPath } from '../../draft/step-path.js';
import { addOptions } from './option-edits.js';

/** Adds many options at once, one a line; says what was added, and what was there already. */
export function PasteOptions({ path, stem }: { path: StepPath; stem: 'option' | 'row' }) {
  const { t } = useTranslation('editor-question');
  const { edit, language, languages } = useFlow();
  const other = useOtherLanguage();
  const [lines, setLines] = useState<string>();
  const [said, setSaid] = useState<{ added: number; twice: string[] }>();
  return (
    <Stack gap="xs">
      {lines === undefined ? (
        <Group>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconClipboardText size={14} aria-hidden />}
            onClick={() => {
              setSaid(undefined);
              setLines('');
            }}
          >
            {t('paste.open')}
          </Button>
        </Group>
      ) : (
        <>
          <Textarea
            label={t('paste.lines')}
            description={<Lines of={[other, t('paste.help')]} />}
            dir="auto"
            autosize
            minRows={4}
            maxRows={14}
            data-autofocus
            value={lines}
            onChange={(event) => setLines(event.currentTarget.value)}
          />
          <Group gap="xs">
            <Button
              size="xs"
              disabled={lines.trim() === ''}
              onClick={() => {
                let result: typeof said;
                edit((doc) => {
                  result = addOptions(doc, { path, stem, language, languages }, lines);
                });
                setSaid(result);
                setLines(undefined);
              }}
            >
              {t('paste.add')}
            </Button>
            <Button size="xs" variant="default" onClick={() => setLines(undefined)}>
              {t('common:cancel')}
            </Button>
          </Group>
        </>
      )}
      <Text size="sm" role="status">
        {said && t('paste.added', { count: said.added })}
        {said && said.twice.length > 0 && (
          <>
            {' '}
            <bdi>{t('paste.twice', { labels: said.twice.join(', ') })}</bdi>
          </>
        )}
      </Text>
    </Stack>
  );
}
