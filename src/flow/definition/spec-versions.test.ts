import { compileFlow } from '../compile.js';
import type { SpecMigration } from './spec-versions.js';

const flow = (head: string, steps: string) => `${head}id: tiny
kind: survey
languages: [en]
title: Tiny
steps:
${steps}`;

const GOOD = `  - id: fine
    ask: yes-no
    text: Is all well?
`;

/** Version 2 calls `text` what version 1 called `query`. */
const queryBecomesText: SpecMigration = (document) => {
  const steps: unknown[] = Array.isArray(document.steps) ? document.steps : [];
  const renamed = new Set<number>();
  const rewritten = steps.map((step, index): unknown => {
    if (typeof step !== 'object' || step === null || !('query' in step)) return step;
    const { query, ...rest } = step;
    renamed.add(index);
    return { ...rest, text: query };
  });
  return {
    document: { ...document, steps: rewritten },
    writtenAt: (path) => {
      const [first, index, field, ...below] = path;
      const isRenamed = first === 'steps' && typeof index === 'number' && renamed.has(index) && field === 'text';
      return isRenamed ? [first, index, 'query', ...below] : path;
    },
  };
};
/** Version 3 puts the steps of version 2 behind a greeting of its own. */
const greetingInFront: SpecMigration = (document) => ({
  document: { ...document, steps: [{ say: 'Hello' }, ...(Array.isArray(document.steps) ? document.steps : [])] },
  writtenAt: ([first, index, ...below]) =>
    first === 'steps' && typeof index === 'number' ? [first, index - 1, ...below] : first === undefined ? [] : [first],
});
const MIGRATIONS = [queryBecomesText, greetingInFront];

describe('a file that says its version', () => {
  it('runs in the version of today', () => {
    expect(compileFlow(flow('spec: 1\n', GOOD), 'a.yaml').findings).toEqual([]);
    expect(compileFlow(flow('', GOOD), 'a.yaml').findings).toEqual([]);
  });

  it('is one finding where it is newer than the program, whatever else is in it', () => {
    const { flow: compiled, findings } = compileFlow(flow('spec: 7\n', '  - telepathy: true\n  - 3\n'), 'a.yaml');
    expect(compiled).toBeUndefined();
    expect(findings).toEqual([
      {
        severity: 'error',
        rule: 'spec-unknown',
        message: 'the file is written in version 7 of the flow language; this program reads versions up to 1',
        mend: 'run a newer version of Canvass',
        file: 'a.yaml',
        line: 1,
        column: 7,
        path: 'spec',
      },
    ]);
  });

  it.each(['0', '-1', '1.5', '"1"', 'next', '[1]', '{}', 'null', 'true', '1e99', '.nan'])(
    'is refused as spec: %s',
    (spec) => {
      const { flow: compiled, findings } = compileFlow(flow(`spec: ${spec}\n`, GOOD), 'a.yaml');
      expect(compiled).toBeUndefined();
      expect(findings.map(({ rule, line }) => [rule, line])).toEqual([['spec-unknown', 1]]);
    },
  );
});

describe('a file of an earlier version', () => {
  const old = GOOD.replace('text:', 'query:');

  it('is brought to today’s, step by step', () => {
    const { flow: compiled, findings } = compileFlow(flow('', old), 'a.yaml', { migrations: MIGRATIONS });
    expect(findings).toEqual([]);
    expect(compiled?.steps.map(({ kind }) => kind)).toEqual(['say', 'ask']);
    expect(compiled?.questions.get('fine')?.text.source).toBe('Is all well?');
  });

  it('begins with the version that it says', () => {
    expect(compileFlow(flow('spec: 2\n', GOOD), 'a.yaml', { migrations: MIGRATIONS }).flow?.steps).toHaveLength(2);
    expect(compileFlow(flow('spec: 3\n', GOOD), 'a.yaml', { migrations: MIGRATIONS }).flow?.steps).toHaveLength(1);
    expect(compileFlow(flow('spec: 4\n', GOOD), 'a.yaml', { migrations: MIGRATIONS }).findings).toMatchObject([
      { rule: 'spec-unknown' },
    ]);
  });

  it('has its findings where the author wrote what is wrong', () => {
    const wrong = `  - id: fine
    ask: yes-no
    query: Is {{ nobody }} well?
  - goto: nowhere
`;
    const { findings } = compileFlow(flow('', wrong), 'a.yaml', { migrations: MIGRATIONS });
    expect(findings.map(({ rule, line, path }) => ({ rule, line, path }))).toEqual([
      { rule: 'text-unknown-name', line: 8, path: 'steps[0].query' },
      { rule: 'goto-unknown-step', line: 9, path: 'steps[1].goto' },
    ]);
  });

  it.each(['', '[]', '- 1', 'just words', 'steps: 3', '42'])('does not trip a migration over %j', (source) => {
    expect(compileFlow(source, 'a.yaml', { migrations: MIGRATIONS }).flow).toBeUndefined();
  });
});
