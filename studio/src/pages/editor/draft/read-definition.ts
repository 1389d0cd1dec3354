import type { FlowDefinition } from '@core/flow/definition/flow-definition.js';
import { parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { openShared } from './shared-values.js';

/** As much of a flow as a view needs to stand on: each field may still be wrong, which the findings tell. */
const Shape = z.looseObject({ steps: z.array(z.looseObject({})).default([]) });

/** Shared lists are few; a text that grows a thousandfold on reading is not shown. */
const MAX_ALIASES = 100;

/** The source as a document to change, also through its aliases; undefined where it is no YAML. */
export function readDocument(source: string): Document | undefined {
  const doc = parseDocument(source, { prettyErrors: false });
  return doc.errors.length === 0 ? openShared(doc) : undefined;
}

/**
 * The document as plain data while it may not compile yet; undefined where it is no flow at all. Only the outer shape is
 * promised: views read single fields with care.
 */
export function definitionOf(doc: Document | undefined): FlowDefinition | undefined {
  if (!doc) return undefined;
  try {
    const read = Shape.safeParse(doc.toJS({ maxAliasCount: MAX_ALIASES }));
    return read.success ? (read.data as unknown as FlowDefinition) : undefined;
  } catch {
    // Too many aliases, or one that leads nowhere; the findings say so.
    return undefined;
  }
}
