import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors } from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerKind } from '@core/flow/answers/registry.js';
import type { StepPath } from '../draft/step-path.js';
import { fieldOf, listOf, textIn, textOf } from '../fields/read.js';
import { useFlow } from '../fields/use-flow.js';
import { insertItem, placeItem } from './edits/list-edits.js';
import { freeName } from './edits/names.js';
import { OptionCard } from './question/option-card.js';
import { PasteOptions } from './question/paste-options.js';

/** Pixels that a pointer goes before it drags: less is a click that trembled. */
const DRAGS_AFTER = 5;
/** Of so many options each shows how its label stands; of more the one that is written in. */
const NOTED_AT_ONCE = 30;

/** The options of a choice, or the rows of a matrix: labels with their limits, order, more and fewer, and their details. */
export function OptionsEditor({
  step,
  items,
  of,
  kind,
  isRandom = false,
  limitOf,
}: {
  /** Path of the question. */
  step: StepPath;
  items: unknown;
  of: 'option' | 'row';
  kind: AnswerKind;
  isRandom?: boolean;
  /** How a label stands to its limit; absent where nothing limits it. */
  limitOf?: (id: string, label: string) => string;
}) {
  const { t } = useTranslation('editor-form');
  const { t: tq } = useTranslation('editor-question');
  const { edit, language } = useFlow();
  const [written, setWritten] = useState<string>();
  const path = [...step, `${of}s`];
  const list = listOf(items);
  /** What an option was called first while it is shown here: a new name makes it no other one. */
  const [firstNames, setFirstNames] = useState<ReadonlyMap<string, string>>(new Map());
  const ids = sortIds(list, firstNames);
  const nameAt = (index: number) => textIn(fieldOf(list[index], 'label'), language) || String(index + 1);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: DRAGS_AFTER } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const told = (key: string, active: string, over: string | undefined) =>
    tq(key, { name: nameAt(ids.indexOf(active)), n: ids.indexOf(over ?? active) + 1, all: ids.length });
  return (
    <Stack gap="xs" role="group" aria-label={t(`${of}s.title`)}>
      <Text size="sm" fw={500}>
        {t(`${of}s.title`)}
      </Text>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        accessibility={{
          screenReaderInstructions: { draggable: tq('option.how') },
          announcements: {
            onDragStart: ({ active }) => told('option.taken', String(active.id), undefined),
            onDragOver: ({ active, over }) =>
              told('option.over', String(active.id), over ? String(over.id) : undefined),
            onDragEnd: ({ active, over }) =>
              told('option.moved', String(active.id), over ? String(over.id) : undefined),
            onDragCancel: ({ active }) => told('option.cancelled', String(active.id), undefined),
          },
        }}
        onDragEnd={({ active, over }) => {
          const from = ids.indexOf(String(active.id));
          const to = ids.indexOf(String(over?.id));
          if (from === -1 || to === -1) return;
          edit((doc) => placeItem(doc, [...path, from], { list: path, at: to > from ? to + 1 : to }));
        }}
      >
        <SortableContext items={ids} strategy={verticalListSortingStrategy}>
          {list.map((item, index) => {
            const sortId = ids[index] ?? String(index);
            const isNoted = limitOf && (list.length <= NOTED_AT_ONCE || written === sortId);
            return (
              <OptionCard
                key={sortId}
                sortId={sortId}
                step={step}
                path={[...path, index]}
                option={item}
                name={nameAt(index)}
                count={list.length}
                kind={kind}
                of={of}
                isRandom={isRandom}
                note={isNoted ? (label) => limitOf(textOf(fieldOf(item, 'id')), label) : undefined}
                onFocus={() => setWritten(sortId)}
                onRenamed={(from, to) => setFirstNames(new Map(firstNames).set(to, firstNames.get(from) ?? from))}
              />
            );
          })}
        </SortableContext>
      </DndContext>
      <Group gap="xs" align="flex-start">
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => {
            const id = freeName(of, new Set(list.map((item) => textOf(fieldOf(item, 'id')))));
            edit((doc) => insertItem(doc, path, list.length, { id, label: t(`${of}s.label`, { n: list.length + 1 }) }));
          }}
        >
          {t(`${of}s.add`)}
        </Button>
        <PasteOptions path={path} stem={of} />
      </Group>
    </Stack>
  );
}

/** What each is known by while the list changes: its first id, and of several with one id which of them. */
function sortIds(list: readonly unknown[], firstNames: ReadonlyMap<string, string>): string[] {
  const seen = new Map<string, number>();
  return list.map((item) => {
    const now = textOf(fieldOf(item, 'id'));
    const id = firstNames.get(now) ?? now;
    const nth = (seen.get(id) ?? 0) + 1;
    seen.set(id, nth);
    return `${id} ${nth}`;
  });
}
