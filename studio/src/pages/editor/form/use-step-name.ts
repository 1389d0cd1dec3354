import { useTranslation } from 'react-i18next';
import { stepKey, type StepPath } from '../draft/step-path.js';
import { anyText, fieldOf, textOf } from '../fields/read.js';
import { useFlow } from '../fields/use-flow.js';
import { kindOf } from './step-kind.js';

/** What a step is called in the studio: by what it says, else by what it is. */
export function useStepName(): (step: unknown, path: StepPath) => string {
  const { t } = useTranslation('editor-form');
  const { language } = useFlow();
  return (step, path) => {
    if (typeof step !== 'object' || step === null) return '';
    const said = anyText(fieldOf(step, 'text'), language) || anyText(fieldOf(step, 'say'), language);
    if (said !== '') return said;
    const kind = kindOf(step);
    if (kind === undefined) return stepKey(step, path);
    const own = textOf(fieldOf(step, kind)) || textOf(fieldOf(step, 'id'));
    if (kind === 'end') return t(`ends.${own}`, { defaultValue: own });
    return own || t(`kinds.${kind}`);
  };
}
