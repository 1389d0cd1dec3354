import { useTranslation } from 'react-i18next';
import type { StepPath } from '../../draft/step-path.js';
import { PlainField } from '../../fields/plain-field.js';
import { fieldOf, textIn, textOf } from '../../fields/read.js';
import { TextField } from '../../fields/text-field.js';
import { useFlow } from '../../fields/use-flow.js';
import { ThenSelect } from '../question/then-select.js';

const OUTCOMES = ['ask-again', 'skip', 'end', 'handoff'] as const;
const MOST = 10;

/** An agent that does not answer: after how many failures, what is said, and what follows. */
export function TroubleFields({ path, from, value }: { path: StepPath; from: StepPath; value: unknown }) {
  const { t } = useTranslation('editor-form');
  const { t: tq } = useTranslation('editor-question');
  return (
    <>
      <PlainField
        path={[...path, 'limit']}
        value={fieldOf(value, 'limit')}
        label={t('talk.limit')}
        description={t('talk.limitHelp')}
        numeric
        check={(text) => (/^(?:[1-9]|10)$/u.test(text) ? undefined : tq('retries.limitWrong', { max: MOST }))}
      />
      <TextField
        path={[...path, 'say']}
        value={fieldOf(value, 'say')}
        label={t('talk.troubleSay')}
        note={() => t('talk.troubleSayHelp')}
      />
      <ThenSelect
        path={[...path, 'then']}
        from={from}
        value={fieldOf(value, 'then')}
        label={tq('retries.then')}
        outcomes={[
          { value: '', label: t('talk.usual') },
          ...OUTCOMES.map((outcome) => ({ value: outcome, label: t(`talk.outcomes.${outcome}`) })),
        ]}
      />
    </>
  );
}

/** What is set of it, in few words. */
export function useTroubleSet(): (value: unknown) => string[] {
  const { t } = useTranslation('editor-form');
  const { t: tq } = useTranslation('editor-question');
  const { language } = useFlow();
  return (value) => {
    const limit = fieldOf(value, 'limit');
    const say = textIn(fieldOf(value, 'say'), language);
    const then = fieldOf(value, 'then');
    const outcome = OUTCOMES.find((one) => one === then);
    const target = textOf(fieldOf(then, 'goto'));
    return [
      ...(typeof limit === 'number' ? [t('talk.set.after', { count: limit })] : []),
      ...(say === '' ? [] : [tq('set.words', { text: say })]),
      ...(outcome ? [t(`talk.outcomes.${outcome}`)] : []),
      ...(target === '' ? [] : [tq('set.goto', { target })]),
    ];
  };
}
