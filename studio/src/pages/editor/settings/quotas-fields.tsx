import { ActionIcon, Group, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PlainField } from '../fields/plain-field.js';
import { fieldOf } from '../fields/read.js';
import { useFlow } from '../fields/use-flow.js';
import { setField } from '../form/edits/text-edits.js';
import { AddRow } from '../form/kinds/add-row.js';
import { NameField, type NameRefusal } from '../form/name-field.js';
import { addQuota } from '../form/new-step.js';
import { isQuotaUsed, renameQuota } from './quota-edits.js';

/** How many people may take part, by name. */
export function QuotasFields() {
  const { t } = useTranslation('editor-question');
  const { definition, edit } = useFlow();
  const names = Object.keys(definition?.quotas ?? {});
  const rename = (from: string, to: string) => {
    let refusal: NameRefusal | undefined;
    edit((doc) => {
      refusal = renameQuota(doc, from, to);
    });
    return refusal;
  };
  return (
    <Stack gap="sm">
      <Text size="sm">{t('settings.quotasHelp')}</Text>
      {names.map((name, index) => {
        const isUsed = isQuotaUsed(definition?.steps, name);
        const n = index + 1;
        return (
          <Stack key={name} gap={4} role="group" aria-label={t('settings.quota', { n })}>
            <Group align="flex-end" gap="xs">
              <NameField value={name} label={t('settings.quotaName', { n })} onRename={(to) => rename(name, to)} />
              <PlainField
                path={['quotas', name, 'limit']}
                value={fieldOf(definition, 'quotas', name, 'limit')}
                label={t('settings.quotaLimit')}
                numeric
                required
              />
              <ActionIcon
                variant="subtle"
                color="red"
                size="lg"
                disabled={isUsed}
                aria-label={t('settings.quotaRemove', { name })}
                onClick={() => edit((doc) => setField(doc, ['quotas', name], undefined))}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Group>
            {isUsed && (
              <Text size="xs" c="dimmed">
                {t('settings.quotaUsed')}
              </Text>
            )}
          </Stack>
        );
      })}
      <AddRow label={t('settings.quotaAdd')} onAdd={() => edit((doc) => void addQuota(doc))} />
    </Stack>
  );
}
