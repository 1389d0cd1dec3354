import { NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerTypes } from '@core/flow/answers/registry.js';
import { walkSteps, type StepPath } from '../../draft/step-path.js';
import { fieldOf, textOf } from '../../fields/read.js';
import { useFlow } from '../../fields/use-flow.js';
import { isAnswerKind } from '../edits/step-edits.js';
import { setField } from '../edits/text-edits.js';
import { useStepName } from '../use-step-name.js';

const MOST_LAST = 200;

/** In which order options come, and which are taken over from an earlier question. */
export function OrderFields({ path, step }: { path: StepPath; step: object }) {
  const { t } = useTranslation('editor-question');
  const { definition, edit } = useFlow();
  const nameOf = useStepName();
  const own = path.join();
  const all = [...walkSteps(definition?.steps)];
  const here = all.findIndex((one) => one.path.join() === own);
  const sources = all.slice(0, Math.max(here, 0)).filter(({ step: one }) => {
    const kind = fieldOf(one, 'ask');
    return isAnswerKind(kind) && answerTypes[kind].options === 'required' && typeof fieldOf(one, 'id') === 'string';
  });
  const question = textOf(fieldOf(step, 'optionsFrom', 'question'));
  const only = textOf(fieldOf(step, 'optionsFrom', 'only'));
  const randomise = fieldOf(step, 'randomise');
  const keepLast = fieldOf(randomise, 'keepLast');
  const order = randomise === undefined ? 'written' : keepLast === undefined ? 'random' : 'keepLast';
  const randomiseAt = [...path, 'randomise'];
  const fromAt = [...path, 'optionsFrom'];
  return (
    <>
      <Select
        label={t('order.title')}
        description={order === 'written' ? undefined : t('order.help')}
        allowDeselect={false}
        data={(['written', 'random', 'keepLast'] as const).map((value) => ({ value, label: t(`order.${value}`) }))}
        value={order}
        onChange={(chosen) => {
          const written = chosen === 'random' ? true : chosen === 'keepLast' ? { keepLast: 1 } : undefined;
          edit((doc) => setField(doc, randomiseAt, written));
        }}
      />
      {order === 'keepLast' && (
        <NumberInput
          label={t('order.last')}
          min={1}
          max={MOST_LAST}
          allowDecimal={false}
          value={typeof keepLast === 'number' ? keepLast : 1}
          onChange={(count) => {
            if (typeof count === 'number' && count >= 1)
              edit((doc) => setField(doc, [...randomiseAt, 'keepLast'], count));
          }}
        />
      )}
      <Select
        label={t('from.title')}
        description={t('from.help')}
        allowDeselect={false}
        searchable
        data={[
          { value: '', label: t('from.none') },
          ...sources.map((one) => ({ value: textOf(fieldOf(one.step, 'id')), label: nameOf(one.step, one.path) })),
          ...(question === '' || sources.some((one) => fieldOf(one.step, 'id') === question)
            ? []
            : [{ value: question, label: question }]),
        ].filter(({ value }, at, list) => list.findIndex((one) => one.value === value) === at)}
        value={question}
        onChange={(chosen) =>
          edit((doc) =>
            setField(
              doc,
              fromAt,
              chosen === null || chosen === '' ? undefined : { question: chosen, only: only || 'picked' },
            ),
          )
        }
      />
      {question !== '' && (
        <Select
          label={t('from.only')}
          allowDeselect={false}
          data={(['picked', 'not-picked'] as const).map((value) => ({ value, label: t(`from.${value}`) }))}
          value={only}
          onChange={(chosen) => edit((doc) => setField(doc, [...fromAt, 'only'], chosen ?? 'picked'))}
        />
      )}
    </>
  );
}

/** What is set of it, in few words. */
export function useOrderSet(): (step: object) => string[] {
  const { t } = useTranslation('editor-question');
  return (step) => {
    const question = textOf(fieldOf(step, 'optionsFrom', 'question'));
    const only = fieldOf(step, 'optionsFrom', 'only') === 'not-picked' ? 'not-picked' : 'picked';
    const randomise = fieldOf(step, 'randomise');
    return [
      ...(randomise === undefined
        ? []
        : [t(fieldOf(randomise, 'keepLast') === undefined ? 'order.random' : 'order.keepLast')]),
      ...(question === '' ? [] : [t('from.set', { question, only: t(`from.${only}`) })]),
    ];
  };
}
