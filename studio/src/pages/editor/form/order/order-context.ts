import { createContext, useContext } from 'react';
import type { StepPath } from '../../draft/step-path.js';
import type { ListPlace } from '../edits/list-edits.js';

/** What moves a step; the focus goes to the same control of the same step afterwards. */
export type OrderControl = 'handle' | 'up' | 'down';

export interface Order {
  /** The step that is being dragged. */
  dragged: StepPath | undefined;
  /** Ids of the places that it can go to (`placeId`). */
  open: ReadonlySet<string>;
  /** Puts a step at another place, and says so. */
  move(path: StepPath, to: ListPlace, by: OrderControl): void;
  /** Says it to those who do not see it. */
  say(text: string): void;
}

export const OrderContext = createContext<Order | undefined>(undefined);

/** Only inside the list of steps. */
export function useOrder(): Order {
  const order = useContext(OrderContext);
  if (!order) throw new Error('useOrder is for what stands inside the list of steps');
  return order;
}
