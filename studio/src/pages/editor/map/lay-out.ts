import { Graph, layout } from '@dagrejs/dagre';
import type { FlowMap, MapNode } from './flow-map.js';

/** Pixels. */
export const NODE_WIDTH = 230;
const LINE = 20;
const PADDING = 24;
/** More options than these are counted only. */
export const OPTIONS_SHOWN = 4;
const GROUP_ROOM = 16;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Its height is fixed, so that the map is laid out without measuring anything. */
export function heightOf({ options, when, text }: MapNode): number {
  const optionLines = Math.min(options.length, OPTIONS_SHOWN) + (options.length > OPTIONS_SHOWN ? 1 : 0);
  return PADDING + LINE + (text === '' ? 0 : 2 * LINE) + optionLines * LINE + (when === undefined ? 0 : 2 * LINE);
}

/** Where each step stands, from the top down; mirrored for languages that are read from the right. */
export function layOut({ nodes, edges }: FlowMap, isRightToLeft: boolean): Map<string, Box> {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 40, ranksep: 56, ranker: 'longest-path' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) graph.setNode(node.key, { width: NODE_WIDTH, height: heightOf(node) });
  for (const { from, to } of edges) graph.setEdge(from, to);
  layout(graph);
  return new Map(
    nodes.map(({ key }) => {
      const { x, y, width, height } = graph.node(key);
      return [key, { x: (isRightToLeft ? -x : x) - width / 2, y: y - height / 2, width, height }];
    }),
  );
}

/** The frame around each group: all its steps, and those of the groups inside it. */
export function framesOf(nodes: readonly MapNode[], boxes: ReadonlyMap<string, Box>): Map<string, Box> {
  const frames = new Map<string, Box>();
  // Groups inside come after theirs: from the end, each frame is whole when it is put into the next.
  for (const { key, group } of nodes.toReversed()) {
    const own = boxes.get(key);
    const inside = frames.get(key);
    if (inside && own) frames.set(key, around(inside, own, GROUP_ROOM / 2));
    const box = frames.get(key) ?? own;
    if (group === undefined || !box) continue;
    const before = frames.get(group);
    frames.set(group, before ? around(before, box, 0) : around(box, box, GROUP_ROOM));
  }
  return frames;
}

function around(a: Box, b: Box, room: number): Box {
  const x = Math.min(a.x, b.x - room);
  const y = Math.min(a.y, b.y - room);
  const right = Math.max(a.x + a.width, b.x + b.width + room);
  const bottom = Math.max(a.y + a.height, b.y + b.height + room);
  return { x, y, width: right - x, height: bottom - y };
}
