import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NameTrouble } from './edits/rename.js';

/** Why a name is not taken: `parameter` has letters that an agent's parameters cannot have; for the expression or text that keeps it from being changed, that one. */
export type NameRefusal = NameTrouble | 'used' | 'parameter' | { unclear: string };

/** A name that other places use: it is written when the field is left or with Enter, not letter by letter. */
export function NameField({
  value,
  label,
  description,
  onRename,
}: {
  value: string;
  label: string;
  description?: string;
  /** @returns why not */
  onRename: (name: string) => NameRefusal | undefined;
}) {
  const { t } = useTranslation('editor-form');
  const [typed, setTyped] = useState<string>();
  const [refused, setRefused] = useState<NameRefusal>();
  const leave = () => {
    setTyped(undefined);
    setRefused(undefined);
  };
  const commit = () => {
    const name = typed?.trim();
    if (name === undefined || name === value) return leave();
    const refusal = onRename(name);
    setRefused(refusal);
    if (refusal === undefined) setTyped(undefined);
  };
  const error =
    refused !== undefined &&
    (typeof refused === 'object' ? t('name.unclear', { text: refused.unclear }) : t(`name.${refused}`));
  return (
    <TextInput
      label={label}
      description={description}
      dir="ltr"
      spellCheck={false}
      data-control="name"
      autoCapitalize="off"
      value={typed ?? value}
      error={error}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') leave();
      }}
    />
  );
}
