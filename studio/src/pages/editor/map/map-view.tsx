import { ActionIcon, Alert, Button, Group, NativeSelect, Stack, Tooltip, useComputedColorScheme } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { Background, Controls, MarkerType, MiniMap, ReactFlow, type Edge, type NodeTypes } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompiledFlow } from '@core/flow/compile.js';
import { Localised } from '@core/flow/definition/localised.js';
import { pickLocalised } from '@core/flow/localised-text.js';
import { directionOf } from '../../../i18n/i18n.js';
import { useMay } from '../../../session/session.js';
import { useDraft } from '../draft/draft-store.js';
import { stepKeyAt, walkSteps } from '../draft/step-path.js';
import { jumpTargets } from '../form/edits/jump-targets.js';
import { conditionWords } from './condition-words.js';
import { flowMap, type MapNode } from './flow-map.js';
import { framesOf, layOut } from './lay-out.js';
import { addJump, addQuestion, removeStep } from './map-edits.js';
import classes from './map.module.css';
import { FrameNode, StepNode, type FrameNodeType, type StepNodeType } from './step-node.js';

const NODE_TYPES: NodeTypes = { step: StepNode, frame: FrameNode };

/** The survey as a map: each step, and every way from one to another. */
export function MapView() {
  const { t } = useTranslation('editor-map');
  const flow = useDraft((draft) => draft.flow);
  const isCurrent = useDraft((draft) => draft.isCurrent);
  if (!flow) return <Alert color="gray">{t('map.broken')}</Alert>;
  return (
    <Stack gap="sm">
      {!isCurrent && <Alert color="yellow">{t('phone.stale')}</Alert>}
      <FlowChart flow={flow} />
    </Stack>
  );
}

function FlowChart({ flow }: { flow: CompiledFlow }) {
  const { t, i18n } = useTranslation('editor-map');
  const mayWrite = useMay()('flows:write');
  const selected = useDraft((draft) => draft.selected);
  const select = useDraft((draft) => draft.select);
  const written = useDraft((draft) => draft.language);
  const edit = useDraft((draft) => draft.edit);
  const findings = useFindingCounts(flow);
  const colours = useComputedColorScheme('light');
  const language = flow.languages.find((tag) => tag === written) ?? flow.languages[0] ?? '';
  const isRightToLeft = directionOf(i18n.language) === 'rtl';

  const map = useMemo(
    () =>
      flowMap(flow.definition, (text) => {
        const read = Localised.safeParse(text);
        return read.success ? pickLocalised(read.data, language, flow.languages) : '';
      }),
    [flow, language],
  );
  const boxes = useMemo(() => layOut(map, isRightToLeft), [map, isRightToLeft]);
  const say = useConditionWords();
  const nodes = useMemo((): (StepNodeType | FrameNodeType)[] => {
    const frames = [...framesOf(map.nodes, boxes)].map(([key, { x, y, width, height }]): FrameNodeType => ({
      id: `frame ${key}`,
      type: 'frame',
      position: { x, y },
      ...{ width, height, selectable: false, focusable: false, draggable: false, zIndex: -1 },
      data: { name: key },
    }));
    const steps = map.nodes.flatMap((step): StepNodeType[] => {
      const box = boxes.get(step.key);
      if (!box) return [];
      const { x, y, width, height } = box;
      const condition = step.when === undefined ? undefined : say(step.when);
      return [
        {
          id: step.key,
          type: 'step',
          position: { x, y },
          ...{ width, height, selected: step.key === selected },
          ariaLabel: t('map.step', { kind: t(`kinds.${step.kind}`), text: step.text || step.key }),
          data: { step, condition, findings: findings.get(step.key) ?? 0, mayWrite },
        },
      ];
    });
    return [...frames, ...steps];
  }, [map, boxes, selected, findings, mayWrite, say, t]);
  const edges = useMemo(
    () =>
      map.edges.map(({ from, to, kind, label, isOtherwise }, index): Edge => {
        const shown = label === undefined ? (isOtherwise ? t('map.otherwise') : undefined) : say(label);
        return {
          id: `${index} ${from} ${to}`,
          source: from,
          target: to,
          type: 'smoothstep',
          focusable: false,
          markerEnd: { type: MarkerType.ArrowClosed },
          ...(kind === 'jump' && { animated: false, style: { strokeDasharray: '6 4' } }),
          ...(shown !== undefined && { label: shown }),
        };
      }),
    [map, say, t],
  );
  const chosen = map.nodes.find(({ key }) => key === selected);
  const reachable = chosen ? reachableFrom(flow, chosen.key) : new Set<string>();
  return (
    <>
      <Group gap="xs" align="flex-end">
        <NativeSelect
          label={t('map.steps')}
          value={chosen?.key ?? ''}
          onChange={({ currentTarget }) => select(currentTarget.value || undefined)}
          data={[
            { value: '', label: t('map.noStep') },
            ...map.nodes.map((step) => ({ value: step.key, label: optionLabel(step, t(`kinds.${step.kind}`)) })),
          ]}
          maw={320}
        />
        {mayWrite && (
          <>
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              disabled={!chosen}
              onClick={() => {
                if (!chosen) return;
                let added: string | undefined;
                edit((doc) => {
                  added = addQuestion(doc, chosen.key, t('map.newQuestion'));
                });
                if (added !== undefined) select(added);
              }}
            >
              {t('map.add')}
            </Button>
            <NativeSelect
              label={t('map.jumpTo')}
              value=""
              disabled={!chosen}
              onChange={({ currentTarget: { value } }) => {
                if (chosen && value !== '') edit((doc) => addJump(doc, chosen.key, value));
              }}
              data={[
                { value: '', label: t('map.noStep') },
                ...map.nodes
                  .filter(({ key }) => reachable.has(key))
                  .map((step) => ({ value: step.key, label: optionLabel(step, t(`kinds.${step.kind}`)) })),
              ]}
              maw={220}
            />
            <Tooltip label={t('map.remove')}>
              <ActionIcon
                variant="default"
                size={36}
                aria-label={t('map.remove')}
                disabled={!chosen}
                onClick={() => {
                  if (!chosen) return;
                  edit((doc) => void removeStep(doc, chosen.key));
                  select(undefined);
                }}
              >
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </>
        )}
      </Group>
      <div className={classes.map} dir="ltr">
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          colorMode={colours}
          fitView
          fitViewOptions={{ maxZoom: 1, minZoom: 0.35 }}
          minZoom={0.05}
          nodesDraggable={false}
          nodesConnectable={mayWrite}
          onlyRenderVisibleElements
          deleteKeyCode={null}
          proOptions={{ hideAttribution: true }}
          onNodeClick={(_event, node) => node.type === 'step' && select(node.id)}
          onNodesChange={(changes) => {
            // Chosen by keyboard: React Flow tells it as a change only.
            const picked = changes.find((change) => change.type === 'select' && change.selected);
            if (picked?.type === 'select') select(picked.id);
          }}
          isValidConnection={({ source, target }) => reachableFrom(flow, source).has(target)}
          onConnect={({ source, target }) => edit((doc) => addJump(doc, source, target))}
          ariaLabelConfig={{
            'controls.ariaLabel': t('map.controls'),
            'controls.zoomIn.ariaLabel': t('map.zoomIn'),
            'controls.zoomOut.ariaLabel': t('map.zoomOut'),
            'controls.fitView.ariaLabel': t('map.fit'),
            'minimap.ariaLabel': t('map.minimap'),
            'node.a11yDescription.default': t('map.howToSelect'),
          }}
        >
          <Background />
          <Controls showInteractive={false} />
          <MiniMap pannable zoomable />
        </ReactFlow>
      </div>
    </>
  );
}

/** Keys of the steps that may be gone to from this one. */
function reachableFrom({ definition: { steps } }: CompiledFlow, key: string): Set<string> {
  const from = [...walkSteps(steps)].find((step) => step.key === key);
  return new Set(from && jumpTargets(steps, from.path).map((target) => target.key));
}

/** Longer texts make a list that nobody can read. */
const SHORT = 50;

function optionLabel({ key, text }: MapNode, kind: string): string {
  const words = text === '' ? key : text.replaceAll(/\s+/g, ' ');
  return `${kind}: ${words.length > SHORT ? `${words.slice(0, SHORT)}…` : words}`;
}

function useFindingCounts(flow: CompiledFlow): ReadonlyMap<string, number> {
  const findings = useDraft((draft) => draft.findings);
  return useMemo(() => {
    const counts = new Map<string, number>();
    for (const { path } of findings) {
      const key = stepKeyAt(flow.definition.steps, path);
      if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  }, [findings, flow]);
}

function useConditionWords(): (cel: string) => string {
  const { t } = useTranslation('editor-map');
  return useMemo(() => {
    const words = {
      is: t('condition.is'),
      isNot: t('condition.isNot'),
      and: t('condition.and'),
      or: t('condition.or'),
      yes: t('condition.yes'),
      no: t('condition.no'),
      nothing: t('condition.nothing'),
      includes: (list: string, item: string) => t('condition.includes', { list, item }),
    };
    return (cel) => conditionWords(cel, words);
  }, [t]);
}
