/** What a tap on one of our options means. */
export type TapAction =
  | { kind: 'option'; optionId: string }
  /** Tick or untick in a multiple choice. */
  | { kind: 'toggle'; optionId: string }
  | { kind: 'done' }
  | { kind: 'skip' }
  | { kind: 'page'; page: number }
  /** One of the flow's languages, offered in place of the question. */
  | { kind: 'language'; language: string }
  /** A template's "Continue" button: come back and ask again. */
  | { kind: 'resume' };

export interface TapBinding {
  sessionId: string;
  stepId: string;
  render: number;
  action: TapAction;
}

/** Option and step ids are limited to this many characters of [A-Za-z0-9_-], so that a bound id always fits a row id (200). */
export const MAX_ID_LENGTH = 64;

const MARK = 'cv1';

/**
 * Writes a binding as the id of a button, a list row (≤200 UTF-16 units) or a quick-reply payload (≤256).
 * Shape: `cv1|session|step|render|action`, e.g. `cv1|0192…|city|3|o:berlin`.
 */
export function encodeTap(binding: TapBinding): string {
  return [MARK, binding.sessionId, binding.stepId, String(binding.render), encodeAction(binding.action)].join('|');
}

/** Reads a tapped id back; undefined for anything that we did not write. */
export function decodeTap(id: string): TapBinding | undefined {
  const parts = id.split('|');
  if (parts.length !== 5 || parts[0] !== MARK) return undefined;
  const [, sessionId, stepId, render, action] = parts as [string, string, string, string, string];
  const decoded = decodeAction(action);
  if (!sessionId || !stepId || !/^\d{1,9}$/.test(render) || !decoded) return undefined;
  return { sessionId, stepId, render: Number(render), action: decoded };
}

function encodeAction(action: TapAction): string {
  switch (action.kind) {
    case 'option':
      return `o:${action.optionId}`;
    case 'toggle':
      return `t:${action.optionId}`;
    case 'page':
      return `p:${action.page}`;
    case 'language':
      return `l:${action.language}`;
    case 'done':
      return 'd';
    case 'skip':
      return 's';
    case 'resume':
      return 'r';
  }
}

function decodeAction(text: string): TapAction | undefined {
  if (text === 'd') return { kind: 'done' };
  if (text === 's') return { kind: 'skip' };
  if (text === 'r') return { kind: 'resume' };
  const value = text.slice(2);
  if (text.startsWith('p:')) return /^\d{1,4}$/.test(value) ? { kind: 'page', page: Number(value) } : undefined;
  if (value === '') return undefined;
  if (text.startsWith('o:')) return { kind: 'option', optionId: value };
  if (text.startsWith('t:')) return { kind: 'toggle', optionId: value };
  if (text.startsWith('l:')) return { kind: 'language', language: value };
  return undefined;
}
