import { readFile } from 'node:fs/promises';
import { inProject } from '../../../scripts/project.mjs';
import { PEOPLE } from '../people.mjs';

/** The engine as the service runs it: stored text → session → one event → session and effects → stored text. */
export async function canvass(file = inProject('bench', 'engine', 'survey.yaml')) {
  return runFlow(await readFile(file, 'utf8'), file);
}

export async function runFlow(source, name) {
  const [{ compileFlow }, { beginSession, step }, { encodeTap }] = await Promise.all(
    ['flow/compile.js', 'flow/step.js', 'rendering/binding.js'].map((path) => import(inProject('dist', path))),
  );
  const { flow, findings } = compileFlow(source, name);
  if (!flow) throw new Error(findings.map(({ line, message }) => `${name}:${line} ${message}`).join('\n'));
  const contact = { name: 'Ann', language: 'en', attributes: {} };
  let now = 1_700_000_000_000;

  const begin = () => {
    const session = beginSession(flow, { id: '0192aa00-7b1c-7e6d-9f00-5d2c6f1b9e01', flowVersion: 'v1', contact, now });
    return JSON.stringify(step(flow, session, { kind: 'start' }, { now, contact }).session);
  };
  const take = (stored, said) => {
    now += 1_000;
    const session = JSON.parse(stored);
    if (session.waiting?.stepId !== said.question)
      throw new Error(`"${said.question}" was expected and "${session.waiting?.stepId}" was asked`);
    const content = contentOf(session, said, encodeTap);
    return JSON.stringify(step(flow, session, { kind: 'message', content }, { now, contact }).session);
  };
  const isDone = (stored) => JSON.parse(stored).disposition === 'completed';
  return { begin, take, isDone };
}

function contentOf({ id, waiting }, said, encodeTap) {
  if (said.text !== undefined) return { kind: 'text', text: said.text };
  if (said.number !== undefined) return { kind: 'text', text: String(said.number) };
  const optionId = said.tap ?? (said.yes ? 'yes' : 'no');
  const action = { kind: 'option', optionId };
  const tapId = encodeTap({ sessionId: id, stepId: waiting.stepId, render: waiting.render, action });
  return { kind: 'tap', id: tapId, title: said.label ?? optionId, source: 'button' };
}

/** The least that any engine does with a session which is stored as JSON: read it and write it. */
export async function floor() {
  const { begin, take } = await canvass();
  // Each person's session as it stands in the middle of the survey, which is what a turn reads on average.
  const sessions = PEOPLE.map((says) => says.slice(0, 5).reduce(take, begin()));
  let next = 0;
  return {
    begin: () => sessions[next++ % sessions.length],
    take: (stored) => JSON.stringify(JSON.parse(stored)),
    isDone: () => true,
    beginsWithTurn: false,
  };
}
