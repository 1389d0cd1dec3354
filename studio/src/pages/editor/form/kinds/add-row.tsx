import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';

/** Adds a row to a step's own list. */
export function AddRow({ label, onAdd }: { label: string; onAdd: () => void }) {
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      mie="auto"
      leftSection={<IconPlus size={14} aria-hidden />}
      onClick={onAdd}
    >
      {label}
    </Button>
  );
}
