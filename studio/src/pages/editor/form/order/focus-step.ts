import { formatPath } from '@core/flow/definition/finding.js';
import type { StepPath } from '../../draft/step-path.js';

/**
 * Gives the focus to a control of the step at `path`, once it is drawn there: cards that move take their elements away
 * from under the focus. Where that control has nothing to do, or there is none, the card's head has it.
 */
export function focusStep(path: StepPath, control: 'handle' | 'up' | 'down' | 'head'): void {
  requestAnimationFrame(() => {
    const card = document.querySelector(`[data-path="${CSS.escape(formatPath(path))}"]`);
    const find = (name: string) => card?.querySelector<HTMLElement>(`[data-control="${name}"]:not(:disabled)`);
    (find(control) ?? find('head'))?.focus();
  });
}

/** Gives the focus back to the name of the step, where renaming has drawn the card anew and nothing has it. */
export function keepFocusOnName(path: StepPath): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    const card = document.querySelector(`[data-path="${CSS.escape(formatPath(path))}"]`);
    card?.querySelector<HTMLElement>('[data-control="name"]')?.focus();
  });
}
