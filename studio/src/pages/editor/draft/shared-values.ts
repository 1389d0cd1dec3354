import { Alias, Document, isAlias, isMap, isNode, isSeq, visit, type Node } from 'yaml';
import type { StepPath } from './step-path.js';

/** A document as it was read: what each alias stood for, and all that had an anchor. */
interface AsRead {
  sources: ReadonlyMap<Alias, Node>;
  named: ReadonlySet<Node>;
}
const asRead = new WeakMap<Document, AsRead>();

/**
 * Lets a document be changed through its aliases. A path that leads through one (`options: *scale`) leads into a copy
 * from then on: what is changed at one place is changed there only.
 */
export function openShared(doc: Document): Document {
  const sources = new Map<Alias, Node>();
  const named = new Set<Node>();
  const anchored = new Map<string, Node>();
  visit(doc, {
    Node: (_, node) => {
      if (isAlias(node)) {
        const source = anchored.get(node.source);
        if (source) sources.set(node, source);
      } else if (node.anchor !== undefined) {
        anchored.set(node.anchor, node);
        named.add(node);
      }
    },
  });
  if (sources.size === 0) return doc;
  asRead.set(doc, { sources, named });
  const { getIn, setIn, deleteIn, hasIn } = Document.prototype;
  const asPath = (path: unknown): StepPath => (Array.isArray(path) ? path : []);
  const own = (path: StepPath): void => {
    for (let depth = 1; depth <= path.length; depth += 1) {
      const at = path.slice(0, depth);
      const node: unknown = getIn.call(doc, at, true);
      const source = isAlias(node) && sources.get(node);
      if (source) setIn.call(doc, at, copyFor(node, source, isSeq(getIn.call(doc, at.slice(0, -1)))));
    }
  };
  doc.getIn = (path, keepScalar) => {
    own(asPath(path));
    return getIn.call(doc, path, keepScalar);
  };
  doc.hasIn = (path) => {
    own(asPath(path).slice(0, -1));
    return hasIn.call(doc, path);
  };
  doc.setIn = (path, value) => {
    own(asPath(path).slice(0, -1));
    setIn.call(doc, path, value);
  };
  doc.deleteIn = (path) => {
    own(asPath(path).slice(0, -1));
    return deleteIn.call(doc, path);
  };
  return doc;
}

/**
 * Makes a changed document one that can be written: an alias must not come before its anchor, nor without one. Where the
 * anchored value was moved behind its alias the two change places, where it was taken away the first alias has it.
 */
export function settleShared(doc: Document): void {
  const read = asRead.get(doc);
  if (!read) return;
  const { sources } = read;
  const byName = new Map([...sources].map(([alias, source]) => [alias.source, source]));
  const named = new Set(read.named);
  const anchored = new Map<string, Node>();
  /** Values that stand further up now, with what holds their place. */
  const moved = new Map<Node, Alias>();
  visit(doc, {
    Node: (_, node, path) => {
      const isItem = isSeq(path.at(-1));
      if (!isAlias(node)) {
        const instead = moved.get(node);
        if (instead && isItem) instead.commentBefore = node.commentBefore ?? null;
        if (instead) return instead;
        if (node.anchor === undefined) return undefined;
        // A copy of a step is another value, which happens to be the same now.
        if (named.has(node)) anchored.set(node.anchor, node);
        else delete node.anchor;
        return undefined;
      }
      const source = sources.get(node) ?? byName.get(node.source);
      const now = anchored.get(node.source);
      if (!source || now === source || (now && moved.has(source)) || (now && !sources.has(node))) return undefined;
      const copy = copyFor(node, source, isItem);
      if (now) return copy;
      copy.anchor = node.source;
      named.add(copy);
      moved.set(source, new Alias(node.source));
      return copy;
    },
  });
}

/** The same once more, without a name, at the place of an alias and with what is said there. */
function copyFor(alias: Alias, source: Node, isItem: boolean): Exclude<Node, Alias> {
  const copy = source.clone();
  if (!isNode(copy) || isAlias(copy)) throw new Error(`what "${alias.source}" stands for is no value`);
  visit(copy, {
    Node: (_, node) => {
      if (!isAlias(node)) delete node.anchor;
    },
  });
  const said = joined(alias.commentBefore, alias.comment);
  const first = firstOf(copy);
  if (isItem) copy.commentBefore = said;
  else if (first) {
    // Behind the name of the value, not in front of it.
    first.commentBefore = joined(said, copy.commentBefore, first.commentBefore);
    copy.commentBefore = null;
  } else copy.comment = said;
  return copy;
}

/** What the first line of a block is about. */
function firstOf(node: Node): Node | undefined {
  if (!(isSeq(node) || isMap(node)) || node.flow === true) return undefined;
  const first: unknown = isMap(node) ? node.items[0]?.key : node.items[0];
  return isNode(first) ? first : undefined;
}

const joined = (...comments: (string | null | undefined)[]): string | null =>
  comments.filter((text) => typeof text === 'string').join('\n') || null;
