import { useTranslation } from 'react-i18next';
import type { StepPath } from '../../draft/step-path.js';
import { PlainField } from '../../fields/plain-field.js';
import { fieldOf, textIn, textOf } from '../../fields/read.js';
import { TextField } from '../../fields/text-field.js';
import { useFlow } from '../../fields/use-flow.js';
import { ThenSelect } from './then-select.js';

const MOST = 10;

/** Wrong answers: how often they are asked again, with which words, and what follows. */
export function RetriesFields({ path, from, value }: { path: StepPath; from: StepPath; value: unknown }) {
  const { t } = useTranslation('editor-question');
  return (
    <>
      <PlainField
        path={[...path, 'limit']}
        value={fieldOf(value, 'limit')}
        label={t('retries.limit')}
        description={t('retries.limitHelp')}
        numeric
        check={(text) => (/^(?:[1-9]|10)$/u.test(text) ? undefined : t('retries.limitWrong', { max: MOST }))}
      />
      <TextField
        path={[...path, 'hint']}
        value={fieldOf(value, 'hint')}
        label={t('retries.hint')}
        note={() => t('retries.hintHelp')}
      />
      <ThenSelect
        path={[...path, 'then']}
        from={from}
        value={fieldOf(value, 'then')}
        label={t('retries.then')}
        outcomes={[
          { value: '', label: t(from.length === 0 ? 'retries.usualForAll' : 'retries.usual') },
          { value: 'skip', label: t('then.skip') },
          { value: 'end', label: t('then.end') },
        ]}
      />
    </>
  );
}

/** What is set of it, in few words. */
export function useRetriesSet(): (value: unknown) => string[] {
  const { t } = useTranslation('editor-question');
  const { language } = useFlow();
  return (value) => {
    const limit = fieldOf(value, 'limit');
    const hint = textIn(fieldOf(value, 'hint'), language);
    const then = fieldOf(value, 'then');
    const target = textOf(fieldOf(then, 'goto'));
    return [
      ...(typeof limit === 'number' ? [t('retries.after', { count: limit })] : []),
      ...(hint === '' ? [] : [t('set.words', { text: hint })]),
      ...(target === '' ? [] : [t('set.goto', { target })]),
      ...(then === 'skip' || then === 'end' ? [t(`then.${then}`)] : []),
    ];
  };
}
