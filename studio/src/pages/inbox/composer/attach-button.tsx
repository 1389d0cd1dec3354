import { ActionIcon, FileButton, Tooltip } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ACCEPTED_FILES } from './file-refusal.js';

/** Opens the browser's file chooser. */
export function AttachButton({ disabled, onFile }: { disabled: boolean; onFile: (file: File) => void }) {
  const { t } = useTranslation('inbox');
  const reset = useRef<() => void>(null);
  return (
    <FileButton
      accept={ACCEPTED_FILES}
      resetRef={reset}
      onChange={(file) => {
        if (file) onFile(file);
        // The same file may be chosen again.
        reset.current?.();
      }}
    >
      {(props) => (
        <Tooltip label={t('file.attach')}>
          <ActionIcon {...props} size={36} variant="default" disabled={disabled} aria-label={t('file.attach')}>
            <IconPaperclip size={20} />
          </ActionIcon>
        </Tooltip>
      )}
    </FileButton>
  );
}
