import { Accordion, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Fields that are rarely needed, folded away. Closed it shows what is set. Stands in a `Folds`. */
export function Fold({
  name,
  title,
  set = [],
  children,
}: {
  /** Told apart from its neighbours by it. */
  name: string;
  title: string;
  /** What is set, in few words each. */
  set?: readonly string[];
  children: ReactNode;
}) {
  return (
    <Accordion.Item value={name}>
      <Accordion.Control>
        <Text size="sm" fw={500}>
          {title}
        </Text>
        {set.map((fact) => (
          <Text key={fact} size="xs" c="dimmed" dir="auto">
            {fact}
          </Text>
        ))}
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="sm">{children}</Stack>
      </Accordion.Panel>
    </Accordion.Item>
  );
}

export function Folds({ children }: { children: ReactNode }) {
  return (
    <Accordion multiple keepMounted={false} chevronPosition="left" variant="contained">
      {children}
    </Accordion>
  );
}
