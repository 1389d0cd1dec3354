import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { InboxItemView } from '@core/api/inbox-views.js';
import { api } from '../../../api/client.js';
import { ApiProblem } from '../../../api/problem.js';
import { ProblemAlert } from '../../../parts/problem-alert.js';

/** What the team calls the person, and the language they are written to in. */
export function ContactForm({ contact }: { contact: InboxItemView['contact'] }) {
  const { t } = useTranslation('inbox');
  const queries = useQueryClient();
  const form = useForm({ initialValues: { name: contact.name ?? '', language: contact.language ?? '' } });
  const saving = useMutation({
    mutationFn: ({ name, language }: typeof form.values) =>
      api.patch(`/contacts/${contact.id}`, { name: name.trim() || null, language: language.trim() || null }),
    onSuccess: () => {
      form.resetDirty();
      return queries.invalidateQueries({ queryKey: ['inbox'] });
    },
    onError: (problem) => problem instanceof ApiProblem && form.setErrors(problem.byField),
  });
  return (
    <form onSubmit={form.onSubmit((values) => saving.mutate(values))}>
      <Stack gap="xs">
        <TextInput label={t('details.name')} dir="auto" {...form.getInputProps('name')} />
        <TextInput
          label={t('details.language')}
          description={t('details.languageHint')}
          dir="ltr"
          {...form.getInputProps('language')}
        />
        {saving.error && Object.keys(form.errors).length === 0 && <ProblemAlert error={saving.error} />}
        {form.isDirty() && (
          <Group gap="xs">
            <Button type="submit" size="xs" loading={saving.isPending}>
              {t('common:save')}
            </Button>
            <Button size="xs" variant="default" onClick={form.reset}>
              {t('common:cancel')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
