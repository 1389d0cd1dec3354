import { ActionIcon, Anchor, Button, Group, Title, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowBackUp, IconArrowForwardUp, IconDeviceMobile, IconHistory, IconRocket } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../session/session.js';
import type { DraftSaver } from '../draft/draft-saver.js';
import { useDraft } from '../draft/draft-store.js';
import { titleOf } from '../draft/title-of.js';
import { FindingsMenu } from './findings-menu.js';
import { SavingState } from './saving-state.js';

const PublishDialog = lazy(() =>
  import('../publish/publish-dialog.js').then(({ PublishDialog: dialog }) => ({ default: dialog })),
);

/** What is written, whether it is saved, and what can be done with it. */
export function EditorHeader({
  mayWrite,
  saver,
  onPhone,
}: {
  mayWrite: boolean;
  saver: DraftSaver | undefined;
  onPhone: (() => void) | undefined;
}) {
  const { t } = useTranslation('editor');
  const may = useMay();
  const flowId = useDraft((draft) => draft.flowId);
  const written = useDraft(({ definition }) => titleOf(definition));
  const [shown, setShown] = useState(written);
  // While the YAML cannot be read it is still the same survey.
  if (written !== undefined && written !== shown) setShown(written);
  const title = written ?? shown ?? flowId;
  const canUndo = useDraft((draft) => draft.canUndo);
  const canRedo = useDraft((draft) => draft.canRedo);
  const undo = useDraft((draft) => draft.undo);
  const redo = useDraft((draft) => draft.redo);
  const [isPublishing, publishing] = useDisclosure();
  return (
    <header>
      <Anchor component={Link} to="/surveys" size="sm">
        {t('back')}
      </Anchor>
      <Group justify="space-between" mb="md" gap="sm">
        <Group gap="sm">
          <Title order={1} size="h3">
            <bdi>{title}</bdi>
          </Title>
          {mayWrite && <SavingState onRetry={() => void saver?.flush()} />}
        </Group>
        <Group gap="xs">
          {mayWrite && (
            <>
              <Tooltip label={t('undo')}>
                <ActionIcon variant="default" size="lg" aria-label={t('undo')} disabled={!canUndo} onClick={undo}>
                  <IconArrowBackUp size={18} aria-hidden />
                </ActionIcon>
              </Tooltip>
              <Tooltip label={t('redo')}>
                <ActionIcon variant="default" size="lg" aria-label={t('redo')} disabled={!canRedo} onClick={redo}>
                  <IconArrowForwardUp size={18} aria-hidden />
                </ActionIcon>
              </Tooltip>
            </>
          )}
          <FindingsMenu />
          <Button
            component={Link}
            to={`/surveys/${flowId}/versions`}
            variant="default"
            leftSection={<IconHistory size={18} aria-hidden />}
          >
            {t('versions')}
          </Button>
          {onPhone && (
            <Button variant="default" leftSection={<IconDeviceMobile size={18} aria-hidden />} onClick={onPhone}>
              {t('phone')}
            </Button>
          )}
          {may('flows:publish') && (
            <Button leftSection={<IconRocket size={18} aria-hidden />} onClick={publishing.open}>
              {t('publish.action')}
            </Button>
          )}
        </Group>
      </Group>
      {isPublishing && (
        <Suspense fallback={null}>
          <PublishDialog saver={saver} onClose={publishing.close} />
        </Suspense>
      )}
    </header>
  );
}
