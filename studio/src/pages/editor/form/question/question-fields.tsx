import { Select, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerTypes } from '@core/flow/answers/registry.js';
import type { StepPath } from '../../draft/step-path.js';
import { Fold, Folds } from '../../fields/fold.js';
import { fieldOf, textOf } from '../../fields/read.js';
import { TextField } from '../../fields/text-field.js';
import { useFlow } from '../../fields/use-flow.js';
import { changeType, isAnswerKind } from '../edits/step-edits.js';
import { setField } from '../edits/text-edits.js';
import { firstOptions } from '../new-step.js';
import { OptionsEditor } from '../options-editor.js';
import { editableFields, TypeFields } from '../type-fields.js';
import { useFirstWords } from '../use-first-words.js';
import { ClosedFields } from './closed-fields.js';
import { KeptAs } from './kept-as.js';
import { MediaFields, MEDIA_KINDS } from './media-fields.js';
import { OrderFields, useOrderSet } from './order-fields.js';
import { RetriesFields, useRetriesSet } from './retries-fields.js';
import { SilenceFields, useSilenceSet } from './silence-fields.js';
import { useLabelLimits } from './use-label-limits.js';

const HERE: readonly string[] = [
  ...['ask', 'text', 'hint', 'optional', 'options', 'rows', 'randomise', 'optionsFrom'],
  ...['retries', 'timeout', 'reminders', 'media', 'closed'],
];

/** Fields of a question of this type that there is an input for. */
export const fieldsOfQuestion = (ask: unknown): readonly string[] => [
  ...HERE,
  ...(isAnswerKind(ask) ? editableFields(ask) : []),
];

/** All that a question can have: what every one needs at once, the rest folded. */
export function QuestionFields({ path, step }: { path: StepPath; step: object }) {
  const { t } = useTranslation('editor-question');
  const { t: tf } = useTranslation('editor-form');
  const { edit } = useFlow();
  const words = useFirstWords();
  const limits = useLabelLimits(path, step);
  const retriesSet = useRetriesSet();
  const silenceSet = useSilenceSet();
  const orderSet = useOrderSet();
  const at = (name: string) => ({ path: [...path, name], value: fieldOf(step, name) });
  const ask = fieldOf(step, 'ask');
  const kind = isAnswerKind(ask) ? ask : undefined;
  const hasOptions = kind !== undefined && answerTypes[kind].options === 'required';
  const mediaKind = MEDIA_KINDS.find((one) => one === fieldOf(step, 'media', 'kind'));
  const template = textOf(fieldOf(step, 'closed', 'template'));
  return (
    <>
      <TextField {...at('text')} label={tf('fields.text')} required note={limits.ofText} />
      <Select
        label={tf('fields.ask')}
        searchable
        allowDeselect={false}
        data={Object.keys(answerTypes).map((value) => ({
          value,
          label: tf(`types.${value}`, { defaultValue: value }),
        }))}
        value={textOf(ask)}
        onChange={(chosen) => {
          if (isAnswerKind(chosen)) edit((doc) => changeType(doc, path, chosen, firstOptions(words)));
        }}
      />
      {kind === 'matrix' && <OptionsEditor step={path} items={fieldOf(step, 'rows')} of="row" kind={kind} />}
      {hasOptions && (
        <OptionsEditor
          step={path}
          items={fieldOf(step, 'options')}
          of="option"
          kind={kind}
          isRandom={fieldOf(step, 'randomise') !== undefined}
          limitOf={limits.ofLabel}
        />
      )}
      <TextField {...at('hint')} label={tf('fields.hint')} />
      <Switch
        label={tf('fields.optional')}
        description={t('optionalHelp')}
        checked={fieldOf(step, 'optional') === true}
        onChange={(event) => {
          const isOn = event.currentTarget.checked;
          edit((doc) => setField(doc, [...path, 'optional'], isOn || undefined));
        }}
      />
      {kind && <TypeFields kind={kind} path={path} step={step} />}
      <Folds>
        {hasOptions && (
          <Fold
            name="order"
            title={t('folds.order')}
            about={[at('randomise').path, at('optionsFrom').path]}
            set={orderSet(step)}
          >
            <OrderFields path={path} step={step} />
          </Fold>
        )}
        <Fold
          name="retries"
          title={t('folds.retries')}
          about={[at('retries').path]}
          set={retriesSet(fieldOf(step, 'retries'))}
        >
          <RetriesFields {...at('retries')} from={path} />
        </Fold>
        <Fold
          name="silence"
          title={t('folds.silence')}
          about={[at('timeout').path, at('reminders').path]}
          set={silenceSet(fieldOf(step, 'timeout'), fieldOf(step, 'reminders'))}
        >
          <SilenceFields path={path} timeout={fieldOf(step, 'timeout')} reminders={fieldOf(step, 'reminders')} />
        </Fold>
        <Fold
          name="closed"
          title={t('folds.closed')}
          about={[at('closed').path]}
          set={template === '' ? [] : [template]}
        >
          <ClosedFields {...at('closed')} options={hasOptions ? fieldOf(step, 'options') : []} />
        </Fold>
        <Fold
          name="media"
          title={t('folds.media')}
          about={[at('media').path]}
          set={mediaKind ? [t(`media.${mediaKind}`)] : []}
        >
          <MediaFields {...at('media')} />
        </Fold>
        {kind && (
          <Fold name="kept" title={t('folds.kept')} set={[textOf(fieldOf(step, 'id'))]}>
            <KeptAs kind={kind} id={textOf(fieldOf(step, 'id'))} />
          </Fold>
        )}
      </Folds>
    </>
  );
}
