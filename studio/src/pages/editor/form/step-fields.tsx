import { Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StepPath } from '../draft/step-path.js';
import { OnlyInYaml } from '../fields/only-in-yaml.js';
import { PlainField } from '../fields/plain-field.js';
import { fieldOf, textOf } from '../fields/read.js';
import { TextField } from '../fields/text-field.js';
import { useFlow } from '../fields/use-flow.js';
import { ConditionEditor } from './condition-editor.js';
import { setField } from './edits/text-edits.js';
import { AgentFields } from './kinds/agent-fields.js';
import { BranchFields } from './kinds/branch-fields.js';
import { GroupFields } from './kinds/group-fields.js';
import { JumpSelect } from './kinds/jump-select.js';
import { QuotaFields } from './kinds/quota-fields.js';
import { SayFields } from './kinds/say-fields.js';
import { SetFields } from './kinds/set-fields.js';
import { SplitFields } from './kinds/split-fields.js';
import { SubflowFields } from './kinds/subflow-fields.js';
import { fieldsOfQuestion, QuestionFields } from './question/question-fields.js';
import { kindOf, type StepKind } from './step-kind.js';
import { StepName } from './step-name.js';

/** Fields of each kind of step that there is an input for; the rest is named, with the way to it. */
const HERE: Readonly<Record<Exclude<StepKind, 'ask'>, readonly string[]>> = {
  say: ['say', 'media', 'link'],
  group: ['group', 'steps', 'repeat', 'randomise'],
  agent: ['agent', 'opens', 'until', 'returns', 'on', 'with', 'keep', 'trouble', 'timeout', 'closed'],
  handoff: ['handoff', 'say'],
  end: ['end', 'say', 'return'],
  set: ['set'],
  branch: ['branch'],
  split: ['split'],
  quota: ['quota', 'full'],
  goto: ['goto'],
  subflow: ['subflow', 'with'],
};
const HERE_OF_ALL: readonly string[] = ['id', 'when'];
const ENDS = ['completed', 'screened-out', 'over-quota'] as const;

/** All that can be changed of a step here; the rest is named, with the way to it. */
export function StepFields({ path, step }: { path: StepPath; step: object }) {
  const { t } = useTranslation('editor-form');
  const { edit } = useFlow();
  const kind = kindOf(step);
  const ask = fieldOf(step, 'ask');
  const own = kind === undefined ? [] : kind === 'ask' ? fieldsOfQuestion(ask) : HERE[kind];
  const here = [...HERE_OF_ALL, ...own];
  return (
    <Stack gap="sm">
      {kind === 'ask' && <QuestionFields path={path} step={step} />}
      {kind === 'handoff' && (
        <PlainField path={[...path, 'handoff']} value={fieldOf(step, 'handoff')} label={t('fields.handoff')} required />
      )}
      {kind === 'end' && (
        <Select
          label={t('fields.end')}
          allowDeselect={false}
          data={ENDS.map((value) => ({ value, label: t(`ends.${value}`) }))}
          value={textOf(fieldOf(step, 'end'))}
          onChange={(value) => value !== null && edit((doc) => setField(doc, [...path, 'end'], value))}
        />
      )}
      {kind === 'goto' && (
        <JumpSelect step={path} path={[...path, 'goto']} value={fieldOf(step, 'goto')} label={t('fields.goto')} />
      )}
      {kind === 'branch' && <BranchFields path={path} step={step} />}
      {kind === 'split' && <SplitFields path={path} step={step} />}
      {kind === 'set' && <SetFields path={path} step={step} />}
      {kind === 'quota' && <QuotaFields path={path} step={step} />}
      {kind === 'agent' && <AgentFields path={path} step={step} />}
      {kind === 'subflow' && <SubflowFields path={path} step={step} />}
      {kind === 'group' && <GroupFields path={path} step={step} />}
      {(kind === 'say' || kind === 'end' || kind === 'handoff') && (
        <TextField
          path={[...path, 'say']}
          value={fieldOf(step, 'say')}
          label={t('fields.say')}
          required={kind === 'say'}
        />
      )}
      {kind === 'say' && <SayFields path={path} step={step} />}
      {kind === 'end' && (
        <PlainField
          path={[...path, 'return']}
          value={fieldOf(step, 'return')}
          label={t('fields.return')}
          description={t('fields.returnHelp')}
        />
      )}
      <ConditionEditor path={[...path, 'when']} condition={fieldOf(step, 'when')} />
      <StepName path={path} step={step} />
      <OnlyInYaml fields={Object.keys(step).filter((name) => !here.includes(name))} />
    </Stack>
  );
}
