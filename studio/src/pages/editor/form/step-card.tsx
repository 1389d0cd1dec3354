import { ActionIcon, Alert, Badge, Group, Paper, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronDown, IconChevronUp, IconCopy, IconTrash } from '@tabler/icons-react';
import { formatPath } from '@core/flow/definition/finding.js';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../draft/draft-store.js';
import { stepKey, stepKeyAt, type StepPath } from '../draft/step-path.js';
import { anyText, fieldOf, listOf, textOf } from '../fields/read.js';
import { useFlow } from '../fields/use-flow.js';
import { removeItem } from './edits/list-edits.js';
import { duplicateStep } from './edits/step-edits.js';
import { DragHandle } from './order/drag-handle.js';
import { focusStep } from './order/focus-step.js';
import { useOrder } from './order/order-context.js';
import orderClasses from './order/order.module.css';
import { StepFields } from './step-fields.js';
import { kindOf } from './step-kind.js';
import { StepList } from './step-list.js';
import { useStepName } from './use-step-name.js';
import { useUndoNotice } from './use-undo-notice.js';
import classes from './form.module.css';

/** One step: what it is and says, what is wrong with it; opened, its fields. A group has its steps below. */
export function StepCard({ path, step, last }: { path: StepPath; step: object; last: boolean }) {
  const { t } = useTranslation('editor-form');
  const { definition, language, edit } = useFlow();
  const key = stepKey(step, path);
  const isOpen = useDraft((draft) => draft.selected) === key;
  const select = useDraft((draft) => draft.select);
  const all = useDraft((draft) => draft.findings);
  const findings = all.filter((finding) => stepKeyAt(definition?.steps, finding.path) === key);
  const kind = kindOf(step);
  const at = Number(path.at(-1));
  const ask = textOf(fieldOf(step, 'ask'));
  const name = useStepName()(step, path);
  const notice = useUndoNotice();
  const order = useOrder();
  const list = path.slice(0, -1);
  const isDragged = order.dragged?.join() === path.join();
  const options = listOf(fieldOf(step, 'options')).map((option) => anyText(fieldOf(option, 'label'), language));
  const typeName = kind === 'ask' ? t(`types.${ask}`, { defaultValue: ask }) : kind ? t(`kinds.${kind}`) : key;
  const duplicate = () => {
    let copy: StepPath | undefined;
    edit((doc) => {
      copy = duplicateStep(doc, path);
    });
    if (!copy) return;
    focusStep(copy, 'head');
    notice(t('duplicated', { name }));
  };
  const remove = () => {
    edit((doc) => removeItem(doc, path));
    if (isOpen) select(undefined);
    focusStep(last && at > 0 ? [...list, at - 1] : path, 'head');
    notice(t('removed', { name }));
  };
  const Chevron = isOpen ? IconChevronUp : IconChevronDown;
  return (
    <Paper
      withBorder
      p="sm"
      component="section"
      aria-label={name}
      data-step={key}
      data-path={formatPath(path)}
      className={isDragged ? orderClasses.dragged : undefined}
    >
      <Stack gap="sm">
        <Group align="flex-start" justify="space-between" gap="xs">
          <UnstyledButton
            className={classes.head}
            data-control="head"
            aria-expanded={isOpen}
            onClick={() => select(isOpen ? undefined : key)}
          >
            <Group gap="xs" wrap="nowrap" align="flex-start">
              <Chevron size={18} aria-hidden className={classes.chevron} />
              <Stack gap={4}>
                <Group gap="xs">
                  <Badge variant="default">{typeName}</Badge>
                  {fieldOf(step, 'optional') === true && <Badge variant="default">{t('optional')}</Badge>}
                  {fieldOf(step, 'when') !== undefined && <Badge variant="default">{t('conditional')}</Badge>}
                </Group>
                <Text dir="auto" className={classes.text}>
                  {name}
                </Text>
                {!isOpen && options.length > 0 && (
                  <Text dir="auto" size="sm" c="dimmed" className={classes.text}>
                    {options.join(' · ')}
                  </Text>
                )}
              </Stack>
            </Group>
          </UnstyledButton>
          <Group gap={2}>
            <DragHandle path={path} name={name} />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              data-control="up"
              aria-label={t('up', { name })}
              disabled={at === 0}
              onClick={() => order.move(path, { list, at: at - 1 }, 'up')}
            >
              <IconArrowUp size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              data-control="down"
              aria-label={t('down', { name })}
              disabled={last}
              onClick={() => order.move(path, { list, at: at + 2 }, 'down')}
            >
              <IconArrowDown size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('duplicate', { name })}
              onClick={duplicate}
            >
              <IconCopy size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="red"
              size="lg"
              aria-label={t('remove', { name })}
              disabled={path.length === 2 && at === 0 && last}
              onClick={remove}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        </Group>
        {findings.map(({ severity, rule, path: where, message, mend }) => (
          <Alert
            key={`${rule} ${where} ${message}`}
            color={severity === 'error' ? 'red' : 'yellow'}
            p="xs"
            title={t(severity)}
          >
            <Text size="sm">{message}</Text>
            {mend !== undefined && <Text size="sm">{mend}</Text>}
          </Alert>
        ))}
        {isOpen && <StepFields path={path} step={step} />}
        {kind === 'group' && <StepList path={[...path, 'steps']} steps={fieldOf(step, 'steps')} />}
      </Stack>
    </Paper>
  );
}
