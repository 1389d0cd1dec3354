import { Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** One row of a step's own list, with its name and what can be done with it. */
export function Row({ name, tools, children }: { name: string; tools?: ReactNode; children: ReactNode }) {
  return (
    <Paper withBorder p="xs" role="group" aria-label={name}>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Text size="sm" fw={500}>
            {name}
          </Text>
          {tools}
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}
