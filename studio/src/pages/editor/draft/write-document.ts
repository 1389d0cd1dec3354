import { YAMLMap, YAMLSeq, isCollection, visit, type Document } from 'yaml';
import { settleShared } from './shared-values.js';

/**
 * The document as YAML, written as its author writes: `[a, b]` and `{ a: b }` keep the spaces inside their brackets, or
 * that there are none, so that a change of one field is a change of one line.
 *
 * @param source what the document was read from
 */
export function writeDocument(doc: Document, source: string): string {
  settleShared(doc);
  visit(doc, {
    Collection: (_, node) => {
      if (!isCollection(node) || node.flow !== true) return;
      const start = node.range?.[0];
      const isSpaced = start === undefined ? node instanceof YAMLMap : source[start + 1] === ' ';
      const write = (node instanceof YAMLSeq ? YAMLSeq : YAMLMap).prototype.toString;
      node.toString = (context, ...rest) =>
        write.call(node, context && { ...context, flowCollectionPadding: isSpaced ? ' ' : '' }, ...rest);
    },
  });
  // Never folds a long text: one line break more would be another text to whoever compares versions.
  return doc.toString({ lineWidth: 0 });
}
