import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StepPath } from '../../draft/step-path.js';
import { Fold, Folds } from '../../fields/fold.js';
import { fieldOf, textIn } from '../../fields/read.js';
import { TextField } from '../../fields/text-field.js';
import { useFlow } from '../../fields/use-flow.js';
import { setField } from '../edits/text-edits.js';
import { MediaFields, MEDIA_KINDS } from '../question/media-fields.js';

/** What a statement can have besides its text: a picture or a file, and a button that opens a web page. */
export function SayFields({ path, step }: { path: StepPath; step: object }) {
  const { t } = useTranslation('editor-form');
  const { t: tq } = useTranslation('editor-question');
  const { edit, language } = useFlow();
  const media = fieldOf(step, 'media');
  const mediaKind = MEDIA_KINDS.find((one) => one === fieldOf(media, 'kind'));
  const link = fieldOf(step, 'link');
  const linkAt = [...path, 'link'];
  const label = textIn(fieldOf(link, 'label'), language);
  return (
    <Folds>
      <Fold
        name="media"
        title={tq('folds.media')}
        about={[[...path, 'media']]}
        set={mediaKind ? [tq(`media.${mediaKind}`)] : []}
      >
        <MediaFields path={[...path, 'media']} value={media} />
      </Fold>
      <Fold name="link" title={t('link.title')} about={[linkAt]} set={label === '' ? [] : [label]}>
        <Switch
          label={t('link.has')}
          description={t('link.help')}
          checked={link !== undefined}
          onChange={(event) => {
            const first = event.currentTarget.checked ? { label: t('link.first'), url: 'https://' } : undefined;
            edit((doc) => setField(doc, linkAt, first));
          }}
        />
        {link !== undefined && (
          <>
            <TextField path={[...linkAt, 'label']} value={fieldOf(link, 'label')} label={t('link.label')} required />
            <TextField
              path={[...linkAt, 'url']}
              value={fieldOf(link, 'url')}
              label={t('link.url')}
              required
              note={() => t('link.urlHelp')}
            />
          </>
        )}
      </Fold>
    </Folds>
  );
}
