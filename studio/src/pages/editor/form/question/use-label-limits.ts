import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../../draft/draft-store.js';
import { stepKey, type StepPath } from '../../draft/step-path.js';
import { useFlow } from '../../fields/use-flow.js';
import { PROVIDERS } from '../../phone/providers.js';
import { sampleCircumstances } from '../../phone/samples.js';
import { compiledStep, shownAs } from '../../phone/step-preview.js';
import { labelLimit, textLimit } from '../label-limit.js';

/**
 * Says below a label, or the text, how the phone's channel will show it and what follows when it gets longer; nothing
 * where that is not known, as for a question that has not been checked yet.
 */
export function useLabelLimits(path: StepPath, step: object) {
  const { t } = useTranslation('editor-question');
  const { language } = useFlow();
  const flow = useDraft((draft) => draft.flow);
  const capabilities = PROVIDERS[useDraft((draft) => draft.provider)];
  const key = stepKey(step, path);
  const prompt = useMemo(() => {
    const compiled = flow && compiledStep(flow, key);
    return compiled && shownAs(flow, compiled, sampleCircumstances(flow, language, {})).prompt;
  }, [flow, key, language]);
  return {
    ofLabel(optionId: string, label: string): string {
      const limit = prompt && labelLimit(prompt, optionId, label, capabilities);
      if (!limit) return '';
      const { n, as, next } = limit;
      return t(`limit.${as}.${next?.beyond ?? 'always'}`, { n, max: next?.max });
    },
    ofText(text: string): string {
      const limit = prompt && textLimit(prompt, text, capabilities);
      if (!limit) return '';
      const { n, as, next } = limit;
      if (as > 1) return t('limit.text.several', { count: as, n });
      return next ? t('limit.text.one', { n, max: next.max }) : '';
    },
  };
}
