import { useTranslation } from 'react-i18next';
import { ParameterName } from '@core/flow/definition/agent-step.js';
import type { StepPath } from '../../draft/step-path.js';
import { PlainField } from '../../fields/plain-field.js';
import { useFlow } from '../../fields/use-flow.js';
import { freeName, takenNames } from '../edits/names.js';
import { renameKey } from '../edits/rename-key.js';
import { namesIn } from '../edits/rename-value.js';
import { setField } from '../edits/text-edits.js';
import { useRenameValue } from '../use-rename-value.js';
import { NamedValues } from './named-values.js';
import { ValueField } from './value-field.js';

/** What an agent is told when the talk begins: parameters, by the names that it has for them. */
export function ToldFields({ path, value }: { path: StepPath; value: unknown }) {
  const { t } = useTranslation('editor-form');
  const { edit } = useFlow();
  const names = namesIn(value);
  return (
    <NamedValues
      path={path}
      values={value}
      nameLabel={t('talk.parameter')}
      addLabel={t('talk.addParameter')}
      onRename={(from, to) => {
        if (!ParameterName.safeParse(to).success) return 'parameter';
        if (names.includes(to)) return 'taken';
        // Only the agent knows it by this name: nothing in the flow does.
        edit((doc) => renameKey(doc, path, from, to));
        return undefined;
      }}
      onAdd={() => edit((doc) => setField(doc, [...path, freeName('parameter', new Set(names))], 0))}
    >
      {(field) => <ValueField {...field} label={t('value.label')} />}
    </NamedValues>
  );
}

/** What is kept of a talk when it is over: values of the flow, by name. */
export function KeptFields({ path, value }: { path: StepPath; value: unknown }) {
  const { t } = useTranslation('editor-form');
  const { edit } = useFlow();
  const onRename = useRenameValue(path);
  return (
    <NamedValues
      path={path}
      values={value}
      nameLabel={t('set.name')}
      addLabel={t('set.add')}
      onRename={onRename}
      onAdd={() =>
        edit((doc) => {
          const name = freeName('value', takenNames(doc));
          setField(doc, [...path, name], `parameters.${name}`);
        })
      }
    >
      {(field) => <PlainField {...field} label={t('value.label')} description={t('talk.keptHelp')} required />}
    </NamedValues>
  );
}
