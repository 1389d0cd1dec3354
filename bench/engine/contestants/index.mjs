import { botbuilder } from './botbuilder.mjs';
import { canvass, floor } from './canvass.mjs';
import { longFlow } from './long-flow.mjs';
import { surveyCore } from './survey-core.mjs';

/**
 * Everything that is timed, by name. A contestant is `{ begin, take, isDone }`: `begin()` gives the stored state of a
 * new session in which the first question is asked, `take(stored, said)` takes one answer and gives the state to store,
 * both perhaps as promises.
 */
export const CONTESTANTS = {
  canvass: () => canvass(),
  floor: () => floor(),
  surveyCore: () => surveyCore({ reuse: false }),
  surveyCoreReused: () => surveyCore({ reuse: true }),
  botbuilder: () => botbuilder({ plain: false }),
  botbuilderPlain: () => botbuilder({ plain: true }),
  flowOf20: () => longFlow(20),
  flowOf2000: () => longFlow(2_000),
};
