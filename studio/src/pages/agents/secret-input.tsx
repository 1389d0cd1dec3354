import { Button, FileButton, Group, Stack, Textarea } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A key file: pasted or chosen. One that is kept already stays unless another is given. */
export function SecretInput({
  label,
  help,
  kept,
  value,
  error,
  onChange,
}: {
  label: string;
  help: string;
  /** Says which one the link has; null for none. */
  kept: string | null;
  value?: string;
  error?: ReactNode;
  onChange?: (value: string) => void;
}) {
  const { t } = useTranslation('agents');
  return (
    <Stack gap="xs">
      <Textarea
        label={label}
        description={kept === null ? help : t('form.secretKept', { hint: kept })}
        autosize
        minRows={3}
        maxRows={8}
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        value={value ?? ''}
        error={error}
        onChange={({ currentTarget }) => onChange?.(currentTarget.value)}
      />
      <Group>
        <FileButton
          accept="application/json,.json"
          onChange={(file) => {
            if (file) void file.text().then((text) => onChange?.(text));
          }}
        >
          {(props) => (
            <Button {...props} size="xs" variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
              {t('form.secretFile')}
            </Button>
          )}
        </FileButton>
      </Group>
    </Stack>
  );
}
