import { runFlow } from './canvass.mjs';

const ASKED = 10;
const ANSWER = { text: 'Rather well, thank you.' };

/**
 * A flow of a given number of steps whose way is always the same: ten questions, the first five at its beginning and
 * the others at its end, behind everything else. Sessions are of equal size, so that only the flow's length differs.
 */
export async function longFlow(steps) {
  const half = ASKED / 2;
  // The jump and the end are steps too.
  const others = steps - ASKED - 2;
  const lines = [
    ...range(half).map((n) => question(`q${n}`)),
    '  - goto: q5',
    ...range(others).map((n) =>
      n % 2 === 0 ? `  - { id: s${n}, say: "Part ${n}", when: q0 == 'never' }` : question(`r${n}`),
    ),
    ...range(half).map((n) => question(`q${n + half}`)),
    '  - end: completed',
  ];
  const head = 'id: long\nkind: survey\nlanguages: [en]\ntitle: Long\nsteps:\n';
  const engine = await runFlow(head + lines.join('\n'), `a flow of ${steps} steps`);
  return { ...engine, says: range(ASKED).map((n) => ({ question: `q${n}`, ...ANSWER })) };
}

function question(id) {
  return `  - { id: ${id}, ask: text, text: "How was number ${id}, {{ contact.name | default: 'you' }}?" }`;
}

function range(count) {
  return Array.from({ length: count }, (_, n) => n);
}
