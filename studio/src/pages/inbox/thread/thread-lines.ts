import type { ThreadEntrySeen } from '../inbox-api.js';
import { wholeDays } from './day.js';

/** What stands in a thread, oldest first: days, what was said, and what the team did. */
export type ThreadLine =
  { kind: 'day'; key: string; at: number } | { kind: 'entry'; key: string; entry: ThreadEntrySeen };

/** @param newestFirst as the service pages them; an entry that two pages hold is shown once */
export function linesOf(newestFirst: readonly ThreadEntrySeen[]): ThreadLine[] {
  const entries = [...new Map(newestFirst.map((entry) => [entry.id, entry])).values()].toReversed();
  const lines: ThreadLine[] = [];
  let day: number | undefined;
  for (const entry of entries) {
    if (!isShown(entry)) continue;
    const at = Date.parse(entry.at);
    const today = wholeDays(at);
    if (today !== day) lines.push({ kind: 'day', key: `day ${today}`, at });
    day = today;
    lines.push({ kind: 'entry', key: entry.id, entry });
  }
  return lines;
}

/** Commands that people give; what else goes through the mailbox shows itself in what is said. */
const SHOWN_COMMANDS = ['hand-off', 'release', 'start-flow', 'end-session'] as const;
export type ShownCommand = { kind: (typeof SHOWN_COMMANDS)[number]; by?: string; flowId?: string; then?: string };

/** Undefined for a command that is not shown. */
export function shownCommand(command: unknown): ShownCommand | undefined {
  if (typeof command !== 'object' || command === null) return undefined;
  const kind = SHOWN_COMMANDS.find((one) => 'kind' in command && command.kind === one);
  if (kind === undefined) return undefined;
  const by = 'by' in command ? nameOf(command.by) : undefined;
  const flowId = 'flowId' in command ? textOf(command.flowId) : undefined;
  const then = 'then' in command ? textOf(command.then) : undefined;
  return {
    kind,
    ...(by !== undefined && { by }),
    ...(flowId !== undefined && { flowId }),
    ...(then !== undefined && { then }),
  };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const nameOf = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'name' in value ? textOf(value.name) : undefined;

function isShown(entry: ThreadEntrySeen): boolean {
  switch (entry.kind) {
    case 'inbound':
    case 'outbound':
    case 'note':
    case 'event':
      return true;
    case 'command':
      return shownCommand(entry.command) !== undefined;
    case 'agent-answer':
      return false;
  }
}
