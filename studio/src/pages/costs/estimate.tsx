import {
  ActionIcon,
  Alert,
  Button,
  Group,
  List,
  NumberInput,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  Table,
  Text,
  Title,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertTriangle, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EstimateView } from '@core/api/cost-views.js';
import { api } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { costChannelsQuery, costFlowsQuery } from './cost-queries.js';
import { countries, countryName, money } from './money.js';

interface EstimateValues {
  channelId: string | null;
  flowId: string | null;
  audience: { country: string | null; contacts: number | string }[];
  /** Percent; empty where nobody knows. */
  replies: number | string;
}

/** What a survey to so many people would cost. */
export function Estimate() {
  const { t, i18n } = useTranslation('costs');
  const channels = useQuery(costChannelsQuery);
  const flows = useQuery(costFlowsQuery);
  const lands = useMemo(() => countries(i18n.language), [i18n.language]);
  const form = useForm<EstimateValues>({
    initialValues: { channelId: null, flowId: null, audience: [{ country: null, contacts: 1_000 }], replies: '' },
    validate: {
      channelId: (id) => (id === null ? t('estimate.channelMissing') : null),
      flowId: (id) => (id === null ? t('estimate.flowMissing') : null),
    },
  });
  const estimate = useMutation({
    mutationFn: ({ channelId, flowId, audience, replies }: EstimateValues) =>
      api.post<EstimateView>('/costs/estimate', {
        channelId,
        flowId,
        audience: audience.map(({ country, contacts }) => ({ country, contacts: Number(contacts) })),
        ...(replies !== '' && { replies: Number(replies) / 100 }),
      }),
    onError: (error) => {
      if (error instanceof ApiProblem) form.setErrors(error.byField);
    },
  });
  const shown = [
    ...['channelId', 'flowId', 'replies'],
    ...form.values.audience.flatMap((_, at) => [`audience.${at}.country`, `audience.${at}.contacts`]),
  ];
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <Paper withBorder p="lg">
        <form noValidate onSubmit={form.onSubmit((values) => estimate.mutate(values))}>
          <Stack>
            <Title order={2} size="h4">
              {t('estimate.title')}
            </Title>
            {estimate.error && <ProblemAlert error={estimate.error} shown={shown} />}
            <Select
              label={t('spent.channel')}
              withAsterisk
              data={(channels.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              {...form.getInputProps('channelId')}
            />
            <Select
              label={t('spent.flow')}
              withAsterisk
              searchable
              data={(flows.data ?? []).map(({ id, title }) => ({ value: id, label: title }))}
              {...form.getInputProps('flowId')}
            />
            {form.values.audience.map((_, at) => (
              <Group key={at} align="flex-end" wrap="nowrap">
                <Select
                  flex={1}
                  label={t('estimate.country')}
                  placeholder={t('estimate.unknownCountry')}
                  data={lands}
                  searchable
                  clearable
                  limit={60}
                  clearButtonProps={{ 'aria-label': t('estimate.unknownCountry') }}
                  {...form.getInputProps(`audience.${at}.country`)}
                />
                <NumberInput
                  flex={1}
                  label={t('estimate.people')}
                  min={1}
                  max={100_000_000}
                  allowDecimal={false}
                  {...form.getInputProps(`audience.${at}.contacts`)}
                />
                {form.values.audience.length > 1 && (
                  <ActionIcon
                    variant="subtle"
                    color="red"
                    size={36}
                    aria-label={t('estimate.removeCountry')}
                    onClick={() => form.removeListItem('audience', at)}
                  >
                    <IconTrash size={18} aria-hidden />
                  </ActionIcon>
                )}
              </Group>
            ))}
            <Group>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={() => form.insertListItem('audience', { country: null, contacts: 100 })}
              >
                {t('estimate.addCountry')}
              </Button>
            </Group>
            <NumberInput
              label={t('estimate.replies')}
              description={t('estimate.repliesHelp')}
              min={0}
              max={100}
              suffix=" %"
              {...form.getInputProps('replies')}
            />
            <Group>
              <Button type="submit" loading={estimate.isPending}>
                {t('estimate.submit')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
      <div role="status">{estimate.data && <Estimated estimate={estimate.data} />}</div>
    </SimpleGrid>
  );
}

function Estimated({ estimate }: { estimate: EstimateView }) {
  const { t, i18n } = useTranslation('costs');
  const { currency, channelFee, setUpFee, unpriced, assumptions } = estimate;
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 });
  const counts = ['templates', 'messages'] as const;
  const amounts = ['whatsappFee', 'providerFee', 'total', 'perContact'] as const;
  return (
    <Paper withBorder p="lg">
      <Stack>
        <Title order={2} size="h4">
          {t('estimate.result', { count: estimate.contacts })}
        </Title>
        {unpriced.length > 0 && (
          <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t('unpriced.title')}>
            <List size="sm">
              {unpriced.map(({ category, country }) => (
                <List.Item key={`${category} ${country ?? ''}`}>
                  {t(`category.${category}`)},{' '}
                  {country === null ? t('estimate.unknownCountry') : countryName(country, i18n.language)}
                </List.Item>
              ))}
            </List>
          </Alert>
        )}
        <Table.ScrollContainer minWidth={360}>
          <Table fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('estimate.what')}</Table.Th>
                <Table.Th ta="end">{t('estimate.low')}</Table.Th>
                <Table.Th ta="end">{t('estimate.likely')}</Table.Th>
                <Table.Th ta="end">{t('estimate.high')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {counts.map((name) => (
                <Row key={name} name={t(`estimate.${name}`)} range={estimate[name]} write={(n) => number.format(n)} />
              ))}
              {amounts.map((name) => (
                <Row
                  key={name}
                  name={t(`estimate.${name}`)}
                  range={estimate[name]}
                  write={(amount) => money(amount, currency, i18n.language)}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        <Text size="sm">{t('estimate.channelFee', { fee: money(channelFee, currency, i18n.language) })}</Text>
        {setUpFee > 0 && (
          <Text size="sm">{t('estimate.setUpFee', { fee: money(setUpFee, currency, i18n.language) })}</Text>
        )}
        <Text size="sm" fw={600}>
          {t('estimate.assumed')}
        </Text>
        <List size="sm">
          {assumptions.map((assumption) => (
            <List.Item key={assumption}>{assumption}</List.Item>
          ))}
        </List>
      </Stack>
    </Paper>
  );
}

function Row({
  name,
  range: { low, likely, high },
  write,
}: {
  name: string;
  range: EstimateView['total'];
  write: (value: number) => string;
}) {
  return (
    <Table.Tr>
      <Table.Th scope="row">{name}</Table.Th>
      {[low, likely, high].map((value, at) => (
        <Table.Td key={at} ta="end" fw={at === 1 ? 600 : 400}>
          <bdi>{write(value)}</bdi>
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
