import { Button, Group, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StepPath } from '../../draft/step-path.js';
import { fieldOf, textOf } from '../../fields/read.js';
import { PlainField } from '../../fields/plain-field.js';
import { useFlow } from '../../fields/use-flow.js';
import { setField } from '../edits/text-edits.js';
import { addQuota } from '../new-step.js';
import { JumpSelect } from './jump-select.js';

/** Which quota a step takes a place of, how many places that has, and what follows when all are taken. */
export function QuotaFields({ path, step }: { path: StepPath; step: object }) {
  const { t } = useTranslation('editor-form');
  const { definition, edit } = useFlow();
  const quotas = definition?.quotas ?? {};
  const name = textOf(fieldOf(step, 'quota'));
  const full = fieldOf(step, 'full');
  const goto = fieldOf(full, 'goto');
  const names = [...new Set([...Object.keys(quotas), ...(name === '' ? [] : [name])])];
  return (
    <>
      <Group align="flex-end" gap="xs">
        <Select
          label={t('quota.name')}
          flex={1}
          allowDeselect={false}
          data={names}
          value={name === '' ? null : name}
          onChange={(chosen) => chosen !== null && edit((doc) => setField(doc, [...path, 'quota'], chosen))}
        />
        <Button
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => edit((doc) => setField(doc, [...path, 'quota'], addQuota(doc)))}
        >
          {t('quota.add')}
        </Button>
      </Group>
      {name !== '' && (
        <PlainField
          path={['quotas', name, 'limit']}
          value={fieldOf(quotas, name, 'limit')}
          label={t('quota.limit', { name })}
          numeric
        />
      )}
      <Select
        label={t('quota.full')}
        allowDeselect={false}
        data={(['end', 'goto'] as const).map((value) => ({ value, label: t(`quota.${value}`) }))}
        value={full !== undefined && full !== 'end' ? 'goto' : 'end'}
        onChange={(chosen) =>
          edit((doc) => setField(doc, [...path, 'full'], chosen === 'goto' ? { goto: '' } : undefined))
        }
      />
      {full !== undefined && full !== 'end' && (
        <JumpSelect step={path} path={[...path, 'full', 'goto']} value={goto} label={t('fields.goto')} />
      )}
    </>
  );
}
