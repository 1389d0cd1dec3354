import {
  Alert,
  Anchor,
  Button,
  Checkbox,
  Group,
  List,
  Select,
  SimpleGrid,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import { IconPlus, IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { previewDraft, type TemplateDraft } from '@core/templates/draft.js';
import { MAX_BODY, MAX_FOOTER } from '@core/templates/limits.js';
import { placeholdersOf } from '@core/templates/placeholders.js';
import { checkDraft } from '@core/templates/rules/check-draft.js';
import { TEMPLATE_LANGUAGES } from '@core/templates/rules/languages.js';
import { api } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import { PageHeader } from '../../parts/page-header.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { languageName } from '../../template-picker/language-name.js';
import { TemplateBubble } from '../../template-picker/template-bubble.js';
import { DraftButtons } from './draft-buttons.js';
import { cleaned, EMPTY_DRAFT, nameOf, withVariable } from './draft-fields.js';
import { DraftHeader } from './draft-header.js';

/** A template is written: Meta's rules are held against it with every key, by the code that the service uses. */
export function NewTemplatePage() {
  const { t, i18n } = useTranslation('templates');
  const { channelId } = useParams({ from: '/signed-in/templates/$channelId/new' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  // Kept until it is handed in: an expired login or a closed tab loses nothing.
  const [draft, setDraft, forget] = useSessionStorage<TemplateDraft>({
    key: `canvass.template.${channelId}`,
    defaultValue: EMPTY_DRAFT,
  });
  const [isTried, setIsTried] = useState(false);
  const preview = previewDraft(draft);
  const shown = preview.body === '' ? { ...preview, body: t('draft.empty') } : preview;
  const change = (part: Partial<TemplateDraft>) => setDraft((before) => ({ ...before, ...part }));
  const findings = useMemo(() => checkDraft(cleaned(draft)), [draft]);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  const create = useMutation({
    mutationFn: () => api.post(`/channels/${encodeURIComponent(channelId)}/templates`, cleaned(draft)),
    onSuccess: async () => {
      forget();
      await queries.invalidateQueries({ queryKey: ['templates'] });
      await navigate({ to: '/templates/$channelId/$name', params: { channelId, name: draft.name } });
    },
  });
  const refused = create.error instanceof ApiProblem ? create.error.byField : {};
  /** Fields that are still empty are not scolded before somebody has tried to hand it in. */
  const errorAt = (field: string): string | undefined => {
    const found = errors.find((finding) => finding.field === field && (isTried || finding.value !== ''));
    return found?.message ?? refused[field];
  };
  const send = () => {
    setIsTried(true);
    if (errors.length === 0) create.mutate();
  };
  return (
    <>
      <Anchor component={Link} to={`/templates?channel=${encodeURIComponent(channelId)}`} size="sm">
        {t('backToList')}
      </Anchor>
      <PageHeader title={t('draft.title')} about={t('draft.about')} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <Stack>
            <TextInput
              label={t('draft.name')}
              description={t('draft.nameAbout')}
              dir="ltr"
              error={errorAt('name')}
              value={draft.name}
              onChange={(event) => change({ name: nameOf(event.currentTarget.value) })}
            />
            <Group grow align="flex-start">
              <Select
                label={t('column.language')}
                searchable
                allowDeselect={false}
                error={errorAt('language')}
                value={draft.language}
                data={[...TEMPLATE_LANGUAGES].map((code) => ({
                  value: code,
                  label: `${languageName(code, i18n.language)} (${code})`,
                }))}
                onChange={(language) => change({ language: language ?? 'en' })}
              />
              <Select
                label={t('column.category')}
                allowDeselect={false}
                error={errorAt('category')}
                value={draft.category}
                data={(['utility', 'marketing'] as const).map((one) => ({ value: one, label: t(`category.${one}`) }))}
                onChange={(category) => change({ category: category === 'marketing' ? 'marketing' : 'utility' })}
              />
            </Group>
            <Checkbox
              label={t('draft.allowCategoryChange')}
              checked={draft.allowCategoryChange}
              onChange={(event) => change({ allowCategoryChange: event.currentTarget.checked })}
            />
            <Select
              label={t('draft.variables')}
              allowDeselect={false}
              value={draft.parameterFormat}
              data={(['positional', 'named'] as const).map((one) => ({ value: one, label: t(`draft.${one}`) }))}
              onChange={(format) => change({ parameterFormat: format === 'named' ? 'named' : 'positional' })}
            />
            <DraftHeader
              header={draft.header}
              errorAt={errorAt}
              onChange={(header) =>
                setDraft(({ header: _, ...rest }) => (header === undefined ? rest : { ...rest, header }))
              }
            />
            <Textarea
              label={t('draft.body')}
              description={t('draft.count', { count: draft.body.length, most: MAX_BODY })}
              autosize
              minRows={4}
              dir="auto"
              error={errorAt('body')}
              value={draft.body}
              onChange={(event) => change({ body: event.currentTarget.value })}
            />
            <Group>
              <Button
                variant="default"
                size="xs"
                leftSection={<IconPlus size={14} aria-hidden />}
                onClick={() => change({ body: withVariable(draft) })}
              >
                {t('draft.addVariable')}
              </Button>
            </Group>
            {placeholdersOf(draft.body).map((name) => (
              <TextInput
                key={name}
                label={t('draft.sampleFor', { name })}
                dir="auto"
                error={errorAt(`samples.${name}`)}
                value={draft.samples[name] ?? ''}
                onChange={(event) => change({ samples: { ...draft.samples, [name]: event.currentTarget.value } })}
              />
            ))}
            <TextInput
              label={t('draft.footer')}
              description={t('draft.count', { count: (draft.footer ?? '').length, most: MAX_FOOTER })}
              dir="auto"
              error={errorAt('footer')}
              value={draft.footer ?? ''}
              onChange={(event) => change({ footer: event.currentTarget.value })}
            />
            <DraftButtons buttons={draft.buttons} errorAt={errorAt} onChange={(buttons) => change({ buttons })} />
            {isTried && errors.length > 0 && (
              <Alert color="red" role="alert" title={t('draft.errors', { count: errors.length })}>
                <List size="sm">
                  {errors.map(({ field, rule, message }) => (
                    <List.Item key={`${field} ${rule}`}>{`${field}: ${message}`}</List.Item>
                  ))}
                </List>
              </Alert>
            )}
            {create.error && <ProblemAlert error={create.error} />}
            <Group>
              <Button type="submit" leftSection={<IconSend size={16} aria-hidden />} loading={create.isPending}>
                {t('draft.send')}
              </Button>
            </Group>
          </Stack>
        </form>
        <Stack>
          <TemplateBubble preview={shown} />
          {warnings.length > 0 && (
            <Alert color="yellow" title={t('draft.warnings')}>
              <List size="sm">
                {warnings.map(({ field, rule, message }) => (
                  <List.Item key={`${field} ${rule}`}>{message}</List.Item>
                ))}
              </List>
            </Alert>
          )}
        </Stack>
      </SimpleGrid>
    </>
  );
}
