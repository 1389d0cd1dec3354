import { compileFlow } from '../../src/flow/compile.js';
import type { CompiledFlow } from '../../src/flow/compile.js';
import type { Effect, FlowEvent } from '../../src/flow/engine.js';
import type { InboundContent } from '../../src/flow/inbound.js';
import type { FindSubflow } from '../../src/flow/lint/called-flows.js';
import { Session } from '../../src/flow/session.js';
import type { ContactView } from '../../src/flow/session.js';
import { beginSession, step } from '../../src/flow/step.js';
import { encodeTap } from '../../src/rendering/binding.js';
import type { TapAction } from '../../src/rendering/binding.js';

export const contact: ContactView = { name: 'Ann', language: 'en', attributes: {} };

/** A flow `t` in English, unless the head says otherwise, of these steps. @param called flows that it may call, by id */
export function compile(
  steps: string,
  head = '',
  languages = 'en',
  called: Readonly<Record<string, string>> = {},
): CompiledFlow {
  const { flow, findings } = compileFlow(sourceOf('t', steps, head, languages), 't.yaml', {
    subflow: filesFor(called),
  });
  if (!flow) throw new Error(findings.map((f) => `${f.line} ${f.message}`).join('\n'));
  return flow;
}

/** Flows by id, each in the file `<id>.yaml`. */
export function filesFor(flows: Readonly<Record<string, string>>): FindSubflow {
  return (id) => {
    const source = flows[id];
    return source === undefined ? undefined : { source, file: `${id}.yaml` };
  };
}

/** A flow in English of these steps, as its file has it. */
export function sourceOf(id: string, steps: string, head = '', languages = 'en'): string {
  return `id: ${id}\nkind: survey\nlanguages: [${languages}]\ntitle: Title\n${head}\nsteps:\n${steps}`;
}

/** One session of a flow, driven by hand. Between any two turns it goes through JSON and its schema. */
export class Run {
  session: Session;
  effects: Effect[] = [];
  now = 1_000;

  constructor(
    private readonly flow: CompiledFlow,
    private readonly who = contact,
  ) {
    this.session = beginSession(flow, { id: 's1', flowVersion: 'v1', contact: who, now: 1_000 });
    this.take({ kind: 'start' });
  }

  take(event: FlowEvent): this {
    this.now += 1;
    // Whoever changes the session that was given, and not the one that comes of it, fails here.
    deepFreeze(this.session);
    const { session, effects } = step(this.flow, this.session, event, { now: this.now, contact: this.who });
    this.session = session === this.session ? session : Session.parse(JSON.parse(JSON.stringify(session)));
    this.effects = effects;
    return this;
  }

  send(content: InboundContent, quotedStep?: string): this {
    return this.take({
      kind: 'message',
      content,
      ...(quotedStep && { quoted: { sessionId: 's1', stepId: quotedStep } }),
    });
  }

  say(text: string, quotedStep?: string): this {
    return this.send({ kind: 'text', text }, quotedStep);
  }

  tap(stepId: string, action: TapAction, sessionId = 's1', render = 1): this {
    return this.send({
      kind: 'tap',
      id: encodeTap({ sessionId, stepId, render, action }),
      title: 'tapped',
      source: 'list',
    });
  }

  pick(stepId: string, optionId: string): this {
    return this.tap(stepId, { kind: 'option', optionId });
  }

  /** Lets time go by without anything happening. */
  wait(ms: number): this {
    this.now += ms;
    return this;
  }

  get waitingAt(): string | undefined {
    return this.session.waiting?.stepId;
  }

  get bodies(): string[] {
    return this.effects.flatMap((e) => (e.kind === 'send' ? [e.prompt.body] : []));
  }

  get notes(): unknown[] {
    return this.effects.flatMap((e) => (e.kind === 'note' ? [{ [e.name]: e.data }] : []));
  }

  get values(): Record<string, unknown> {
    return Object.fromEntries(Object.entries(this.session.answers).map(([id, a]) => [id, a.value]));
  }
}

export function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(deepFreeze);
}
