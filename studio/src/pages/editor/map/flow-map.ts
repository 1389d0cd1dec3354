import type { FlowDefinition, GroupStep, Step } from '@core/flow/definition/flow-definition.js';
import { walkSteps } from '../draft/step-path.js';
import { kindOf, type StepKind } from '../form/step-kind.js';

/** One step on the map. */
export interface MapNode {
  /** `stepKey` */
  key: string;
  kind: StepKind;
  /** What it says, or what it does, in the shown language; empty where the kind says all. */
  text: string;
  options: string[];
  /** CEL: it is passed over unless this holds. */
  when: string | undefined;
  /** Key of the group it stands in. */
  group: string | undefined;
}

/** A way from one step to another. */
export interface MapEdge {
  from: string;
  to: string;
  /** `next`: the order of the file. `jump`: somewhere else. */
  kind: 'next' | 'jump';
  /** CEL of a condition, or the name of a split's arm. */
  label: string | undefined;
  /** Taken where the condition does not hold, or nothing else does. */
  isOtherwise: boolean;
}

export interface FlowMap {
  nodes: MapNode[];
  edges: MapEdge[];
}

const isGroup = (step: Step): step is GroupStep => 'group' in step;

interface Jump {
  to: string;
  label?: string | undefined;
  isOtherwise?: boolean;
}

/** What stands on the map. @param pick the version of a text in the shown language */
export function flowMap({ steps }: FlowDefinition, pick: (text: unknown) => string): FlowMap {
  const keys = new Map<Step, string>();
  for (const { step, key } of walkSteps(steps)) keys.set(step as Step, key);
  const nodes: MapNode[] = [];
  const edges: MapEdge[] = [];
  const known = new Set(keys.values());
  const keyOf = (step: Step) => keys.get(step) ?? '';

  /** @param behind what follows the last of these */
  const walk = (list: readonly Step[], group: string | undefined, behind: string | undefined) => {
    for (const [index, step] of list.entries()) {
      const key = keyOf(step);
      const following = list[index + 1];
      const next = following ? keyOf(following) : behind;
      nodes.push({ key, kind: kindOf(step) ?? 'say', ...wordsOf(step, pick), when: step.when, group });
      const jumps = jumpsOf(step).filter(({ to }) => known.has(to));
      for (const { to, label, isOtherwise = false } of jumps)
        edges.push({ from: key, to, kind: 'jump', label, isOtherwise });
      const inner = isGroup(step) ? step.steps[0] : undefined;
      if (inner) edges.push({ from: key, to: keyOf(inner), kind: 'next', label: undefined, isOtherwise: false });
      const passes = !inner && goesOn(step);
      if (next !== undefined && (passes || step.when !== undefined)) {
        edges.push({ from: key, to: next, kind: 'next', label: undefined, isOtherwise: !passes });
      }
      if (isGroup(step)) walk(step.steps, key, next);
    }
  };
  walk(steps, undefined, undefined);
  return { nodes, edges };
}

function wordsOf(step: Step, pick: (text: unknown) => string): Pick<MapNode, 'text' | 'options'> {
  if ('ask' in step) return { text: pick(step.text), options: (step.options ?? []).map(({ label }) => pick(label)) };
  if ('say' in step && step.say !== undefined) return { text: pick(step.say), options: [] };
  if ('group' in step) return { text: step.group, options: [] };
  if ('agent' in step) return { text: step.agent, options: [] };
  if ('handoff' in step) return { text: step.handoff, options: [] };
  if ('subflow' in step) return { text: step.subflow, options: [] };
  if ('quota' in step) return { text: step.quota, options: [] };
  if ('set' in step)
    return {
      text: Object.entries(step.set)
        .map(([name, value]) => `${name} = ${String(value)}`)
        .join('\n'),
      options: [],
    };
  if ('goto' in step) return { text: step.goto, options: [] };
  return { text: '', options: [] };
}

/** Does the flow go on below, once the step was gone through? */
function goesOn(step: Step): boolean {
  if ('goto' in step || 'end' in step) return false;
  if ('branch' in step) return step.branch.every(({ when }) => when !== undefined);
  if ('split' in step) return step.split.some(({ goto }) => goto === undefined);
  return true;
}

function jumpsOf(step: Step): Jump[] {
  if ('branch' in step) {
    return step.branch.map(({ when, goto }) => ({ to: goto, label: when, isOtherwise: when === undefined }));
  }
  if ('split' in step) {
    return step.split.flatMap(({ goto, name }) => (goto === undefined ? [] : [{ to: goto, label: name ?? goto }]));
  }
  if ('goto' in step) return [{ to: step.goto }];
  if ('quota' in step) return typeof step.full === 'object' ? [{ to: step.full.goto, isOtherwise: true }] : [];
  const jumps: Jump[] = [];
  const add = (then: unknown, isOtherwise: boolean, label?: string) => {
    if (typeof then === 'object' && then !== null && 'goto' in then && typeof then.goto === 'string') {
      jumps.push({ to: then.goto, isOtherwise, label });
    }
  };
  if ('retries' in step) add(step.retries?.then, true);
  if ('timeout' in step && step.timeout) add(step.timeout.then, true);
  if ('trouble' in step) add(step.trouble?.then, true);
  if ('on' in step) for (const way of step.on ?? []) add(way, false, way.intent ?? way.event);
  return jumps;
}
