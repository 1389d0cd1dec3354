import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Waits until nothing fades or moves any more: what is half there has half its colours, and axe takes them for the whole.
 * What turns for ever, such as a loader, is not waited for.
 */
export async function atRest(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    const isMoving = () =>
      document.getAnimations().some(({ playState, effect }) => {
        const end = effect?.getComputedTiming().endTime;
        return playState === 'running' && end !== Infinity;
      });
    // A dialog begins to fade in a frame or two after it is there.
    for (let frames = 0; frames < 3; frames += 1) {
      if (isMoving()) return false;
      await new Promise((next) => requestAnimationFrame(next));
    }
    return !isMoving();
  });
}

/** What axe finds serious or critical on the page once it is at rest, one line each, against WCAG 2.2 A and AA. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await atRest(page);
  // Through the debugger: the page's own rules let no foreign script in.
  await page.evaluate(SOURCE);
  const results = await page.evaluate(async (): Promise<AxeResults> => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    return axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
  });
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
}
