import { Stack, Text } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { stepKey, type StepPath } from '../draft/step-path.js';
import { listOf } from '../fields/read.js';
import { AddStep } from './add-step.js';
import { DropPlace } from './order/drop-place.js';
import { StepCard } from './step-card.js';

/** The steps of the flow, or of a group, with places to add and drop between them. */
export function StepList({ path, steps }: { path: StepPath; steps: unknown }) {
  const { t } = useTranslation('editor-form');
  const list = listOf(steps);
  const place = (at: number) => (
    <DropPlace place={{ list: path, at }}>
      <AddStep place={{ list: path, at }} />
    </DropPlace>
  );
  return (
    <Stack gap={4}>
      {list.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('order.empty')}
        </Text>
      )}
      {list.map((step, index) =>
        typeof step === 'object' && step !== null ? (
          <Fragment key={stepKey(step, [...path, index])}>
            {place(index)}
            <StepCard path={[...path, index]} step={step} last={index === list.length - 1} />
          </Fragment>
        ) : null,
      )}
      {place(list.length)}
    </Stack>
  );
}
