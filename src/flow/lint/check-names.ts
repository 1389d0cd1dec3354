import type { DocumentPath, Report } from '../definition/finding.js';
import { isName } from '../definition/names.js';
import { MAX_ROUNDS } from '../definition/steps.js';
import { MAX_ID_LENGTH } from '../../rendering/binding.js';
import { callIn } from './calls.js';
import type { Asks } from './carried-options.js';
import { fieldOf } from './field-of.js';
import type { Found } from './known-names.js';
import type { ReadStep } from './read-steps.js';
import { keptNames } from './talk-names.js';

interface Names {
  found: readonly Found[];
  asks: Asks;
  splits: ReadonlyMap<string, unknown>;
  hidden: readonly string[];
}

/** A name stands for one thing; and inside a repeated group there is room for the round behind it. */
export function checkNames({ found, asks, splits, hidden }: Names, report: Report): void {
  const taken = new Map<string, string>();
  for (const id of asks.keys()) taken.set(id, 'a question; its answer cannot be set');
  for (const id of splits.keys()) taken.set(id, 'a split; chance sets it');
  const claim = (name: string, what: string | undefined, path: DocumentPath, atKey: boolean): void => {
    const before = taken.get(name);
    if (before !== undefined && before !== what)
      report({ severity: 'error', rule: 'name-taken', message: `"${name}" is ${before}`, path, atKey });
    else if (what !== undefined) taken.set(name, what);
  };
  for (const [at, name] of hidden.entries()) {
    if (hidden.indexOf(name) < at)
      report({ severity: 'error', rule: 'name-taken', message: `"${name}" is listed twice`, path: ['hidden', at] });
    else claim(name, 'a hidden value; it is given at the start', ['hidden', at], false);
  }
  for (const { read } of found) {
    const call = callIn(read);
    if (call) claim(call.id, 'a call; the called flow gives its value', [...read.path, 'id'], false);
  }
  for (const { read } of found) {
    const id = fieldOf(read.raw, 'id');
    if (!isName(id)) continue;
    if (fieldOf(read.raw, 'agent') !== undefined)
      claim(id, 'a talk with an agent; the agent gives its value', [...read.path, 'id'], false);
    if (fieldOf(read.raw, 'handoff') !== undefined)
      claim(id, 'a hand-over; the person who takes it gives its value', [...read.path, 'id'], false);
    for (const name of keptNames(read.raw))
      claim(name, 'kept of a talk with an agent', [...read.path, 'keep', name], true);
  }
  checkCallPrefixes(found, [...asks.keys(), ...hidden], report);
  for (const { read } of found) {
    for (const name of roundName(read)) claim(name, 'the number of a round', [...read.path, 'repeat', 'as'], false);
  }
  for (const { read } of found) {
    for (const name of setNames(read)) claim(name, undefined, [...read.path, 'set', name], true);
  }
  for (const { read, repeated } of found) {
    checkGroup(read, repeated !== undefined, report);
    if (repeated && read.kind === 'step' && read.step && 'ask' in read.step)
      checkRounds(read, read.step.id, asks, report);
  }
}

/** Names that `set` gives a value, whether the rest of the step is right or not. */
export function setNames({ raw }: ReadStep): string[] {
  const set = fieldOf(raw, 'set');
  return typeof set === 'object' && set !== null ? Object.keys(set).filter(isName) : [];
}

/** What a repeated group calls the number of its round. */
export function roundName(read: ReadStep): string[] {
  const head = read.kind === 'group' ? (read.step ?? read.rest) : undefined;
  return head?.repeat?.as === undefined ? [] : [head.repeat.as];
}

/** Answers and values of a called flow stand under the name of the call, `__` and their own. */
function checkCallPrefixes(found: readonly Found[], names: readonly string[], report: Report): void {
  const taken = [
    ...names,
    ...found.flatMap(({ read }) => [
      ...setNames(read),
      ...roundName(read),
      fieldOf(read.raw, 'id'),
      fieldOf(read.raw, 'group'),
    ]),
  ];
  const prefixes = new Map(
    taken.flatMap((name) => {
      const at = typeof name === 'string' ? name.indexOf('__') : -1;
      return typeof name === 'string' && at > 0 ? [[name.slice(0, at), name]] : [];
    }),
  );
  for (const { read } of found) {
    const id = callIn(read)?.id;
    const other = id === undefined ? undefined : prefixes.get(id);
    if (id === undefined || other === undefined) continue;
    report({
      severity: 'error',
      rule: 'name-taken',
      message: `"${other}" begins as the names of what the call "${id}" asks: "${id}__"`,
      mend: 'give one of the two another name',
      path: [...read.path, 'id'],
    });
  }
}

function checkGroup(read: ReadStep, inRepeated: boolean, report: Report): void {
  const head = read.kind === 'group' ? (read.step ?? read.rest) : undefined;
  if (!head?.repeat || !inRepeated) return;
  const message = 'a repeated group cannot stand inside another one';
  report({ severity: 'error', rule: 'repeat-nested', message, path: [...read.path, 'repeat'] });
}

/** The answers of the rounds are filed under the question's id, `__` and the number. */
function checkRounds({ path }: ReadStep, id: string, asks: Asks, report: Report): void {
  const suffix = `__${MAX_ROUNDS}`;
  if (id.length + suffix.length > MAX_ID_LENGTH)
    report({
      severity: 'error',
      rule: 'bad-name',
      message: `"${id}" is repeated, so it has at most ${MAX_ID_LENGTH - suffix.length} characters`,
      path: [...path, 'id'],
    });
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    if (asks.has(`${id}__${round}`))
      report({
        severity: 'error',
        rule: 'name-taken',
        message: `"${id}__${round}" is the answer of round ${round} to this question, and another question's id`,
        path: [...path, 'id'],
      });
  }
}
