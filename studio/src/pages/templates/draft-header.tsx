import { Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TemplateDraft } from '@core/templates/draft.js';
import { MAX_HEADER_TEXT } from '@core/templates/limits.js';
import { placeholdersOf } from '@core/templates/placeholders.js';

type Header = TemplateDraft['header'];
const KINDS = ['none', 'text', 'image', 'video', 'document', 'location'] as const;
type Kind = (typeof KINDS)[number];

const kindOf = (header: Header): Kind =>
  header === undefined ? 'none' : header.kind === 'media' ? header.media : header.kind;

function headerOf(kind: Kind): Header {
  switch (kind) {
    case 'none':
      return undefined;
    case 'text':
      return { kind: 'text', text: '' };
    case 'location':
      return { kind: 'location' };
    case 'image':
    case 'video':
    case 'document':
      return { kind: 'media', media: kind };
  }
}

interface DraftHeaderProps {
  header: Header;
  errorAt: (field: string) => string | undefined;
  onChange: (header: Header) => void;
}

/** What stands above the template's text. */
export function DraftHeader({ header, errorAt, onChange }: DraftHeaderProps) {
  const { t } = useTranslation('templates');
  return (
    <Stack gap="xs">
      <Select
        label={t('draft.header')}
        allowDeselect={false}
        value={kindOf(header)}
        data={KINDS.map((kind) => ({ value: kind, label: t(`header.${kind}`) }))}
        onChange={(kind) => onChange(headerOf((kind ?? 'none') as Kind))}
      />
      {header?.kind === 'text' && (
        <>
          <TextInput
            label={t('draft.headerText')}
            description={t('draft.count', { count: header.text.length, most: MAX_HEADER_TEXT })}
            dir="auto"
            error={errorAt('header.text')}
            value={header.text}
            onChange={(event) => onChange({ ...header, text: event.currentTarget.value })}
          />
          {placeholdersOf(header.text).length > 0 && (
            <TextInput
              label={t('draft.headerSample')}
              dir="auto"
              error={errorAt('header.sample')}
              value={header.sample ?? ''}
              onChange={(event) => onChange({ ...header, sample: event.currentTarget.value })}
            />
          )}
        </>
      )}
      {header?.kind === 'media' && (
        <TextInput
          label={t('draft.headerFile')}
          description={t('draft.headerFileAbout')}
          dir="ltr"
          error={errorAt('header.sample')}
          value={header.sample ?? ''}
          onChange={(event) => onChange({ ...header, sample: event.currentTarget.value })}
        />
      )}
    </Stack>
  );
}
