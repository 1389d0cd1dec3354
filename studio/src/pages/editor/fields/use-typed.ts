import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';

/** Milliseconds of rest after which what was typed is written: one step of undo a pause, not one a letter. */
const WRITE_AFTER_MS = 400;

/** What is typed into a field stands in it at once and is written when it rests, is left or goes away. */
export function useTyped(value: string, write: (text: string) => void) {
  const [typed, setTyped] = useState<string>();
  const later = useDebouncedCallback(
    (text: string) => {
      write(text);
      setTyped(undefined);
    },
    { delay: WRITE_AFTER_MS, flushOnUnmount: true },
  );
  return {
    value: typed ?? value,
    onChange: (event: { currentTarget: { value: string } }) => {
      setTyped(event.currentTarget.value);
      later(event.currentTarget.value);
    },
    onBlur: () => later.flush(),
  };
}
