import { useDroppable } from '@dnd-kit/core';
import type { ReactNode } from 'react';
import type { ListPlace } from '../edits/list-edits.js';
import { placeId } from './drop-places.js';
import { useOrder } from './order-context.js';
import classes from './order.module.css';

/** A place between steps, that a dragged one can be dropped at. */
export function DropPlace({ place, children }: { place: ListPlace; children: ReactNode }) {
  const id = placeId(place);
  const isOpen = useOrder().open.has(id);
  const { setNodeRef, isOver } = useDroppable({ id, data: { ...place }, disabled: !isOpen });
  return (
    <div ref={setNodeRef} className={classes.place} data-open={isOpen || undefined} data-aimed={isOver || undefined}>
      {children}
    </div>
  );
}
