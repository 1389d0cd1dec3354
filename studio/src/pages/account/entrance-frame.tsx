import { Container, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import icon from '../../icon.svg';
import { ColoursMenu } from '../../shell/colours-menu.js';
import { LanguageMenu } from '../../shell/language-menu.js';

/** The page of somebody who is not signed in: whose it is, how it looks, and one thing to do. */
export function EntranceFrame({ title, about, children }: { title: string; about?: string; children?: ReactNode }) {
  return (
    <Container size={460} px="md" py={{ base: 'md', sm: 64 }}>
      <Group component="header" justify="space-between" mb="md" wrap="nowrap">
        <Group gap="sm" wrap="nowrap">
          <img src={icon} width={32} height={32} alt="" />
          <Text fw={700} size="lg">
            Canvass
          </Text>
        </Group>
        <Group gap="xs" wrap="nowrap">
          <LanguageMenu />
          <ColoursMenu />
        </Group>
      </Group>
      <Paper component="main" withBorder p={{ base: 'md', sm: 'xl' }}>
        <Stack>
          <Title order={1} size="h2">
            {title}
          </Title>
          {about !== undefined && <Text c="dimmed">{about}</Text>}
          {children}
        </Stack>
      </Paper>
    </Container>
  );
}
