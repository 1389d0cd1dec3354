import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFlow } from '../../src/flow/compile.js';
import type { CompiledFlow } from '../../src/flow/compile.js';
import { passedIn } from '../../src/flow/scope.js';
import type { Session } from '../../src/flow/session.js';
import { beginSession, step } from '../../src/flow/step.js';
import { walkAgain } from '../../src/flow/turn/replace-answer.js';
import { Turn } from '../../src/flow/turn/turn.js';

const files = ['flows/clinic-visit', 'flows/product-survey', 'flows/nps-follow-up', 'test/fixtures/flows/garden-visit'];
const flows = files.map((file) => {
  const { flow } = compileFlow(readFileSync(join(__dirname, '..', '..', `${file}.yaml`), 'utf8'), file);
  if (!flow) throw new Error(`${file} does not compile`);
  return flow;
});
const contact = { name: 'Ann', language: 'en', attributes: {} };

/** Numbers and yes answer most questions; the words move about. */
const said = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('1', '2', '3', '4', 'yes', 'no', '9', 'fine', 'skip') },
  { weight: 4, arbitrary: fc.constantFrom('back', 'back', 'keep', 'help') },
);

/** The way that the answers there are lead, taken from the start. */
function wayOf(flow: CompiledFlow, session: Session): Session {
  const turn = new Turn(flow, structuredClone(session), { now: 0, contact }, passedIn(session));
  walkAgain(turn);
  return turn.session;
}

test('whoever goes back and forth ends up on the way of the answers that are kept', () => {
  let returned = 0;
  fc.assert(
    fc.property(fc.nat(flows.length - 1), fc.array(said, { maxLength: 40 }), (index, texts) => {
      const flow = flows[index];
      if (!flow) throw new Error('no such flow');
      let now = 0;
      let session = beginSession(flow, { id: 's1', flowVersion: 'v1', contact, now });
      ({ session } = step(flow, session, { kind: 'start' }, { now, contact }));
      for (const text of texts) {
        now += 1;
        const before = session;
        const result = step(flow, session, { kind: 'message', content: { kind: 'text', text } }, { now, contact });
        ({ session } = result);
        // Looking at an earlier question changes no answer.
        if (session.waiting?.returning) {
          returned += 1;
          if (session.waiting.stepId !== before.waiting?.stepId) expect(session.answers).toEqual(before.answers);
          expect(passedIn(session).at(-1)).toBe(session.waiting.stepId);
          continue;
        }
        const way = wayOf(flow, session);
        if (session.waiting) {
          expect(way.waiting?.stepId).toBe(session.waiting.stepId);
          expect(way.path).toEqual(session.path);
          expect(way.vars).toEqual(session.vars);
        } else if (session.reason === undefined) {
          expect([way.path, way.disposition]).toEqual([session.path, session.disposition]);
          expect(Object.keys(session.answers).toSorted()).toEqual(session.path.toSorted());
        }
      }
    }),
    { numRuns: 300 },
  );
  expect(returned).toBeGreaterThan(100);
});
