import { isCollection, isNode, isSeq, type Document, type YAMLSeq } from 'yaml';
import type { StepPath } from '../../draft/step-path.js';

/** In front of what stands at `at` of this list; behind the last where nothing does. */
export interface ListPlace {
  list: StepPath;
  at: number;
}

/** Lists that stay when they are empty: a flow and a group are known by them. */
const STAYS = 'steps';

/** Puts an item into the list at `path`, at this place; begins the list where there is none. */
export function insertItem(doc: Document, path: StepPath, at: number, item: unknown): void {
  insertNode(doc, path, at, isNode(item) ? item : doc.createNode(item));
}

function insertNode(doc: Document, path: StepPath, at: number, node: unknown): void {
  const list = doc.getIn(path);
  if (!isSeq(list)) {
    doc.setIn(path, doc.createNode([]));
    const fresh = doc.getIn(path);
    if (isSeq(fresh)) fresh.items.push(node);
    return;
  }
  handDownComment(list);
  // What was written as a block stays one: inside of brackets nobody could read it.
  if (list.items.length === 0 || (isCollection(node) && node.flow !== true)) list.flow = false;
  list.items.splice(at, 0, node);
}

/**
 * Takes an item out of the list that it stands in; a list that is left empty goes with it, but for steps, whose list
 * stays.
 */
export function removeItem(doc: Document, path: StepPath): void {
  const parent = path.slice(0, -1);
  doc.deleteIn(path);
  const list = doc.getIn(parent);
  if (isSeq(list) && list.items.length === 0 && parent.at(-1) !== STAYS) doc.deleteIn(parent);
}

/** Moves an item within its list by some places, with its comments; stays where there is no such place. */
export function moveItem(doc: Document, path: StepPath, by: number): void {
  const from = path.at(-1);
  const list = path.slice(0, -1);
  const items = doc.getIn(list);
  if (!isSeq(items) || typeof from !== 'number') return;
  const to = from + by;
  if (to < 0 || to >= items.items.length) return;
  placeItem(doc, path, { list, at: by > 0 ? to + 1 : to });
}

/**
 * Takes an item with its comments to another place, in its own list or in any other. A list that does not stand there
 * yet begins with it.
 *
 * @returns where the item stands then; undefined where it stays, for that is where it is, or inside of itself
 */
export function placeItem(doc: Document, from: StepPath, { list: to, at }: ListPlace): StepPath | undefined {
  const index = from.at(-1);
  const source = doc.getIn(from.slice(0, -1));
  if (!isSeq(source) || typeof index !== 'number' || index >= source.items.length) return undefined;
  const isInside = from.every((key, depth) => to[depth] === key);
  const isSameList = to.length === from.length - 1 && to.every((key, depth) => from[depth] === key);
  if (isInside || (isSameList && (at === index || at === index + 1))) return undefined;
  handDownComment(source);
  const [item] = source.items.splice(index, 1);
  const list = withoutItem(to, from);
  const place = isSameList && at > index ? at - 1 : at;
  insertNode(doc, list, place, item);
  return [...list, place];
}

/** The same path once the item at `removed` is gone: those behind it in its list have come forward. */
function withoutItem(path: StepPath, removed: StepPath): StepPath {
  const depth = removed.length - 1;
  const index = removed[depth];
  const own = path[depth];
  const isBehind = path.length > depth && removed.slice(0, depth).every((key, at) => path[at] === key);
  if (!isBehind || typeof own !== 'number' || typeof index !== 'number' || own < index) return path;
  return path.with(depth, own - 1);
}

/**
 * The comment in front of a list's first item is read as the list's own. Before anything comes in front of that item it
 * is given to it, so that it moves with what it is about.
 */
function handDownComment(list: YAMLSeq): void {
  const [first] = list.items;
  if (list.flow === true || !isNode(first) || typeof list.commentBefore !== 'string') return;
  first.commentBefore = [list.commentBefore, first.commentBefore].filter((text) => typeof text === 'string').join('\n');
  list.commentBefore = null;
}
