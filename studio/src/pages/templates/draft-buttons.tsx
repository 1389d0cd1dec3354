import { ActionIcon, Button, Fieldset, Group, Menu, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DraftButton } from '@core/templates/draft.js';
import { MAX_BUTTON_LABEL, MAX_BUTTONS } from '@core/templates/limits.js';

const NEW: Record<DraftButton['type'], DraftButton> = {
  'quick-reply': { type: 'quick-reply', text: '' },
  url: { type: 'url', text: '', url: 'https://' },
  phone: { type: 'phone', text: '', phone: '+' },
  'copy-code': { type: 'copy-code', sample: '' },
};

interface DraftButtonsProps {
  buttons: readonly DraftButton[];
  /** What is wrong at a field such as `buttons[1].url`. */
  errorAt: (field: string) => string | undefined;
  onChange: (buttons: DraftButton[]) => void;
}

/** The template's buttons: what can be tapped, opened, called or copied. */
export function DraftButtons({ buttons, errorAt, onChange }: DraftButtonsProps) {
  const { t } = useTranslation('templates');
  const change = (at: number, button: DraftButton) =>
    onChange(buttons.map((one, place) => (place === at ? button : one)));
  return (
    <Fieldset legend={t('draft.buttons')}>
      <Stack>
        {buttons.map((button, at) => (
          // A button is known by its place alone.
          <Group key={at} align="flex-start" wrap="nowrap">
            <Stack gap="xs" flex={1}>
              <ButtonFields at={at} button={button} errorAt={errorAt} onChange={(changed) => change(at, changed)} />
            </Stack>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              mt={25}
              aria-label={t('draft.removeButton', { number: at + 1 })}
              onClick={() => onChange(buttons.filter((_, place) => place !== at))}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </Group>
        ))}
        <Menu>
          <Menu.Target>
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              disabled={buttons.length >= MAX_BUTTONS}
            >
              {t('draft.addButton')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {(Object.keys(NEW) as DraftButton['type'][]).map((type) => (
              <Menu.Item key={type} onClick={() => onChange([...buttons, NEW[type]])}>
                {t(`button.${type}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Stack>
    </Fieldset>
  );
}

function ButtonFields({
  at,
  button,
  errorAt,
  onChange,
}: {
  at: number;
  button: DraftButton;
  errorAt: DraftButtonsProps['errorAt'];
  onChange: (button: DraftButton) => void;
}) {
  const { t } = useTranslation('templates');
  const label = button.type !== 'copy-code' && (
    <TextInput
      label={`${at + 1}. ${t(`button.${button.type}`)}: ${t('draft.label')}`}
      description={t('draft.count', { count: button.text.length, most: MAX_BUTTON_LABEL })}
      error={errorAt(`buttons[${at}].text`)}
      value={button.text}
      onChange={(event) => onChange({ ...button, text: event.currentTarget.value })}
    />
  );
  switch (button.type) {
    case 'quick-reply':
      return label;
    case 'url':
      return (
        <>
          {label}
          <TextInput
            label={t('draft.url')}
            description={t('draft.urlAbout')}
            dir="ltr"
            error={errorAt(`buttons[${at}].url`)}
            value={button.url}
            onChange={(event) => onChange({ ...button, url: event.currentTarget.value })}
          />
          {button.url.includes('{{') && (
            <TextInput
              label={t('draft.urlSample')}
              dir="ltr"
              error={errorAt(`buttons[${at}].sample`)}
              value={button.sample ?? ''}
              onChange={(event) => onChange({ ...button, sample: event.currentTarget.value })}
            />
          )}
        </>
      );
    case 'phone':
      return (
        <>
          {label}
          <TextInput
            label={t('draft.phone')}
            dir="ltr"
            error={errorAt(`buttons[${at}].phone`)}
            value={button.phone}
            onChange={(event) => onChange({ ...button, phone: event.currentTarget.value })}
          />
        </>
      );
    case 'copy-code':
      return (
        <TextInput
          label={`${at + 1}. ${t('button.copy-code')}: ${t('draft.sample')}`}
          dir="ltr"
          error={errorAt(`buttons[${at}].sample`)}
          value={button.sample}
          onChange={(event) => onChange({ ...button, sample: event.currentTarget.value })}
        />
      );
  }
}
