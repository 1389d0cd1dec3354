import { FlowHead } from '@core/flow/definition/flow-definition.js';
import { leadTimeMs } from '@core/flow/definition/lead-time.js';
import { Fieldset, Select, Stack, Switch, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DurationField } from '../fields/duration-field.js';
import { Fold, Folds } from '../fields/fold.js';
import { OnlyInYaml } from '../fields/only-in-yaml.js';
import { PlainField } from '../fields/plain-field.js';
import { fieldOf, listOf, textOf } from '../fields/read.js';
import { TextField } from '../fields/text-field.js';
import { useFlow } from '../fields/use-flow.js';
import { WordsField } from '../fields/words-field.js';
import { setField } from '../form/edits/text-edits.js';
import { ClosedFields } from '../form/question/closed-fields.js';
import { RetriesFields, useRetriesSet } from '../form/question/retries-fields.js';
import { SilenceFields, useSilenceSet } from '../form/question/silence-fields.js';
import { KeywordsField } from './keywords-field.js';
import { QuotasFields } from './quotas-fields.js';

/** Fields that there is an input for, and the steps, which the other views are about. */
const HERE: readonly string[] = [
  ...['id', 'kind', 'languages', 'title', 'start', 'window', 'oldTaps', 'timezone', 'back', 'person', 'help'],
  ...['expires', 'hidden', 'quotas', 'retries', 'timeout', 'reminders', 'steps'],
];
const KINDS = ['survey', 'conversation'] as const;
const isTimezone = (name: string) => FlowHead.shape.timezone.safeParse(name).success;

/** What the flow says of itself as a whole, above its steps. */
export function SettingsView() {
  const { t } = useTranslation('editor-form');
  const { t: tq } = useTranslation('editor-question');
  const { definition, edit } = useFlow();
  const retriesSet = useRetriesSet();
  const silenceSet = useSilenceSet();
  const at = (...path: string[]) => ({ path, value: fieldOf(definition, ...path) });
  return (
    <Stack>
      <Fieldset legend={t('settings.about')}>
        <Stack gap="sm">
          <TextField {...at('title')} label={t('settings.title')} required />
          <TextInput
            label={t('settings.id')}
            description={t('settings.idHelp')}
            readOnly
            value={textOf(definition?.id)}
          />
          <Select
            label={tq('settings.kind')}
            allowDeselect={false}
            data={KINDS.map((value) => ({ value, label: tq(`settings.${value}`) }))}
            value={textOf(definition?.kind)}
            onChange={(kind) => kind !== null && edit((doc) => setField(doc, ['kind'], kind))}
          />
          <TagsInput
            label={t('settings.languages')}
            description={t('settings.languagesHelp')}
            value={listOf(definition?.languages).map(textOf)}
            onChange={(tags) => tags.length > 0 && edit((doc) => setField(doc, ['languages'], tags))}
          />
          <KeywordsField
            path={['start', 'keywords']}
            label={t('settings.keywords')}
            description={t('settings.keywordsHelp')}
          />
          <WordsField {...at('hidden')} label={t('settings.hidden')} description={t('settings.hiddenHelp')} />
        </Stack>
      </Fieldset>
      <Fieldset legend={t('settings.time')}>
        <Stack gap="sm">
          <DurationField {...at('expires')} label={t('settings.expires')} description={tq('settings.expiresHelp')} />
          <PlainField
            {...at('timezone')}
            label={t('settings.timezone')}
            description={t('settings.timezoneHelp')}
            check={(name) => (isTimezone(name) ? undefined : tq('settings.timezoneWrong'))}
          />
        </Stack>
      </Fieldset>
      <Fieldset legend={tq('settings.window')}>
        <Stack gap="sm">
          <PlainField
            {...at('window', 'closing', 'nudge')}
            label={t('settings.nudge')}
            description={t('settings.nudgeHelp')}
            check={(text) => (leadTimeMs(text) === undefined ? tq('settings.nudgeWrong') : undefined)}
          />
          {fieldOf(definition, 'window', 'closing', 'nudge') !== undefined && (
            <TextField {...at('window', 'closing', 'text')} label={t('settings.nudgeText')} />
          )}
          <ClosedFields {...at('window', 'closed')} />
        </Stack>
      </Fieldset>
      <Fieldset legend={tq('settings.answers')}>
        <Folds>
          <Fold
            name="retries"
            title={tq('folds.retries')}
            about={[['retries']]}
            set={retriesSet(fieldOf(definition, 'retries'))}
          >
            <RetriesFields {...at('retries')} from={[]} />
          </Fold>
          <Fold
            name="silence"
            title={tq('folds.silence')}
            about={[['timeout'], ['reminders']]}
            set={silenceSet(fieldOf(definition, 'timeout'), fieldOf(definition, 'reminders'))}
          >
            <SilenceFields
              path={[]}
              timeout={fieldOf(definition, 'timeout')}
              reminders={fieldOf(definition, 'reminders')}
            />
          </Fold>
        </Folds>
      </Fieldset>
      <Fieldset legend={tq('settings.quotas')}>
        <QuotasFields />
      </Fieldset>
      <Fieldset legend={t('settings.talk')}>
        <Stack gap="sm">
          <Select
            label={t('settings.oldTaps')}
            allowDeselect={false}
            data={(['explain', 'change'] as const).map((value) => ({ value, label: t(`settings.${value}`) }))}
            value={textOf(fieldOf(definition, 'oldTaps')) || 'explain'}
            onChange={(value) => edit((doc) => setField(doc, ['oldTaps'], value === 'change' ? value : undefined))}
          />
          <Switch
            label={t('settings.back')}
            checked={fieldOf(definition, 'back') !== false}
            onChange={(event) => {
              const isOn = event.currentTarget.checked;
              edit((doc) => setField(doc, ['back'], isOn ? undefined : false));
            }}
          />
          <TextField {...at('help')} label={t('settings.help')} />
          <KeywordsField
            path={['person', 'keywords']}
            label={t('settings.person')}
            description={t('settings.personHelp')}
          />
          {fieldOf(definition, 'person') !== undefined && (
            <>
              <PlainField {...at('person', 'topic')} label={t('fields.handoff')} />
              <TextField {...at('person', 'say')} label={t('settings.personSay')} />
            </>
          )}
        </Stack>
      </Fieldset>
      <OnlyInYaml fields={Object.keys(definition ?? {}).filter((name) => !HERE.includes(name))} />
    </Stack>
  );
}
