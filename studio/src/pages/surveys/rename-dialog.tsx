import { Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isMap, isSeq } from 'yaml';
import { ApiProblem } from '../../api/problem.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { getDraft, getFlow } from '../editor/draft/editor-queries.js';
import { readDocument } from '../editor/draft/read-definition.js';
import { writeDocument } from '../editor/draft/write-document.js';
import { saveDraft } from './survey-queries.js';
import { FormActions } from '../../parts/form-actions.js';

/** Changes the title in the flow's first language, as a draft like any other change. */
async function rename(id: string, title: string, unreadable: string): Promise<void> {
  const draft = await getDraft(id);
  const source = draft?.source ?? (await getFlow(id))?.source ?? '';
  const doc = readDocument(source);
  if (!doc || !isMap(doc.contents)) throw new ApiProblem(422, 'unreadable', unreadable, '');
  const languages = doc.get('languages');
  const first = isSeq(languages) ? String(languages.get(0)) : undefined;
  if (first !== undefined && isMap(doc.get('title'))) doc.setIn(['title', first], title);
  else doc.set('title', title);
  await saveDraft(id, writeDocument(doc, source), draft?.revision ?? null);
}

export function RenameDialog({ id, title, onClose }: { id: string; title: string; onClose: () => void }) {
  const { t } = useTranslation('surveys');
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { title },
    validate: { title: (value) => (value.trim() === '' ? t('create.titleMissing') : null) },
  });
  const renaming = useMutation({
    mutationFn: (values: { title: string }) => rename(id, values.title.trim(), t('rename.unreadable')),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['surveys'] });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('menu.rename')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={form.onSubmit((values) => renaming.mutate(values))}>
        <Stack>
          <TextInput
            label={t('create.titleLabel')}
            description={t('rename.help')}
            maxLength={200}
            data-autofocus
            {...form.getInputProps('title')}
          />
          {renaming.error && <ProblemAlert error={renaming.error} />}
          <FormActions submit={t('common:save')} pending={renaming.isPending} onCancel={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
