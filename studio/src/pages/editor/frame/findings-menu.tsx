import { Button, Popover, ScrollArea, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconCheck, IconCircleX } from '@tabler/icons-react';
import type { Finding } from '@core/flow/definition/finding.js';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../draft/draft-store.js';
import { stepKeyAt } from '../draft/step-path.js';
import classes from './findings-menu.module.css';

/** How many mistakes and doubts there are; opens to the list of them, each leading to its step. */
export function FindingsMenu() {
  const { t } = useTranslation('editor');
  const findings = useDraft((draft) => draft.findings);
  const steps = useDraft((draft) => draft.definition?.steps);
  const select = useDraft((draft) => draft.select);
  const [isOpen, { toggle, close }] = useDisclosure();
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const Icon = errors > 0 ? IconCircleX : findings.length > 0 ? IconAlertTriangle : IconCheck;
  const label = findings.length === 0 ? t('findings.none') : t('findings.count', { count: findings.length });
  return (
    <Popover opened={isOpen} onChange={close} width="min(28rem, 92vw)" position="bottom-end" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<Icon size={18} aria-hidden />}
          disabled={findings.length === 0}
          onClick={toggle}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={t('findings.label')}>
        <ScrollArea.Autosize mah={400}>
          <Stack gap={2}>
            {findings.map((finding) => (
              <FindingLine
                key={`${finding.line} ${finding.column} ${finding.rule} ${finding.message}`}
                finding={finding}
                onChosen={() => {
                  select(stepKeyAt(steps, finding.path));
                  close();
                }}
              />
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}

function FindingLine({ finding, onChosen }: { finding: Finding; onChosen: () => void }) {
  const { t } = useTranslation('editor');
  return (
    <UnstyledButton className={classes.finding} onClick={onChosen}>
      <Text size="xs" fw={600}>
        {t(`findings.${finding.severity}`, { line: finding.line })}
      </Text>
      <Text size="sm" dir="ltr">
        {finding.message}
      </Text>
      {finding.mend !== undefined && (
        <Text size="sm" c="dimmed" dir="ltr">
          {finding.mend}
        </Text>
      )}
    </UnstyledButton>
  );
}
