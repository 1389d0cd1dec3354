import type { Variable } from '../../../template-picker/variables.js';
import { VariableInput } from '../../../template-picker/variable-input.js';
import type { StepPath } from '../draft/step-path.js';
import { setText } from '../form/edits/text-edits.js';
import { directionOf } from './direction-of.js';
import { Lines } from './lines.js';
import { textIn } from './read.js';
import { useFindingAt } from './use-finding-at.js';
import { useFlow } from './use-flow.js';
import { useOtherLanguage } from './use-other-language.js';
import { useTyped } from './use-typed.js';

/** A text of the flow that mostly puts something in; what it can put in is offered behind `{{` and by the button. */
export function ValueTextField({
  path,
  value,
  label,
  variables,
  required = false,
  note,
}: {
  path: StepPath;
  value: unknown;
  label: string;
  variables: readonly Variable[];
  required?: boolean;
  note?: string | undefined;
}) {
  const { language, languages, edit } = useFlow();
  const other = useOtherLanguage();
  const finding = useFindingAt(path, language);
  const typed = useTyped(textIn(value, language), (text) =>
    edit((doc) => setText(doc, path, text, { language, languages, required })),
  );
  return (
    <VariableInput
      label={label}
      description={<Lines of={[other, note]} />}
      error={finding}
      variables={variables}
      lang={language}
      dir={directionOf(language)}
      value={typed.value}
      onChange={(text) => typed.onChange({ currentTarget: { value: text } })}
      onBlur={typed.onBlur}
    />
  );
}
