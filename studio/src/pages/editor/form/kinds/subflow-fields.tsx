import { Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../../parts/problem-alert.js';
import { flowsQuery } from '../../../surveys/survey-queries.js';
import { useDraft } from '../../draft/draft-store.js';
import { calledQuery } from '../../draft/editor-queries.js';
import { definitionOf, readDocument } from '../../draft/read-definition.js';
import type { StepPath } from '../../draft/step-path.js';
import { PlainField } from '../../fields/plain-field.js';
import { fieldOf, listOf, textOf } from '../../fields/read.js';
import { useFlow } from '../../fields/use-flow.js';
import { setField } from '../edits/text-edits.js';

/** Which survey's steps are gone through in place, and what it is told at the start. */
export function SubflowFields({ path, step }: { path: StepPath; step: object }) {
  const { t } = useTranslation('editor-form');
  const { edit } = useFlow();
  const flowId = useDraft((draft) => draft.flowId);
  const flows = useQuery(flowsQuery);
  const called = textOf(fieldOf(step, 'subflow'));
  const sources = useQuery(calledQuery(useMemo(() => (called === '' ? [] : [called]), [called])));
  const source = sources.data?.get(called);
  const hidden = source === undefined ? [] : listOf(definitionOf(readDocument(source))?.hidden).map(textOf);
  const given = fieldOf(step, 'with');
  const names = [...new Set([...hidden, ...(typeof given === 'object' && given !== null ? Object.keys(given) : [])])];
  const others = (flows.data?.items ?? []).map(({ id }) => id).filter((id) => id !== flowId);
  return (
    <>
      {flows.error && <ProblemAlert error={flows.error} onRetry={() => void flows.refetch()} />}
      <Select
        label={t('subflow.flow')}
        description={t(flows.data && others.length === 0 ? 'subflow.none' : 'subflow.help')}
        allowDeselect={false}
        searchable
        data={[...new Set([...others, ...(called === '' ? [] : [called])])]}
        value={called === '' ? null : called}
        onChange={(chosen) => chosen !== null && edit((doc) => setField(doc, [...path, 'subflow'], chosen))}
      />
      {names.length > 0 && (
        <Text size="sm" fw={500}>
          {t('subflow.with')}
        </Text>
      )}
      {names.map((name) => (
        <PlainField
          key={name}
          path={[...path, 'with', name]}
          value={fieldOf(given, name)}
          label={name}
          description={t('subflow.withHelp')}
        />
      ))}
    </>
  );
}
