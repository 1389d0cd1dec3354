import { Button, Fieldset, Group, NumberInput, Paper, Select, Stack, Switch, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ChannelView } from '@core/api/views.js';
import { api } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useMay } from '../../session/session.js';
import { channelQuery, channelTemplatesQuery, publishedFlowsQuery } from './channel-queries.js';
import { fieldOf, settingsOf, valuesOf, type SettingsValues } from './channel-settings.js';
import { ClosedTemplate } from './closed-template.js';

const ZONES = Intl.supportedValuesOf('timeZone');
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
/** Everything that the service may find wrong and a field shows. */
const SHOWN = ['name', 'defaultFlow', 'perDay', 'perWeek', 'messagesPerSecond', 'template'];

/** How the number behaves. */
export function ChannelSettingsForm({ channel, mayChange }: { channel: ChannelView; mayChange: boolean }) {
  const { t } = useTranslation('channels');
  const may = useMay();
  const queries = useQueryClient();
  const flows = useQuery({ ...publishedFlowsQuery, enabled: may('flows:read') });
  const templates = useQuery({ ...channelTemplatesQuery(channel.id), enabled: may('templates:read') });
  const form = useForm<SettingsValues>({
    initialValues: valuesOf(channel, HERE),
    // The service would only say that the values as a whole do not fit.
    validate: ({ values }) =>
      Object.fromEntries(
        values.flatMap(({ name, value }) => (value === '' ? [[`value ${name}`, t('settings.valueMissing')]] : [])),
      ),
  });
  const save = useMutation({
    mutationFn: (values: SettingsValues) =>
      api.patch<ChannelView>(`/channels/${encodeURIComponent(channel.id)}`, {
        name: values.name,
        settings: settingsOf(values, channel.settings),
      }),
    onSuccess: async (changed) => {
      queries.setQueryData(channelQuery(channel.id).queryKey, changed);
      form.resetDirty();
      notifications.show({ closeButtonProps: { 'aria-label': t('common:close') }, message: t('settings.saved') });
      await queries.invalidateQueries({ queryKey: ['channels', 'list'] });
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem)) return;
      form.setErrors(Object.fromEntries(error.errors.map(({ field, message }) => [fieldOf(field), message])));
    },
  });
  const isShown = (field: string): boolean => SHOWN.includes(field) || field.startsWith('quietHours.');
  const unshown =
    save.error && !(save.error instanceof ApiProblem && save.error.errors.some(({ field }) => isShown(fieldOf(field))));
  const flowNames = (flows.data ?? []).map(({ id, title }) => ({ value: id, label: `${title} (${id})` }));
  const { defaultFlow, template } = form.values;
  const isGone = defaultFlow !== null && !flowNames.some(({ value }) => value === defaultFlow);
  return (
    <Paper withBorder p="lg">
      <Title order={2} size="h4" mb="md">
        {t('settings.title')}
      </Title>
      <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Fieldset variant="unstyled" disabled={!mayChange} aria-label={t('settings.title')}>
          <Stack>
            {unshown && <ProblemAlert error={save.error} />}
            <TextInput label={t('form.name')} withAsterisk maxLength={100} {...form.getInputProps('name')} />
            <Select
              label={t('settings.defaultFlow')}
              description={t('settings.defaultFlowHelp')}
              placeholder={t('settings.none')}
              data={isGone ? [...flowNames, { value: defaultFlow, label: defaultFlow }] : flowNames}
              searchable
              clearable
              clearButtonProps={{ 'aria-label': t('settings.clear') }}
              {...form.getInputProps('defaultFlow')}
            />
            <Fieldset legend={t('settings.quiet')}>
              <Stack gap="sm">
                <Switch
                  label={t('settings.quietOn')}
                  description={t('settings.quietHelp')}
                  {...form.getInputProps('isQuiet', { type: 'checkbox' })}
                />
                {form.values.isQuiet && (
                  <Group align="flex-start">
                    <TextInput type="time" label={t('settings.from')} {...form.getInputProps('quietHours.from')} />
                    <TextInput type="time" label={t('settings.to')} {...form.getInputProps('quietHours.to')} />
                    <Select
                      label={t('settings.zone')}
                      data={
                        ZONES.includes(form.values.quietHours.zone) ? ZONES : [form.values.quietHours.zone, ...ZONES]
                      }
                      searchable
                      limit={200}
                      allowDeselect={false}
                      {...form.getInputProps('quietHours.zone')}
                    />
                  </Group>
                )}
              </Stack>
            </Fieldset>
            <ClosedTemplate
              template={template}
              values={form.values.values}
              templates={templates.data?.items ?? []}
              errors={form.errors}
              onChange={(chosen, values) => {
                form.setFieldValue('template', chosen);
                form.setFieldValue('values', values);
              }}
            />
            <Fieldset legend={t('settings.limits')}>
              <Group align="flex-start">
                <NumberInput
                  label={t('settings.perDay')}
                  min={0}
                  max={100}
                  allowDecimal={false}
                  {...form.getInputProps('perDay')}
                />
                <NumberInput
                  label={t('settings.perWeek')}
                  min={0}
                  max={500}
                  allowDecimal={false}
                  {...form.getInputProps('perWeek')}
                />
                <NumberInput
                  label={t('settings.perSecond')}
                  min={1}
                  max={1_000}
                  allowDecimal={false}
                  {...form.getInputProps('messagesPerSecond')}
                />
              </Group>
            </Fieldset>
            <Switch
              label={t('settings.typing')}
              description={t('settings.typingHelp')}
              {...form.getInputProps('typing', { type: 'checkbox' })}
            />
            {mayChange && (
              <Group>
                <Button type="submit" loading={save.isPending}>
                  {t('common:save')}
                </Button>
              </Group>
            )}
          </Stack>
        </Fieldset>
      </form>
    </Paper>
  );
}
