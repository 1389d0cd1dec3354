import { ActionIcon, Menu } from '@mantine/core';
import { IconArchive, IconCopy, IconCursorText, IconDots, IconHistory, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/session.js';
import { ConfirmDialog } from './confirm-dialog.js';
import { CreateDialog, RenameDialog, createDialogOpener, renameDialogOpener } from './lazy-dialogs.js';
import { discardDraft, retireSurvey } from './survey-queries.js';
import type { SurveyRow } from './survey-rows.js';

/** What can be done with one survey, as far as one may. */
export function SurveyMenu({ row }: { row: SurveyRow }) {
  const { t } = useTranslation('surveys');
  const may = useMay();
  const [dialog, setDialog] = useState<'copy' | 'rename' | 'discard' | 'retire'>();
  const close = () => setDialog(undefined);
  const { id, title, state, revision } = row;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('menu.label', { title })}>
            <IconDots size={20} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {state !== 'draft' && (
            <Menu.Item
              component={Link}
              to={`/surveys/${id}/versions`}
              leftSection={<IconHistory size={18} aria-hidden />}
            >
              {t('menu.versions')}
            </Menu.Item>
          )}
          {may('flows:write') && (
            <>
              <Menu.Item
                leftSection={<IconCursorText size={18} aria-hidden />}
                onClick={() => setDialog('rename')}
                {...renameDialogOpener}
              >
                {t('menu.rename')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconCopy size={18} aria-hidden />}
                onClick={() => setDialog('copy')}
                {...createDialogOpener}
              >
                {t('menu.copy')}
              </Menu.Item>
              {revision !== undefined && (
                <Menu.Item
                  color="red"
                  leftSection={<IconTrash size={18} aria-hidden />}
                  onClick={() => setDialog('discard')}
                >
                  {t(state === 'draft' ? 'menu.delete' : 'menu.discard')}
                </Menu.Item>
              )}
            </>
          )}
          {may('flows:publish') && state !== 'draft' && (
            <Menu.Item
              color="red"
              leftSection={<IconArchive size={18} aria-hidden />}
              onClick={() => setDialog('retire')}
            >
              {t('menu.retire')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {dialog === 'copy' && <CreateDialog from={{ id, title }} onClose={close} />}
        {dialog === 'rename' && <RenameDialog id={id} title={title} onClose={close} />}
      </Suspense>
      {dialog === 'discard' && revision !== undefined && (
        <ConfirmDialog
          title={t(state === 'draft' ? 'menu.delete' : 'menu.discard')}
          text={t(state === 'draft' ? 'confirm.delete' : 'confirm.discard', { title })}
          action={() => discardDraft(id, revision)}
          onClose={close}
        />
      )}
      {dialog === 'retire' && (
        <ConfirmDialog
          title={t('menu.retire')}
          text={t('confirm.retire', { title })}
          action={() => retireSurvey(id)}
          onClose={close}
        />
      )}
    </>
  );
}
