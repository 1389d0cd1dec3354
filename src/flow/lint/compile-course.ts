import type { CompiledAsk, CompiledReminder, CompiledTimeout } from '../compiled-flow.js';
import type { Reminders, Timeout } from '../definition/course.js';
import { durationMs } from '../definition/duration.js';
import type { DocumentPath, Report } from '../definition/finding.js';
import type { FlowDefinition } from '../definition/flow-definition.js';
import type { LocalisedText } from '../localised-text.js';
import { DAY } from '../../time/instant.js';
import type { TextCompiler } from './text-compiler.js';

/** WhatsApp's window, counted from the person's last message; a question is asked at that message at the latest. */
const WINDOW = DAY;

/** What the head of a flow says about the course of its sessions. */
export interface FlowCourse {
  help?: LocalisedText;
  expiresMs?: number;
  /** For questions without their own. */
  timeout?: CompiledTimeout;
  reminders: readonly CompiledReminder[];
}

interface CourseContext {
  texts: TextCompiler;
  report: Report;
  /** Index of the step with this id; reports where there is none. */
  target(id: string, path: DocumentPath): number;
}

export function compileFlowCourse(
  head: Pick<FlowDefinition, 'help' | 'expires' | 'timeout' | 'reminders'>,
  context: CourseContext,
): FlowCourse {
  const expiresMs = head.expires === undefined ? undefined : durationMs(head.expires);
  const course: FlowCourse = {
    ...(head.help !== undefined && { help: context.texts.compile(head.help, ['help']) }),
    ...(expiresMs !== undefined && { expiresMs }),
    ...(head.timeout && { timeout: compileTimeout(head.timeout, ['timeout'], context) }),
    reminders: compileReminders(head.reminders ?? [], ['reminders'], context),
  };
  checkTimes(course, { timeout: head.timeout !== undefined, reminders: true }, expiresMs, [], context.report);
  return course;
}

/** The question's own timeout and reminders, or else the flow's. */
export function compileQuestionCourse(
  step: { timeout?: Timeout | false | undefined; reminders?: Reminders | undefined },
  path: DocumentPath,
  course: FlowCourse,
  context: CourseContext,
): Pick<CompiledAsk, 'timeout' | 'reminders'> {
  const timeout = step.timeout ? compileTimeout(step.timeout, [...path, 'timeout'], context) : undefined;
  const applied = step.timeout === undefined ? course.timeout : timeout;
  const compiled = {
    ...(applied && { timeout: applied }),
    reminders: step.reminders ? compileReminders(step.reminders, [...path, 'reminders'], context) : course.reminders,
  };
  const own = { timeout: timeout !== undefined, reminders: step.reminders !== undefined };
  checkTimes(compiled, own, course.expiresMs, path, context.report);
  return compiled;
}

function compileTimeout(timeout: Timeout, path: DocumentPath, { target }: CourseContext): CompiledTimeout {
  const { after, then } = timeout;
  return {
    afterMs: durationMs(after) ?? 0,
    then: typeof then === 'object' ? { goto: target(then.goto, [...path, 'then', 'goto']) } : then,
  };
}

function compileReminders(reminders: Reminders, path: DocumentPath, context: CourseContext): CompiledReminder[] {
  const compiled = reminders.map(({ after, text }, index) => ({
    afterMs: durationMs(after) ?? 0,
    ...(text !== undefined && { text: context.texts.compile(text, [...path, index, 'text']) }),
  }));
  for (const [index, { afterMs }] of compiled.entries()) {
    if (afterMs > (compiled[index - 1]?.afterMs ?? 0)) continue;
    context.report({
      severity: 'error',
      rule: 'reminder-order',
      message: 'a reminder does not come after the one before it',
      mend: 'write them from the earliest to the latest; all times count from when the question was asked',
      path: [...path, index, 'after'],
    });
  }
  return compiled;
}

/** Times that make each other useless. Only what was written at this place is told of here. */
function checkTimes(
  { timeout, reminders }: Pick<FlowCourse, 'timeout' | 'reminders'>,
  own: { timeout: boolean; reminders: boolean },
  expiresMs: number | undefined,
  path: DocumentPath,
  report: Report,
): void {
  if (own.timeout && timeout && expiresMs !== undefined && timeout.afterMs >= expiresMs) {
    report({
      severity: 'warning',
      rule: 'timeout-after-expiry',
      message: 'the whole survey expires before this timeout',
      mend: 'make `timeout` shorter, or `expires` longer',
      path: [...path, 'timeout', 'after'],
    });
  }
  const end = Math.min(timeout?.afterMs ?? Infinity, expiresMs ?? Infinity);
  for (const [index, { afterMs }] of own.reminders ? reminders.entries() : []) {
    const at = [...path, 'reminders', index, 'after'];
    if (afterMs >= end) {
      report({
        severity: 'warning',
        rule: 'reminder-too-late',
        message: 'this reminder never goes out: the question is over by then',
        mend: 'make it earlier than the timeout and the expiry',
        path: at,
      });
    } else if (afterMs >= WINDOW) {
      report({
        severity: 'warning',
        rule: 'reminder-after-window',
        message: 'WhatsApp closes the window 24 hours after the last message: this reminder cannot go out',
        mend: 'make it earlier, or name a template in `closed`',
        path: at,
      });
    }
  }
}
