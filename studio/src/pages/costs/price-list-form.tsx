import {
  ActionIcon,
  Button,
  Fieldset,
  Group,
  NumberInput,
  Select,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PriceListView } from '@core/api/cost-views.js';
import { api } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { costProvidersQuery } from './cost-queries.js';
import { lastMonths } from './months.js';

const CATEGORIES = [
  'marketing',
  'utility',
  'authentication',
  'authentication-international',
  'service',
  'other',
] as const satisfies readonly PriceListView['rates'][number]['category'][];

interface PriceListValues {
  provider: string | null;
  /** A month, `2026-11`. */
  month: string;
  currency: string;
  setUp: number | string;
  perChannel: number | string;
  perMessage: number | string;
  free: { category: string; messages: number | string }[];
  rates: { category: string; countries: string[]; fromMessages: number | string; amount: number | string }[];
}
type Form = UseFormReturnType<PriceListValues>;

/** A price list as somebody enters it from the contract and WhatsApp's table. */
export function PriceListForm({ onEntered }: { onEntered: () => void }) {
  const { t } = useTranslation('costs');
  const queries = useQueryClient();
  const providers = useQuery(costProvidersQuery);
  const form: Form = useForm<PriceListValues>({
    initialValues: {
      provider: null,
      month: lastMonths(new Date(), 1)[0] ?? '',
      currency: 'EUR',
      setUp: 0,
      perChannel: 0,
      perMessage: 0,
      free: [],
      rates: [{ category: 'marketing', countries: [], fromMessages: 0, amount: '' }],
    },
    validate: {
      provider: (provider) => (provider === null ? t('prices.providerMissing') : null),
      rates: { amount: (amount) => (amount === '' ? t('prices.amountMissing') : null) },
    },
  });
  const enter = useMutation({
    mutationFn: ({ month, free, rates, ...values }: PriceListValues) =>
      api.post<PriceListView>('/costs/prices', {
        provider: values.provider,
        from: `${month}-01`,
        currency: values.currency.trim().toUpperCase(),
        setUp: Number(values.setUp),
        perChannel: Number(values.perChannel),
        perMessage: Number(values.perMessage),
        free: free.map(({ category, messages }) => ({ category, messages: Number(messages) })),
        rates: rates.map(({ fromMessages, amount, countries, ...rate }) => ({
          ...rate,
          countries: countries.map((code) => code.trim().toUpperCase()),
          fromMessages: Number(fromMessages),
          amount: Number(amount),
        })),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['costs'] });
      onEntered();
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem)) return;
      form.setErrors(
        Object.fromEntries(
          error.errors.map(({ field, message }) => [field === 'from' ? 'month' : fieldOf(field), message]),
        ),
      );
    },
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => enter.mutate(values))}>
      <Stack>
        <Text size="sm">{t('prices.about')}</Text>
        {enter.error && <ProblemAlert error={enter.error} shown={atFields(enter.error)} />}
        <Group align="flex-start">
          <Select
            label={t('prices.provider')}
            withAsterisk
            data={(providers.data ?? []).map(({ provider, title }) => ({ value: provider, label: title }))}
            {...form.getInputProps('provider')}
          />
          <TextInput type="month" label={t('prices.validFrom')} withAsterisk {...form.getInputProps('month')} />
          <TextInput
            label={t('prices.currency')}
            description={t('prices.currencyHelp')}
            withAsterisk
            maxLength={3}
            dir="ltr"
            w={130}
            {...form.getInputProps('currency')}
          />
        </Group>
        <Group align="flex-start">
          <Amount label={t('prices.setUp')} {...form.getInputProps('setUp')} />
          <Amount label={t('prices.perChannel')} {...form.getInputProps('perChannel')} />
          <Amount label={t('prices.perMessage')} {...form.getInputProps('perMessage')} />
        </Group>
        <Fieldset legend={t('prices.rates')}>
          <Stack>
            <Text size="sm">{t('prices.ratesHelp')}</Text>
            {form.values.rates.map((_, at) => (
              <RateRow key={at} form={form} at={at} />
            ))}
            <Add
              label={t('prices.addRate')}
              onClick={() =>
                form.insertListItem('rates', { category: 'marketing', countries: [], fromMessages: 0, amount: '' })
              }
            />
          </Stack>
        </Fieldset>
        <Fieldset legend={t('prices.free')}>
          <Stack>
            {form.values.free.map((_, at) => (
              <Group key={at} align="flex-end">
                <CategorySelect {...form.getInputProps(`free.${at}.category`)} />
                <NumberInput
                  label={t('prices.freeMessages')}
                  min={1}
                  allowDecimal={false}
                  {...form.getInputProps(`free.${at}.messages`)}
                />
                <Remove onClick={() => form.removeListItem('free', at)} />
              </Group>
            ))}
            <Add
              label={t('prices.addFree')}
              onClick={() => form.insertListItem('free', { category: 'service', messages: 1_000 })}
            />
          </Stack>
        </Fieldset>
        <Group>
          <Button type="submit" loading={enter.isPending}>
            {t('common:save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What is wrong with one of the fields here, and so is told there. */
function atFields(error: unknown): string[] {
  if (!(error instanceof ApiProblem)) return [];
  return error.errors.map(({ field }) => field).filter((field) => FIELD.test(field));
}

const FIELD = /^(provider|from|currency|setUp|perChannel|perMessage|(rates|free)\.\d+\.\w+(\.\d+)?)$/;

/** A mistake in one of several countries is shown at their field. */
function fieldOf(field: string): string {
  return field.replace(/^(rates\.\d+\.countries)\..*/, '$1');
}

function RateRow({ form, at }: { form: Form; at: number }) {
  const { t } = useTranslation('costs');
  return (
    <Group align="flex-start">
      <CategorySelect {...form.getInputProps(`rates.${at}.category`)} />
      <TagsInput
        label={t('prices.countries')}
        placeholder={form.values.rates[at]?.countries.length === 0 ? t('prices.everywhere') : ''}
        acceptValueOnBlur
        dir="ltr"
        w={220}
        {...form.getInputProps(`rates.${at}.countries`)}
      />
      <NumberInput
        label={t('prices.fromMessages')}
        min={0}
        allowDecimal={false}
        w={130}
        {...form.getInputProps(`rates.${at}.fromMessages`)}
      />
      <Amount label={t('prices.amount')} {...form.getInputProps(`rates.${at}.amount`)} />
      <Remove onClick={() => form.removeListItem('rates', at)} />
    </Group>
  );
}

type InputProps = ReturnType<Form['getInputProps']>;

function CategorySelect(props: InputProps) {
  const { t } = useTranslation('costs');
  return (
    <Select
      label={t('prices.category')}
      allowDeselect={false}
      w={190}
      data={CATEGORIES.map((category) => ({ value: category, label: t(`category.${category}`) }))}
      {...props}
    />
  );
}

function Amount({ label, ...props }: InputProps & { label: string }) {
  return <NumberInput label={label} min={0} max={1_000_000} decimalScale={6} w={130} {...props} />;
}

function Add({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Group>
      <Button size="xs" variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={onClick}>
        {label}
      </Button>
    </Group>
  );
}

function Remove({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation('costs');
  return (
    <ActionIcon variant="subtle" color="red" size={36} aria-label={t('prices.removeRow')} onClick={onClick}>
      <IconTrash size={18} aria-hidden />
    </ActionIcon>
  );
}
