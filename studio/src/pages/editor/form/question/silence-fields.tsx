import { ActionIcon, Button, Group, Select, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StepPath } from '../../draft/step-path.js';
import { DurationField } from '../../fields/duration-field.js';
import { fieldOf, listOf, textOf } from '../../fields/read.js';
import { TextField } from '../../fields/text-field.js';
import { useFlow } from '../../fields/use-flow.js';
import { insertItem, removeItem } from '../edits/list-edits.js';
import { setField } from '../edits/text-edits.js';
import { TimeoutFields } from './timeout-fields.js';

/** What a reminder begins with; its authors know better. */
const FIRST_REMINDER = '4h';
const MOST_REMINDERS = 10;

type Mode = 'inherit' | 'off' | 'own';
const modeOf = (value: unknown, isOff: boolean): Mode => (value === undefined ? 'inherit' : isOff ? 'off' : 'own');

interface SilenceProps {
  /** Of the question; empty for what holds for all questions. */
  path: StepPath;
  timeout: unknown;
  reminders: unknown;
}

/** What happens when nobody answers: a limit of time, and reminders before. */
export function SilenceFields({ path, timeout, reminders }: SilenceProps) {
  const { t } = useTranslation('editor-question');
  const { edit } = useFlow();
  const ofAll = path.length === 0;
  const timeoutAt = [...path, 'timeout'];
  const remindersAt = [...path, 'reminders'];
  const list = listOf(reminders);
  return (
    <>
      <TimeoutFields
        path={timeoutAt}
        from={path}
        value={timeout}
        unset={ofAll ? t('silence.timeoutOff') : t('silence.inherit')}
        {...(!ofAll && { off: t('silence.timeoutOff') })}
        after={t('silence.after')}
      />
      <Select
        label={t('silence.reminders')}
        description={t('silence.remindersHelp')}
        allowDeselect={false}
        data={[
          { value: 'inherit', label: ofAll ? t('silence.remindersOff') : t('silence.inherit') },
          ...(ofAll ? [] : [{ value: 'off', label: t('silence.remindersOff') }]),
          { value: 'own', label: t('silence.remindersOwn') },
        ]}
        value={modeOf(reminders, list.length === 0)}
        onChange={(mode) => {
          const written = mode === 'own' ? [{ after: FIRST_REMINDER }] : mode === 'off' ? [] : undefined;
          edit((doc) => setField(doc, remindersAt, written));
        }}
      />
      {list.length > 0 && (
        <Stack gap="sm" ps="md" role="group" aria-label={t('silence.reminders')}>
          {list.map((reminder, index) => (
            <Group key={index} align="flex-start" wrap="nowrap" gap="xs">
              <Stack gap={4} flex={1}>
                <DurationField
                  path={[...remindersAt, index, 'after']}
                  value={fieldOf(reminder, 'after')}
                  label={t('silence.reminder', { n: index + 1 })}
                  required
                />
                <TextField
                  path={[...remindersAt, index, 'text']}
                  value={fieldOf(reminder, 'text')}
                  label={t('silence.text', { n: index + 1 })}
                  note={() => t('silence.textHelp')}
                />
              </Stack>
              <ActionIcon
                variant="subtle"
                color="red"
                size="lg"
                mt={24}
                aria-label={t('silence.remove', { n: index + 1 })}
                onClick={() => edit((doc) => removeItem(doc, [...remindersAt, index]))}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
          {list.length < MOST_REMINDERS ? (
            <Group>
              <Button
                variant="subtle"
                size="compact-sm"
                leftSection={<IconPlus size={14} aria-hidden />}
                onClick={() => edit((doc) => insertItem(doc, remindersAt, list.length, { after: FIRST_REMINDER }))}
              >
                {t('silence.add')}
              </Button>
            </Group>
          ) : (
            <Text size="sm">{t('silence.most', { max: MOST_REMINDERS })}</Text>
          )}
        </Stack>
      )}
    </>
  );
}

/** What is set of it, in few words. */
export function useSilenceSet(): (timeout: unknown, reminders: unknown) => string[] {
  const { t } = useTranslation('editor-question');
  return (timeout, reminders) => {
    const list = listOf(reminders);
    const after = textOf(fieldOf(timeout, 'after'));
    const then = fieldOf(timeout, 'then');
    const target = textOf(fieldOf(then, 'goto'));
    const outcome =
      target === '' ? (then === 'skip' || then === 'end' ? t(`then.${then}`) : '') : t('set.goto', { target });
    return [
      ...(timeout === false ? [t('silence.timeoutOff')] : []),
      ...(after === '' ? [] : [t('silence.set', { after, outcome })]),
      ...(reminders !== undefined && list.length === 0 ? [t('silence.remindersOff')] : []),
      ...(list.length === 0
        ? []
        : [t('silence.setReminders', { times: list.map((one) => textOf(fieldOf(one, 'after'))).join(', ') })]),
    ];
  };
}
