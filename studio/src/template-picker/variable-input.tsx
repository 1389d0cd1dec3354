import { ActionIcon, Combobox, Group, Text, Textarea, Tooltip, useCombobox } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { complete, matching, openVariableAt, type OpenVariable, type Variable } from './variables.js';

/** A value: plain words, variables, or both. What can be put in is offered behind `{{` and by the button. */
export function VariableInput({
  label,
  description,
  value,
  onChange,
  error,
  variables,
  inputMode,
  lang,
  dir = 'auto',
  onBlur,
}: {
  label: string;
  description?: ReactNode;
  value: string;
  onChange: (value: string) => void;
  error?: ReactNode;
  variables: readonly Variable[];
  inputMode?: 'url' | 'text';
  /** The language that is written. */
  lang?: string;
  dir?: 'ltr' | 'rtl' | 'auto';
  onBlur?: () => void;
}) {
  const { t } = useTranslation('common');
  const input = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number | undefined>(undefined);
  const [open, setOpen] = useState<OpenVariable>();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const offered = open ? matching(variables, open.typed) : [];

  // Behind what was put in, not at the end of the text.
  useLayoutEffect(() => {
    if (caret.current === undefined) return;
    input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  });

  const look = (text: string, at: number): void => {
    const found = openVariableAt(text, at);
    setOpen(found);
    if (found && matching(variables, found.typed).length > 0) {
      combobox.openDropdown();
      combobox.selectFirstOption();
    } else combobox.closeDropdown();
  };

  const put = (path: string): void => {
    const at = input.current?.selectionStart ?? value.length;
    const completed = complete(value, open ?? { from: at, to: at, typed: '' }, path);
    caret.current = completed.caret;
    onChange(completed.text);
    setOpen(undefined);
    combobox.closeDropdown();
    input.current?.focus();
  };

  const offerAll = (): void => {
    const at = input.current?.selectionStart ?? value.length;
    setOpen({ from: at, to: at, typed: '' });
    input.current?.focus();
    combobox.openDropdown();
    combobox.selectFirstOption();
  };

  return (
    <Combobox store={combobox} onOptionSubmit={put} withinPortal>
      <Combobox.Target targetType="input">
        <Textarea
          ref={input}
          label={label}
          description={description}
          value={value}
          error={error}
          autosize
          minRows={1}
          maxRows={6}
          dir={dir}
          {...(lang !== undefined && { lang })}
          inputMode={inputMode ?? 'text'}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.value);
            look(currentTarget.value, currentTarget.selectionStart);
          }}
          onClick={({ currentTarget }) => look(currentTarget.value, currentTarget.selectionStart)}
          onBlur={() => {
            combobox.closeDropdown();
            onBlur?.();
          }}
          rightSection={
            <Tooltip label={t('variable.add')}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('variable.addTo', { field: label })}
                onMouseDown={(event) => event.preventDefault()}
                onClick={offerAll}
              >
                <IconBraces size={18} />
              </ActionIcon>
            </Tooltip>
          }
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={offered.length === 0}>
        <Combobox.Options aria-label={t('variable.add')} mah={220}>
          {offered.map(({ path, value: now }) => (
            <Combobox.Option key={path} value={path}>
              <Group justify="space-between" gap="md" wrap="nowrap">
                <Text size="sm" ff="monospace" dir="ltr">
                  {path}
                </Text>
                <Text size="xs" c="dimmed" truncate dir="auto">
                  {now === '' ? t('variable.unknown') : now}
                </Text>
              </Group>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
