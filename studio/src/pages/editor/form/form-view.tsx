import { IconForms } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../parts/empty-state.js';
import { OnlyInYaml } from '../fields/only-in-yaml.js';
import { useFlow } from '../fields/use-flow.js';
import { OrderArea } from './order/order-area.js';
import { StepList } from './step-list.js';

/** The survey as cards, in the order in which people are asked. */
export function FormView() {
  const { t } = useTranslation('editor-form');
  const { definition } = useFlow();
  if (!definition) {
    return (
      <EmptyState
        icon={<IconForms />}
        title={t('unreadable.title')}
        text={t('unreadable.text')}
        action={<OnlyInYaml fields={[t('unreadable.all')]} />}
      />
    );
  }
  return (
    <OrderArea>
      <StepList path={['steps']} steps={definition.steps} />
    </OrderArea>
  );
}
