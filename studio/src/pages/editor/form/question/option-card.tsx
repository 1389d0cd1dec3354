import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ActionIcon, Collapse, Group, Paper, Stack, Text } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconGripVertical } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerKind } from '@core/flow/answers/registry.js';
import type { StepPath } from '../../draft/step-path.js';
import { fieldOf } from '../../fields/read.js';
import { TextField } from '../../fields/text-field.js';
import { RowTools } from '../kinds/row-tools.js';
import { OptionDetails, useOptionSet } from './option-details.js';
import classes from './options.module.css';

interface OptionCardProps {
  /** Told apart from the others of its list by it, wherever it stands. */
  sortId: string;
  /** Path of the question. */
  step: StepPath;
  path: StepPath;
  option: unknown;
  /** What it is called where it is moved or removed. */
  name: string;
  count: number;
  kind: AnswerKind;
  of: 'option' | 'row';
  isRandom: boolean;
  /** How a label stands to its limit; absent where nothing limits it. */
  note?: ((label: string) => string) | undefined;
  onFocus: () => void;
  /** It has another id now. */
  onRenamed: (from: string, to: string) => void;
}

/** One option: its label, its place, and behind "more" what few options have. */
export function OptionCard({
  sortId,
  step,
  path,
  option,
  name,
  count,
  kind,
  of,
  isRandom,
  note,
  onFocus,
  onRenamed,
}: OptionCardProps) {
  const { t } = useTranslation('editor-question');
  const { t: tf } = useTranslation('editor-form');
  const [isOpen, setOpen] = useState(false);
  const details = useId();
  const setOf = useOptionSet();
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({
    id: sortId,
    attributes: { roleDescription: t('option.handle') },
  });
  const set = of === 'row' || isOpen ? [] : setOf(option);
  const at = path.at(-1);
  const Chevron = isOpen ? IconChevronUp : IconChevronDown;
  return (
    <Paper
      ref={setNodeRef}
      withBorder
      p={6}
      role="group"
      aria-label={name}
      className={classes.card}
      data-dragged={isDragging || undefined}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      onFocus={onFocus}
    >
      <div className={classes.row}>
        <ActionIcon
          ref={setActivatorNodeRef}
          {...attributes}
          {...listeners}
          className={classes.handle}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('option.drag', { name })}
        >
          <IconGripVertical size={16} aria-hidden />
        </ActionIcon>
        <Stack gap={2} className={classes.label}>
          <TextField
            path={[...path, 'label']}
            value={fieldOf(option, 'label')}
            label={tf(`${of}s.label`, { n: typeof at === 'number' ? at + 1 : 1 })}
            hideLabel
            required
            {...(note && { note })}
          />
          {set.length > 0 && (
            <Text size="xs" c="dimmed" dir="auto">
              {set.join(' · ')}
            </Text>
          )}
        </Stack>
        <Group gap={2} wrap="nowrap" className={classes.tools}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('option.more', { name })}
            aria-expanded={isOpen}
            aria-controls={details}
            onClick={() => setOpen(!isOpen)}
          >
            <Chevron size={16} aria-hidden />
          </ActionIcon>
          <RowTools path={path} name={name} count={count} />
        </Group>
      </div>
      <Collapse expanded={isOpen} keepMounted={false} id={details}>
        <div className={classes.details}>
          <OptionDetails
            step={step}
            path={path}
            option={option}
            kind={kind}
            of={of}
            isRandom={isRandom}
            onRenamed={onRenamed}
          />
        </div>
      </Collapse>
    </Paper>
  );
}
