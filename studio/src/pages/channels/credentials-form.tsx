import { Button, Group, PasswordInput, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderView } from '@core/api/channel-views.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { credentialErrors } from './credential-errors.js';

export interface GivenCredentials {
  name: string;
  credentials: Record<string, string>;
}

type Field = ProviderView['credentials'][number];

/** The fields that the provider needs, as the service names them. */
export function CredentialsForm({
  provider,
  asksName = false,
  submit,
  isPending,
  error,
  onSubmit,
}: {
  provider: ProviderView;
  asksName?: boolean;
  submit: string;
  isPending: boolean;
  error: unknown;
  onSubmit: (given: GivenCredentials) => void;
}) {
  const { t } = useTranslation('channels');
  const form = useForm<GivenCredentials>({
    initialValues: {
      name: asksName ? provider.title : '',
      credentials: Object.fromEntries(provider.credentials.map(({ name }) => [name, ''])),
    },
  });
  const { setErrors } = form;
  const { fields, rest } = credentialErrors(error, provider);
  const isUnshown = error !== null && error !== undefined && Object.keys(fields).length === 0;
  useEffect(() => {
    setErrors(credentialErrors(error, provider).fields);
  }, [error, provider, setErrors]);
  const given = ({ name, credentials }: GivenCredentials): GivenCredentials => ({
    name,
    credentials: Object.fromEntries(Object.entries(credentials).filter(([, value]) => value.trim() !== '')),
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => onSubmit(given(values)))}>
      <Stack>
        {isUnshown && <ProblemAlert error={rest ?? error} />}
        {asksName && (
          <TextInput
            label={t('form.name')}
            description={t('form.nameHelp')}
            withAsterisk
            maxLength={100}
            {...form.getInputProps('name')}
          />
        )}
        {provider.credentials.map((field) => (
          <CredentialInput key={field.name} field={field} props={form.getInputProps(`credentials.${field.name}`)} />
        ))}
        <Group>
          <Button type="submit" loading={isPending}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Label and help are the service's; nothing of it is kept by the browser. */
function CredentialInput({
  field: { isOptional, form, translations, ...english },
  props,
}: {
  field: Field;
  props: ReturnType<ReturnType<typeof useForm<GivenCredentials>>['getInputProps']>;
}) {
  const { t, i18n } = useTranslation('channels');
  const { label, help } = translations[i18n.language] ?? english;
  const common = {
    label,
    description: help,
    withAsterisk: !isOptional,
    autoComplete: 'off',
    spellCheck: false,
    ...props,
  };
  if (form === 'plain') return <TextInput dir="auto" {...common} />;
  if (form === 'file') return <Textarea autosize minRows={3} maxRows={8} dir="ltr" {...common} />;
  return (
    <PasswordInput
      {...common}
      autoComplete="new-password"
      aria-invalid={Boolean(props.error)}
      visibilityToggleButtonProps={{ 'aria-label': t('form.show', { label }) }}
    />
  );
}
