import { Modal, MultiSelect, Radio, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { languageName } from '../editor/draft/language-name.js';
import { createSurvey, examplesQuery, type From } from './survey-queries.js';
import { FormActions } from '../../parts/form-actions.js';

/** Offered to choose from; any other can be written under the survey's settings. */
const LANGUAGES = ['en', 'ar', 'de', 'es', 'fr', 'hi', 'id', 'it', 'nl', 'pt', 'pt-BR', 'ru', 'sw', 'tr', 'ur', 'zh'];
const BLANK = 'blank';

/** A new survey: from nothing, from an example, or as a copy of another. */
export function CreateDialog({ from, onClose }: { from?: { id: string; title: string }; onClose: () => void }) {
  const { t, i18n } = useTranslation('surveys');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const examples = useQuery({ ...examplesQuery, enabled: from === undefined });
  const form = useForm({
    initialValues: {
      title: from ? t('create.copyOf', { title: from.title }) : '',
      start: BLANK,
      languages: [i18n.language],
    },
    validate: {
      title: (value) => (value.trim() === '' ? t('create.titleMissing') : null),
      languages: (value, { start }) =>
        start === BLANK && value.length === 0 && !from ? t('create.languageMissing') : null,
    },
  });
  const creation = useMutation({
    mutationFn: ({ title, start, languages }: typeof form.values) => {
      const begin: From = from
        ? { kind: 'flow', id: from.id }
        : start === BLANK
          ? { kind: 'blank', languages }
          : { kind: 'example', id: start };
      return createSurvey(title.trim(), begin);
    },
    onError: (error) => {
      if (error instanceof ApiProblem) form.setErrors(error.byField);
    },
    onSuccess: async ({ flowId }) => {
      await queries.invalidateQueries({ queryKey: ['surveys'] });
      await navigate({ to: '/surveys/$flowId', params: { flowId } });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={from ? t('menu.copy') : t('create.action')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={form.onSubmit((values) => creation.mutate(values))}>
        <Stack>
          <TextInput
            label={t('create.titleLabel')}
            description={t('create.titleHelp')}
            maxLength={200}
            data-autofocus
            {...form.getInputProps('title')}
          />
          {!from && (
            <Radio.Group label={t('create.start')} {...form.getInputProps('start')}>
              <Stack gap="xs" mt="xs">
                <Radio value={BLANK} label={t('create.blank')} description={t('create.blankHelp')} />
                {examples.data?.items.map(({ id, title, languages }) => (
                  <Radio
                    key={id}
                    value={id}
                    label={t('create.example', { title })}
                    description={new Intl.ListFormat(i18n.language).format(
                      languages.map((tag) => languageName(tag, i18n.language)),
                    )}
                  />
                ))}
              </Stack>
            </Radio.Group>
          )}
          {!from && form.values.start === BLANK && (
            <MultiSelect
              label={t('create.languages')}
              description={t('create.languagesHelp')}
              searchable
              data={LANGUAGES.map((tag) => ({ value: tag, label: languageName(tag, i18n.language) }))}
              {...form.getInputProps('languages')}
            />
          )}
          {creation.error && <ProblemAlert error={creation.error} shown={['title', 'languages']} />}
          <FormActions submit={t('create.submit')} pending={creation.isPending} onCancel={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
