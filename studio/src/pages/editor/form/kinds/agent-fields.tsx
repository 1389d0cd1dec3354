import { Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../../parts/problem-alert.js';
import { agentsQuery } from '../../../agents/agent-queries.js';
import type { StepPath } from '../../draft/step-path.js';
import { Fold, Folds } from '../../fields/fold.js';
import { PlainField } from '../../fields/plain-field.js';
import { fieldOf, listOf, textOf } from '../../fields/read.js';
import { TextField } from '../../fields/text-field.js';
import { useFlow } from '../../fields/use-flow.js';
import { insertItem } from '../edits/list-edits.js';
import { setField } from '../edits/text-edits.js';
import { ClosedFields } from '../question/closed-fields.js';
import { useSilenceSet } from '../question/silence-fields.js';
import { TimeoutFields } from '../question/timeout-fields.js';
import { namesIn } from '../edits/rename-value.js';
import { AddRow } from './add-row.js';
import { Row } from './row.js';
import { RowTools } from './row-tools.js';
import { KeptFields, ToldFields } from './talk-values.js';
import { TroubleFields, useTroubleSet } from './trouble-fields.js';
import { WayFields } from './way-fields.js';

const OPENINGS = ['person', 'event', 'text'] as const;

/** A talk with an agent: with which one, how it begins, when it is over, and the ways out of it. */
export function AgentFields({ path, step }: { path: StepPath; step: object }) {
  const { t } = useTranslation('editor-form');
  const { t: tq } = useTranslation('editor-question');
  const { edit } = useFlow();
  const silenceSet = useSilenceSet();
  const troubleSet = useTroubleSet();
  const links = useQuery(agentsQuery);
  const agent = textOf(fieldOf(step, 'agent'));
  const opens = fieldOf(step, 'opens');
  const opening = OPENINGS.find((one) => fieldOf(opens, one) !== undefined) ?? 'person';
  const ways = listOf(fieldOf(step, 'on'));
  const known = (links.data ?? []).map(({ id, title }) => ({ value: id, label: title }));
  const at = (name: string) => ({ path: [...path, name], value: fieldOf(step, name) });
  const template = textOf(fieldOf(step, 'closed', 'template'));
  const isKnown = agent === '' || known.some(({ value }) => value === agent);
  return (
    <>
      {links.error && <ProblemAlert error={links.error} onRetry={() => void links.refetch()} />}
      <Select
        label={t('agent.link')}
        description={links.data?.length === 0 ? t('agent.noLinks') : t('agent.linkHelp')}
        error={links.data && !isKnown && t('agent.unknown', { agent })}
        allowDeselect={false}
        data={isKnown ? known : [...known, { value: agent, label: agent }]}
        value={agent === '' ? null : agent}
        onChange={(chosen) => chosen !== null && edit((doc) => setField(doc, [...path, 'agent'], chosen))}
      />
      <Group grow align="flex-start">
        <Select
          label={t('agent.opens')}
          allowDeselect={false}
          data={OPENINGS.map((value) => ({ value, label: t(`agent.openings.${value}`) }))}
          value={opening}
          onChange={(chosen) => {
            const first =
              chosen === 'event' ? { event: 'WELCOME' } : chosen === 'text' ? { text: t('agent.hello') } : undefined;
            edit((doc) => setField(doc, [...path, 'opens'], first));
          }}
        />
        {opening === 'event' && (
          <PlainField
            path={[...path, 'opens', 'event']}
            value={fieldOf(opens, 'event')}
            label={t('agent.event')}
            required
          />
        )}
        {opening === 'text' && (
          <TextField
            path={[...path, 'opens', 'text']}
            value={fieldOf(opens, 'text')}
            label={t('agent.text')}
            required
          />
        )}
      </Group>
      <PlainField
        path={[...path, 'until']}
        value={fieldOf(step, 'until')}
        label={t('agent.until')}
        description={t('agent.untilHelp')}
      />
      <PlainField
        path={[...path, 'returns']}
        value={fieldOf(step, 'returns')}
        label={t('agent.returns')}
        description={t('agent.returnsHelp')}
      />
      {ways.map((way, index) => {
        const own = [...path, 'on', index];
        const name = t('agent.way', { n: index + 1 });
        return (
          <Row key={index} name={name} tools={<RowTools path={own} name={name} count={ways.length} least={0} />}>
            <WayFields path={own} step={path} way={way} />
          </Row>
        );
      })}
      <AddRow
        label={t('agent.addWay')}
        onAdd={() =>
          edit((doc) => insertItem(doc, [...path, 'on'], ways.length, { intent: '', handoff: t('first.topic') }))
        }
      />
      <Folds>
        <Fold name="with" title={t('talk.with')} about={[at('with').path]} set={namesIn(fieldOf(step, 'with'))}>
          <ToldFields {...at('with')} />
        </Fold>
        <Fold name="keep" title={t('talk.keep')} about={[at('keep').path]} set={namesIn(fieldOf(step, 'keep'))}>
          <KeptFields {...at('keep')} />
        </Fold>
        <Fold
          name="trouble"
          title={t('talk.trouble')}
          about={[at('trouble').path]}
          set={troubleSet(fieldOf(step, 'trouble'))}
        >
          <TroubleFields {...at('trouble')} from={path} />
        </Fold>
        <Fold
          name="timeout"
          title={t('talk.timeout')}
          about={[at('timeout').path]}
          set={silenceSet(fieldOf(step, 'timeout'), undefined)}
        >
          <TimeoutFields {...at('timeout')} from={path} unset={tq('silence.timeoutOff')} after={t('talk.after')} />
        </Fold>
        <Fold
          name="closed"
          title={tq('folds.closed')}
          about={[at('closed').path]}
          set={template === '' ? [] : [template]}
        >
          <ClosedFields {...at('closed')} isTalk />
        </Fold>
      </Folds>
    </>
  );
}
