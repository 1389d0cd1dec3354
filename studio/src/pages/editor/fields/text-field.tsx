import { Textarea } from '@mantine/core';
import type { StepPath } from '../draft/step-path.js';
import { setText } from '../form/edits/text-edits.js';
import { directionOf } from './direction-of.js';
import { Lines } from './lines.js';
import { textIn } from './read.js';
import { useFlow } from './use-flow.js';
import { useFindingAt } from './use-finding-at.js';
import { useOtherLanguage } from './use-other-language.js';
import { useTyped } from './use-typed.js';

/** One text of the flow in one language, written to its place. `note` says below it how it stands to its limit. */
export function TextField({
  path,
  value,
  label,
  language,
  required = false,
  hideLabel = false,
  note,
}: {
  path: StepPath;
  value: unknown;
  label: string;
  language?: string;
  required?: boolean;
  hideLabel?: boolean;
  note?: (text: string) => string;
}) {
  const flow = useFlow();
  const shown = language ?? flow.language;
  const typed = useTyped(textIn(value, shown), (text) =>
    flow.edit((doc) => setText(doc, path, text, { language: shown, languages: flow.languages, required })),
  );
  const other = useOtherLanguage();
  const finding = useFindingAt(path, shown);
  const lines = [language === undefined ? other : undefined, note?.(typed.value)].filter(Boolean);
  return (
    <Textarea
      {...(hideLabel ? { 'aria-label': label } : { label })}
      lang={shown}
      dir={directionOf(shown)}
      autosize
      minRows={1}
      maxRows={12}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      description={lines.length > 0 && <Lines of={lines} />}
      error={finding}
      {...typed}
    />
  );
}
