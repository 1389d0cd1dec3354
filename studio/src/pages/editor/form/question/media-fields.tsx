import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StepPath } from '../../draft/step-path.js';
import { PlainField } from '../../fields/plain-field.js';
import { fieldOf, textOf } from '../../fields/read.js';
import { TextField } from '../../fields/text-field.js';
import { useFlow } from '../../fields/use-flow.js';
import { setField } from '../edits/text-edits.js';

export const MEDIA_KINDS = ['image', 'video', 'document', 'audio'] as const;

/** What is shown with a text: a picture, a video, a file, a recording. */
export function MediaFields({ path, value }: { path: StepPath; value: unknown }) {
  const { t } = useTranslation('editor-question');
  const { edit } = useFlow();
  const kind = textOf(fieldOf(value, 'kind'));
  return (
    <>
      <Select
        label={t('media.kind')}
        allowDeselect={false}
        data={['', ...MEDIA_KINDS].map((one) => ({ value: one, label: t(`media.${one === '' ? 'none' : one}`) }))}
        value={kind}
        onChange={(chosen) =>
          edit((doc) =>
            chosen === '' || chosen === null
              ? setField(doc, path, undefined)
              : setField(
                  doc,
                  kind === '' ? path : [...path, 'kind'],
                  kind === '' ? { kind: chosen, link: '' } : chosen,
                ),
          )
        }
      />
      {kind !== '' && (
        <TextField
          path={[...path, 'link']}
          value={fieldOf(value, 'link')}
          label={t('media.link')}
          required
          note={() => t('media.linkHelp')}
        />
      )}
      {kind === 'document' && (
        <PlainField
          path={[...path, 'filename']}
          value={fieldOf(value, 'filename')}
          label={t('media.filename')}
          description={t('media.filenameHelp')}
        />
      )}
    </>
  );
}
