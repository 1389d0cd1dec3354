import {
  DndContext,
  DragOverlay,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type CollisionDetection,
  type KeyboardCoordinateGetter,
} from '@dnd-kit/core';
import { Paper, Text, VisuallyHidden } from '@mantine/core';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraftStore } from '../../draft/draft-store.js';
import { stepKey, type StepPath } from '../../draft/step-path.js';
import { fieldOf } from '../../fields/read.js';
import { useFlow } from '../../fields/use-flow.js';
import { placeItem, type ListPlace } from '../edits/list-edits.js';
import { useStepName } from '../use-step-name.js';
import { placeId, placesFor, placeWords } from './drop-places.js';
import { focusStep } from './focus-step.js';
import { OrderContext, type OrderControl } from './order-context.js';
import classes from './order.module.css';

/** Pixels that a pointer goes before it drags: less is a click that trembled. */
const DRAGS_AFTER = 5;
const STEPS_OF_KEYS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** It would be as large as the handle that it hangs on. */
const OVERLAY = { width: 'max-content', height: 'auto' } as const;

/** What a dragged step or a place carries through dnd-kit. */
const dataOf = (one: { data: { current: unknown } } | null | undefined) => one?.data.current;
const isPath = (value: unknown): value is StepPath =>
  Array.isArray(value) && value.every((key) => typeof key === 'string' || typeof key === 'number');
const pathOf = (data: unknown): StepPath | undefined => {
  const path = fieldOf(data, 'path');
  return isPath(path) ? path : undefined;
};
const placeOf = (data: unknown): ListPlace | undefined => {
  const list = fieldOf(data, 'list');
  const at = fieldOf(data, 'at');
  return isPath(list) && typeof at === 'number' ? { list, at } : undefined;
};

/**
 * The list of steps, in which each can be taken to any other place, also into and out of groups: dragged by mouse and
 * finger, or by keyboard from place to place in the order of the page.
 */
export function OrderArea({ children }: { children: ReactNode }) {
  const { t } = useTranslation('editor-form');
  const { definition, edit } = useFlow();
  const store = useDraftStore();
  const nameOf = useStepName();
  const [dragged, setDragged] = useState<StepPath>();
  const [said, setSaid] = useState('');
  /** Where a step that is moved by keyboard would go. The pointer tells that itself. */
  const aimed = useRef<string>(undefined);
  /** Just picked up, and not told yet. */
  const isTaken = useRef(false);
  const steps = definition?.steps;

  const open = useMemo(() => new Set(dragged ? placesFor(steps, dragged).map(placeId) : []), [steps, dragged]);

  const wordsOf = (moved: StepPath, place: ListPlace): string => {
    const { n, all, group } = placeWords(steps, moved, place);
    return group === undefined ? t('order.place', { n, all }) : t('order.placeIn', { n, all, group });
  };
  const move = (path: StepPath, to: ListPlace, by: OrderControl) => {
    let arrived: StepPath | undefined;
    const step: unknown = fieldOf(steps, ...path.slice(1));
    const isObject = typeof step === 'object' && step !== null;
    const isOpen = isObject && store.getState().selected === stepKey(step, path);
    edit((doc) => {
      arrived = placeItem(doc, path, to);
    });
    // A step without a name is known by its place: it stays the selected one there.
    if (arrived && isOpen) store.getState().select(stepKey(step, arrived));
    if (arrived && by !== 'handle') setSaid(t('order.moved', { name: nameOf(step, path), place: wordsOf(path, to) }));
    focusStep(arrived ?? path, by);
  };

  const byKeys: KeyboardCoordinateGetter = (event, { context, currentCoordinates }) => {
    const by = STEPS_OF_KEYS[event.code];
    const moved = pathOf(dataOf(context.active));
    if (by === undefined || !moved) return undefined;
    event.preventDefault();
    const ids = placesFor(steps, moved).map(placeId);
    const next = ids[ids.indexOf(aimed.current ?? '') + by];
    const place = next === undefined ? null : context.droppableContainers.get(next)?.node.current;
    if (next === undefined || !place) return undefined;
    aimed.current = next;
    return { x: currentCoordinates.x, y: place.getBoundingClientRect().top };
  };
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: DRAGS_AFTER } }),
    useSensor(KeyboardSensor, { coordinateGetter: byKeys, scrollBehavior: 'auto' }),
  );
  /** The place nearest to the pointer up or down: all stand below one another. */
  const nearest: CollisionDetection = ({ droppableContainers, droppableRects, pointerCoordinates }) => {
    if (aimed.current !== undefined) return [{ id: aimed.current }];
    if (!pointerCoordinates) return [];
    return droppableContainers
      .flatMap(({ id, disabled }) => {
        const rect = droppableRects.get(id);
        if (disabled || !rect) return [];
        return [{ id, distance: Math.abs(rect.top + rect.height / 2 - pointerCoordinates.y) }];
      })
      .toSorted((a, b) => a.distance - b.distance)
      .slice(0, 1)
      .map(({ id }) => ({ id }));
  };
  const draggedName = dragged && nameOf(fieldOf(steps, ...dragged.slice(1)), dragged);
  const told = (active: Parameters<typeof dataOf>[0], over: Parameters<typeof dataOf>[0], key: string) => {
    const moved = pathOf(dataOf(active));
    const place = placeOf(dataOf(over));
    if (!moved || !place) return undefined;
    return t(key, { name: nameOf(fieldOf(steps, ...moved.slice(1)), moved), place: wordsOf(moved, place) });
  };
  const end = () => {
    aimed.current = undefined;
    setDragged(undefined);
  };
  return (
    <OrderContext value={{ dragged, open, move, say: setSaid }}>
      <DndContext
        sensors={sensors}
        collisionDetection={nearest}
        accessibility={{
          restoreFocus: false,
          screenReaderInstructions: { draggable: t('order.how') },
          announcements: {
            // Told with the place, as soon as that is known.
            onDragStart: () => {
              isTaken.current = true;
              return undefined;
            },
            onDragOver: ({ active, over }) => {
              const key = isTaken.current ? 'order.taken' : 'order.over';
              isTaken.current = false;
              return told(active, over, key);
            },
            onDragEnd: ({ active, over }) => told(active, over, 'order.moved'),
            onDragCancel: () => t('order.cancelled'),
          },
        }}
        onDragStart={({ active, activatorEvent }) => {
          const moved = pathOf(dataOf(active));
          setDragged(moved);
          const at = moved?.at(-1);
          if (!moved || typeof at !== 'number') return;
          aimed.current =
            activatorEvent instanceof KeyboardEvent ? placeId({ list: moved.slice(0, -1), at }) : undefined;
        }}
        onDragCancel={({ active }) => {
          const moved = pathOf(dataOf(active));
          end();
          if (moved) focusStep(moved, 'handle');
        }}
        onDragEnd={({ active, over }) => {
          const moved = pathOf(dataOf(active));
          const place = placeOf(dataOf(over));
          end();
          if (moved && place) move(moved, place, 'handle');
        }}
      >
        {children}
        <DragOverlay dropAnimation={null} style={OVERLAY}>
          {draggedName !== undefined && (
            <Paper withBorder shadow="md" p="sm" className={classes.overlay}>
              <Text dir="auto" truncate>
                {draggedName}
              </Text>
            </Paper>
          )}
        </DragOverlay>
      </DndContext>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </OrderContext>
  );
}
