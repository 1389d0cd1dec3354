import { TextInput } from '@mantine/core';
import type { StepPath } from '../draft/step-path.js';
import { setField } from '../form/edits/text-edits.js';
import { textOf } from './read.js';
import { useFlow } from './use-flow.js';
import { useFindingAt } from './use-finding-at.js';
import { useTyped } from './use-typed.js';

/** A field that is the same in all languages; empty removes it, a required one stays empty. */
export function PlainField({
  path,
  value,
  label,
  description,
  numeric = false,
  required = false,
  check,
}: {
  path: StepPath;
  value: unknown;
  label: string;
  description?: string;
  /** Written as a number where it is one. */
  numeric?: boolean;
  required?: boolean;
  /** What is wrong with what stands there, in a sentence; asked for what is not empty. */
  check?: (text: string) => string | undefined;
}) {
  const { edit } = useFlow();
  const typed = useTyped(textOf(value), (text) => {
    const trimmed = text.trim();
    const isNumber = numeric && trimmed !== '' && Number.isFinite(Number(trimmed));
    const written = isNumber ? Number(trimmed) : trimmed === '' && !required ? undefined : trimmed;
    edit((doc) => setField(doc, path, written));
  });
  const text = typed.value.trim();
  const finding = useFindingAt(path);
  return (
    <TextInput
      label={label}
      description={description}
      error={(text === '' ? undefined : check?.(text)) ?? finding}
      {...(numeric && { inputMode: 'decimal' as const })}
      {...typed}
    />
  );
}
