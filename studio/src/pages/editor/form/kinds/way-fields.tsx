import { Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isMap } from 'yaml';
import { flowsQuery } from '../../../surveys/survey-queries.js';
import type { StepPath } from '../../draft/step-path.js';
import { PlainField } from '../../fields/plain-field.js';
import { fieldOf, textOf } from '../../fields/read.js';
import { useFlow } from '../../fields/use-flow.js';
import { setField } from '../edits/text-edits.js';
import { JumpSelect } from './jump-select.js';

const SIGNS = ['intent', 'event'] as const;
const THEN = ['goto', 'start', 'handoff'] as const;

/** One way out of a talk: what the agent understood, or the event of a button, and what follows. */
export function WayFields({ path, step, way }: { path: StepPath; step: StepPath; way: unknown }) {
  const { t } = useTranslation('editor-form');
  const { edit } = useFlow();
  const flows = useQuery(flowsQuery);
  const sign = SIGNS.find((one) => fieldOf(way, one) !== undefined) ?? 'intent';
  const then = THEN.find((one) => fieldOf(way, one) !== undefined) ?? 'goto';
  const start = textOf(fieldOf(way, 'start'));
  const known = (flows.data?.items ?? []).map(({ id }) => id);
  /** One field in the place of another: a way has just one of them. */
  const exchange = (before: string, after: string, value: unknown) => {
    if (before === after) return;
    edit((doc) => {
      const node = doc.getIn(path);
      if (!isMap(node)) return;
      node.delete(before);
      node.set(after, value);
    });
  };
  return (
    <>
      <Group grow align="flex-start">
        <Select
          label={t('way.when')}
          allowDeselect={false}
          data={SIGNS.map((value) => ({ value, label: t(`way.${value}`) }))}
          value={sign}
          onChange={(chosen) => chosen !== null && exchange(sign, chosen, textOf(fieldOf(way, sign)))}
        />
        <PlainField path={[...path, sign]} value={fieldOf(way, sign)} label={t(`way.${sign}Name`)} required />
      </Group>
      <Group grow align="flex-start">
        <Select
          label={t('way.then')}
          allowDeselect={false}
          data={THEN.map((value) => ({ value, label: t(`way.${value}`) }))}
          value={then}
          onChange={(chosen) =>
            chosen !== null &&
            exchange(then, chosen, chosen === 'handoff' ? t('first.topic') : chosen === 'start' ? (known[0] ?? '') : '')
          }
        />
        {then === 'goto' && (
          <JumpSelect step={step} path={[...path, 'goto']} value={fieldOf(way, 'goto')} label={t('fields.goto')} />
        )}
        {then === 'start' && (
          <Select
            label={t('subflow.flow')}
            allowDeselect={false}
            data={[...new Set([...known, ...(start === '' ? [] : [start])])]}
            value={start === '' ? null : start}
            onChange={(chosen) => chosen !== null && edit((doc) => setField(doc, [...path, 'start'], chosen))}
          />
        )}
        {then === 'handoff' && (
          <PlainField
            path={[...path, 'handoff']}
            value={fieldOf(way, 'handoff')}
            label={t('fields.handoff')}
            required
          />
        )}
      </Group>
    </>
  );
}
