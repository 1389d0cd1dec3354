import type { DocumentPath } from '../definition/finding.js';
import type { TemplateCall } from '../../templates/template-call.js';
import type { TextCompiler } from './text-compiler.js';

/** A template's values are Liquid too; they are filled in when it is sent, here they are only checked. */
export function lintTemplateCall(call: TemplateCall, path: DocumentPath, texts: TextCompiler, step?: number): void {
  const { params = [], headerLink, urlSuffix } = call;
  for (const [key, value] of Array.isArray(params) ? params.entries() : Object.entries(params))
    texts.compile(value, [...path, 'params', key], step);
  if (headerLink !== undefined) texts.compile(headerLink, [...path, 'headerLink'], step);
  if (urlSuffix !== undefined) texts.compile(urlSuffix, [...path, 'urlSuffix'], step);
}
