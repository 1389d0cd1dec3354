import { useDraggable } from '@dnd-kit/core';
import { formatPath } from '@core/flow/definition/finding.js';
import { ActionIcon } from '@mantine/core';
import { IconGripVertical } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StepPath } from '../../draft/step-path.js';
import classes from './order.module.css';

/** What a step is taken by: dragged, or picked up with the space bar and moved with the arrow keys. */
export function DragHandle({ path, name }: { path: StepPath; name: string }) {
  const { t } = useTranslation('editor-form');
  const { setNodeRef, listeners, attributes } = useDraggable({
    id: `step ${formatPath(path)}`,
    data: { path },
    attributes: { roleDescription: t('order.handle') },
  });
  return (
    <ActionIcon
      ref={setNodeRef}
      {...attributes}
      {...listeners}
      className={classes.handle}
      data-control="handle"
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={t('order.drag', { name })}
    >
      <IconGripVertical size={16} aria-hidden />
    </ActionIcon>
  );
}
