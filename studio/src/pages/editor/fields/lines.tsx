import { Box } from '@mantine/core';

/** Several short sentences below a field, a line each; those that say nothing are left out. */
export function Lines({ of }: { of: readonly (string | undefined)[] }) {
  return of
    .filter((line) => line !== undefined && line !== '')
    .map((line) => (
      <Box key={line} component="span" display="block">
        {line}
      </Box>
    ));
}
