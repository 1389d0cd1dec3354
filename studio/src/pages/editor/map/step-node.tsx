import { Badge } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { directionOf } from '../../../i18n/i18n.js';
import { OPTIONS_SHOWN } from './lay-out.js';
import type { MapNode } from './flow-map.js';
import classes from './map.module.css';

export type StepNodeType = Node<
  { step: MapNode; condition: string | undefined; findings: number; mayWrite: boolean },
  'step'
>;
export type FrameNodeType = Node<{ name: string }, 'frame'>;

/** One step: its kind, what it says in short, its options, and what is wrong with it. */
export const StepNode = memo(function StepNode({ data, selected }: NodeProps<StepNodeType>) {
  const { t, i18n } = useTranslation('editor-map');
  const { step, condition, findings, mayWrite } = data;
  const { kind, text, options } = step;
  return (
    <div className={classes.node} dir={directionOf(i18n.language)} data-kind={kind} data-selected={selected}>
      <Handle type="target" position={Position.Top} isConnectable={mayWrite} />
      <div className={classes.head}>
        <span>{t(`kinds.${kind}`)}</span>
        {findings > 0 && (
          <Badge size="sm" color="red" variant="light" leftSection={<IconAlertTriangle size={12} aria-hidden />}>
            {t('map.findings', { count: findings })}
          </Badge>
        )}
      </div>
      {condition !== undefined && (
        <div className={classes.when} dir="auto">
          {t('map.onlyIf', { condition })}
        </div>
      )}
      {text !== '' && (
        <div className={classes.words} dir="auto">
          {text}
        </div>
      )}
      {options.slice(0, OPTIONS_SHOWN).map((option, index) => (
        <div key={index} className={classes.option} dir="auto">
          {option}
        </div>
      ))}
      {options.length > OPTIONS_SHOWN && (
        <div className={classes.option}>{t('map.moreOptions', { count: options.length - OPTIONS_SHOWN })}</div>
      )}
      <Handle type="source" position={Position.Bottom} isConnectable={mayWrite} />
    </div>
  );
});

/** The frame around the steps of a group. */
export const FrameNode = memo(function FrameNode({ data }: NodeProps<FrameNodeType>) {
  return (
    <div className={classes.frame}>
      <bdi>{data.name}</bdi>
    </div>
  );
});
