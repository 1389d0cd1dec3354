import { formatPath } from '@core/flow/definition/finding.js';
import { useDraft } from '../draft/draft-store.js';
import type { StepPath } from '../draft/step-path.js';

/** The mistake that the check has found in this very field, or in its text of this language; undefined where there is none. */
export function useFindingAt(path: StepPath, language?: string): string | undefined {
  const places = [path, ...(language === undefined ? [] : [[...path, language]])].map(formatPath);
  return useDraft(
    ({ findings }) =>
      findings.find((finding) => finding.severity === 'error' && places.includes(finding.path))?.message,
  );
}
