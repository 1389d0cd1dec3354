import { Alert, Button, FileInput, Group, List, MultiSelect, Radio, Stack, TagsInput, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AgentKindView, AgentLinkView, SavedAgentView } from '@core/api/agent-views.js';
import { api } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { PendingPage } from '../../shell/states.js';
import { addressOfAgent, agentKindsQuery, agentQuery } from './agent-queries.js';
import { linkIdFrom } from './link-id.js';
import { SecretInput } from './secret-input.js';
import { firstValues, givenSettings, settingFields, type SettingField, type SettingValues } from './setting-fields.js';
import { useKindWords } from './use-kind-words.js';

interface LinkValues {
  kind: string;
  id: string;
  title: string;
  secret: string;
  zip: File | null;
  settings: SettingValues;
}

/** Links an agent, or changes how one is linked. What each kind needs is the service's to say. */
export function LinkForm({
  agent,
  onSaved,
}: {
  /** The one that is changed; absent for a new one. */
  agent?: AgentLinkView;
  onSaved: (saved: SavedAgentView) => void;
}) {
  const kinds = useQuery(agentKindsQuery);
  if (kinds.isPending) return <PendingPage />;
  if (kinds.error) return <ProblemAlert error={kinds.error} onRetry={() => void kinds.refetch()} />;
  return <LinkFormOf kinds={kinds.data} agent={agent} onSaved={onSaved} />;
}

const fieldsOf = (kind: AgentKindView | undefined): SettingField[] =>
  kind?.settings ? settingFields(kind.settings) : [];

function LinkFormOf({
  kinds,
  agent,
  onSaved,
}: {
  kinds: readonly AgentKindView[];
  agent: AgentLinkView | undefined;
  onSaved: (saved: SavedAgentView) => void;
}) {
  const { t, i18n } = useTranslation('agents');
  const { titleOf, fieldOf, secretOf } = useKindWords();
  const megabytes = (bytes: number) =>
    new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }).format(
      bytes / 1_024 / 1_024,
    );
  const queries = useQueryClient();
  const kindOf = (name: string) => kinds.find(({ kind }) => kind === name);
  const first = agent?.kind ?? kinds[0]?.kind ?? '';
  const form = useForm<LinkValues>({
    initialValues: {
      kind: first,
      id: agent?.id ?? '',
      title: agent?.title ?? '',
      secret: '',
      zip: null,
      settings: firstValues(fieldsOf(kindOf(first)), agent?.settings),
    },
    validate: {
      id: (id) => (id === '' ? t('form.idMissing') : null),
      zip: (zip, { kind }) => {
        const largest = kindOf(kind)?.largestExport ?? null;
        if (largest === null) return null;
        if (zip === null) return t('form.zipMissing');
        return zip.size > largest
          ? t('form.zipTooLarge', { size: megabytes(zip.size), most: megabytes(largest) })
          : null;
      },
    },
  });
  const kind = kindOf(form.values.kind);
  const fields = fieldsOf(kind);
  const save = useMutation({
    mutationFn: async ({ values, check }: { values: LinkValues; check: boolean }) => {
      const { kind: name, id, title, secret, zip, settings } = values;
      const named = title.trim() !== '' && { title };
      const query = check ? {} : { check: false };
      if (zip !== null) {
        // Some systems call it something else.
        const body = new Blob([zip], { type: 'application/zip' });
        return api.put<SavedAgentView>(`${addressOfAgent(id)}/export`, body, { ...query, ...named });
      }
      const body = {
        kind: name,
        ...named,
        ...(secret.trim() !== '' && { secret }),
        settings: givenSettings(settings),
      };
      return api.put<SavedAgentView>(addressOfAgent(id), body, query);
    },
    onSuccess: async (saved) => {
      const { said: _, warnings, ...link } = saved;
      queries.setQueryData(agentQuery(saved.id).queryKey, link);
      await queries.invalidateQueries({ queryKey: ['agents'] });
      notifications.show({
        closeButtonProps: { 'aria-label': t('common:close') },
        message: saved.said ?? t('form.kept'),
      });
      for (const warning of warnings)
        notifications.show({
          closeButtonProps: { 'aria-label': t('common:close') },
          color: 'yellow',
          message: warning,
          autoClose: 12_000,
        });
      onSaved(saved);
    },
    onError: (error) => {
      if (error instanceof ApiProblem) form.setErrors(error.byField);
    },
  });
  const problem = save.error instanceof ApiProblem ? save.error : undefined;
  const shown = ['id', 'title', 'secret', 'zip', ...fields.map(({ name }) => `settings.${name}`)];
  const isAtField = problem?.errors.some(({ field }) => shown.includes(field)) ?? false;
  return (
    <form noValidate onSubmit={form.onSubmit((values) => save.mutate({ values, check: true }))}>
      <Stack>
        {save.error && !isAtField && <ProblemAlert error={save.error} />}
        <Radio.Group
          label={t('form.kind')}
          value={form.values.kind}
          onChange={(name) =>
            form.setValues({ kind: name, zip: null, secret: '', settings: firstValues(fieldsOf(kindOf(name))) })
          }
        >
          <Group mt="xs">
            {kinds.map(({ kind: name, title }) => (
              <Radio
                key={name}
                value={name}
                label={titleOf(name, title)}
                disabled={agent !== undefined && agent.kind !== name}
              />
            ))}
          </Group>
        </Radio.Group>
        {kind?.takesExport && (
          <FileInput
            label={t('form.zip')}
            description={t('form.zipHelp', { most: megabytes(kind.largestExport ?? 0) })}
            placeholder={t('form.zipChoose')}
            accept=".zip,application/zip"
            withAsterisk
            clearable
            clearButtonProps={{ 'aria-label': t('form.zipClear') }}
            {...form.getInputProps('zip')}
            onChange={(zip) => {
              form.setFieldValue('zip', zip);
              if (zip !== null && form.values.id === '') form.setFieldValue('id', linkIdFrom(zip.name));
            }}
          />
        )}
        <TextInput
          label={t('form.id')}
          description={t('form.idHelp')}
          withAsterisk
          maxLength={64}
          dir="ltr"
          disabled={agent !== undefined}
          {...form.getInputProps('id')}
        />
        <TextInput
          label={t('form.title')}
          description={t('form.titleHelp')}
          maxLength={100}
          {...form.getInputProps('title')}
        />
        {fields.map((field) => (
          <SettingInput
            key={`${form.values.kind} ${field.name}`}
            field={fieldOf(form.values.kind, field)}
            form={form}
          />
        ))}
        {kind?.secret && (
          <SecretInput
            {...secretOf(kind.kind, kind.secret)}
            kept={agent?.secretHint ?? null}
            {...form.getInputProps('secret')}
          />
        )}
        {problem?.type === 'agent-cannot-be-linked' && (
          <Alert color="yellow" title={t('form.refusedTitle')}>
            <Stack gap="xs" align="flex-start">
              <List size="sm">
                <List.Item>{problem.detail}</List.Item>
              </List>
              <Button
                size="xs"
                variant="default"
                loading={save.isPending}
                onClick={() => save.mutate({ values: form.getValues(), check: false })}
              >
                {t('form.keepUnchecked')}
              </Button>
            </Stack>
          </Alert>
        )}
        <Group>
          <Button type="submit" loading={save.isPending}>
            {agent ? t('common:save') : t('form.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function SettingInput({
  field,
  form,
}: {
  field: SettingField;
  form: Pick<UseFormReturnType<LinkValues>, 'getInputProps'>;
}) {
  const { t } = useTranslation('agents');
  const { name, label, help, isRequired } = field;
  const common = { label, description: help, withAsterisk: isRequired, ...form.getInputProps(`settings.${name}`) };
  switch (field.form) {
    case 'text':
      return <TextInput dir="ltr" {...common} />;
    case 'words':
      return <TagsInput dir="ltr" placeholder={t('form.words')} acceptValueOnBlur {...common} />;
    case 'choices':
      return <MultiSelect data={[...field.choices]} {...common} />;
  }
}
