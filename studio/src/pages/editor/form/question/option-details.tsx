import { Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AnswerKind } from '@core/flow/answers/registry.js';
import type { StepPath } from '../../draft/step-path.js';
import { OnlyInYaml } from '../../fields/only-in-yaml.js';
import { PlainField } from '../../fields/plain-field.js';
import { fieldOf, listOf, textIn, textOf } from '../../fields/read.js';
import { TextField } from '../../fields/text-field.js';
import { useFlow } from '../../fields/use-flow.js';
import { WordsField } from '../../fields/words-field.js';
import { ConditionEditor } from '../condition-editor.js';
import { setField } from '../edits/text-edits.js';
import { OptionName } from './option-name.js';

const HERE: readonly string[] = [
  ...['id', 'label', 'description', 'synonyms', 'score', 'exclusive', 'specify', 'when', 'fixed'],
];
const SPECIFIED: readonly AnswerKind[] = ['single-choice', 'multiple-choice'];

interface DetailsProps {
  /** Path of the question. */
  step: StepPath;
  path: StepPath;
  option: unknown;
  kind: AnswerKind;
  of: 'option' | 'row';
  isRandom: boolean;
  onRenamed: (from: string, to: string) => void;
}

/** What an option can have besides its label. */
export function OptionDetails({ step, path, option, kind, of, isRandom, onRenamed }: DetailsProps) {
  const { t } = useTranslation('editor-question');
  const { edit } = useFlow();
  const at = (name: string) => ({ path: [...path, name], value: fieldOf(option, name) });
  const toggle = (name: 'exclusive' | 'specify' | 'fixed') => (
    <Switch
      label={t(`option.${name}`)}
      description={t(`option.${name}Help`)}
      checked={fieldOf(option, name) === true}
      onChange={(event) => {
        const isOn = event.currentTarget.checked;
        edit((doc) => setField(doc, [...path, name], isOn || undefined));
      }}
    />
  );
  const name = <OptionName step={step} path={path} id={textOf(fieldOf(option, 'id'))} of={of} onRenamed={onRenamed} />;
  if (of === 'row') return <Stack gap="sm">{name}</Stack>;
  const has = (field: string) => fieldOf(option, field) !== undefined;
  return (
    <Stack gap="sm">
      <TextField {...at('description')} label={t('option.description')} note={() => t('option.descriptionHelp')} />
      <WordsField {...at('synonyms')} label={t('option.synonyms')} description={t('option.synonymsHelp')} />
      <PlainField
        {...at('score')}
        label={t('option.score')}
        description={t('option.scoreHelp')}
        numeric
        check={(text) => (Number.isFinite(Number(text)) ? undefined : t('option.scoreWrong'))}
      />
      {(kind === 'multiple-choice' || has('exclusive')) && toggle('exclusive')}
      {(SPECIFIED.includes(kind) || has('specify')) && toggle('specify')}
      {(isRandom || has('fixed')) && toggle('fixed')}
      <ConditionEditor
        path={[...path, 'when']}
        condition={fieldOf(option, 'when')}
        title={t('option.when')}
        always={t('option.always')}
      />
      {name}
      <OnlyInYaml
        fields={Object.keys(typeof option === 'object' && option !== null ? option : {}).filter(
          (field) => !HERE.includes(field),
        )}
      />
    </Stack>
  );
}

/** What is set of it, in few words. */
export function useOptionSet(): (option: unknown) => string[] {
  const { t } = useTranslation('editor-question');
  const { language } = useFlow();
  return (option) => {
    const description = textIn(fieldOf(option, 'description'), language);
    const synonyms = fieldOf(option, 'synonyms');
    const words = listOf(Array.isArray(synonyms) ? synonyms : fieldOf(synonyms, language));
    const score = fieldOf(option, 'score');
    return [
      ...(description === '' ? [] : [description]),
      ...(words.length === 0 ? [] : [t('option.set.synonyms', { words: words.map(textOf).join(', ') })]),
      ...(typeof score === 'number' ? [t('option.set.score', { score })] : []),
      ...(['exclusive', 'specify', 'fixed'] as const).flatMap((name) =>
        fieldOf(option, name) === true ? [t(`option.set.${name}`)] : [],
      ),
      ...(fieldOf(option, 'when') === undefined ? [] : [t('option.set.when')]),
    ];
  };
}
