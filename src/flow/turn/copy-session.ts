import type { Session } from '../session.js';

/**
 * A session to be worked on. As deep as the engine writes: an answer, a value or a drawn order is put in the place of
 * another as a whole, and never changed. (A full copy of a session costs more than the turn that needs it.)
 */
export function copySession(session: Session): Session {
  const { answers, vars, orders, quotas, agents, path, waiting } = session;
  return {
    ...session,
    answers: { ...answers },
    vars: { ...vars },
    ...(orders && { orders: { ...orders } }),
    ...(quotas && { quotas: { ...quotas } }),
    ...(agents && { agents: { ...agents } }),
    path: [...path],
    waiting: waiting && { ...waiting, selected: [...waiting.selected] },
  };
}
