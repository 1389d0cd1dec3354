import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../../api/query-client.js';
import { getDraft } from '../editor/draft/editor-queries.js';
import { ConfirmDialog } from './confirm-dialog.js';
import { saveDraft, versionQuery } from './survey-queries.js';

/** An old version becomes the draft; what is published stays until somebody publishes. */
export function RestoreDialog({ flowId, version, onClose }: { flowId: string; version: string; onClose: () => void }) {
  const { t } = useTranslation('surveys');
  const navigate = useNavigate();
  const restore = async () => {
    const [{ source }, draft] = await Promise.all([
      queryClient.fetchQuery(versionQuery(flowId, version)),
      getDraft(flowId),
    ]);
    await saveDraft(flowId, source, draft?.revision ?? null);
    await navigate({ to: '/surveys/$flowId', params: { flowId } });
  };
  return <ConfirmDialog title={t('versions.restore')} text={t('confirm.restore')} action={restore} onClose={onClose} />;
}
