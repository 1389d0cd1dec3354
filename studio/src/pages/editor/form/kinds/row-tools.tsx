import { ActionIcon, Group } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StepPath } from '../../draft/step-path.js';
import { useFlow } from '../../fields/use-flow.js';
import { moveItem, removeItem } from '../edits/list-edits.js';

/** Order and removal of one row of a list: a case, an arm, a way out. */
export function RowTools({
  path,
  name,
  count,
  least = 1,
}: {
  path: StepPath;
  name: string;
  /** Rows of the list. */
  count: number;
  /** With so many none can be removed. */
  least?: number;
}) {
  const { t } = useTranslation('editor-form');
  const { edit } = useFlow();
  const at = path.at(-1);
  return (
    <Group gap={2} wrap="nowrap">
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('up', { name })}
        disabled={at === 0}
        onClick={() => edit((doc) => moveItem(doc, path, -1))}
      >
        <IconArrowUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('down', { name })}
        disabled={at === count - 1}
        onClick={() => edit((doc) => moveItem(doc, path, 1))}
      >
        <IconArrowDown size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="red"
        size="lg"
        aria-label={t('remove', { name })}
        disabled={count <= least}
        onClick={() => edit((doc) => removeItem(doc, path))}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
