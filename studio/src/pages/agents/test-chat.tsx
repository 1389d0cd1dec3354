import { ActionIcon, Button, Group, Paper, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconRefresh, IconSend } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useReducer, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentAnswerView, AgentLinkView } from '@core/api/agent-views.js';
import type { PromptedChoices } from '@core/flow/agent/agent-prompts.js';
import { api } from '../../api/client.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { ChatBackground } from '../../whatsapp/chat-background.js';
import { InboundBubble } from '../../whatsapp/inbound-bubble.js';
import { addressOfAgent } from './agent-queries.js';
import { AnswerDetails } from './answer-details.js';
import { AnswerParts } from './answer-parts.js';
import { languagesOf } from './link-languages.js';
import { meaningOf } from './shown-answer.js';
import { NO_TALK, afterEvent, type Question, type TalkEntry } from './talk.js';

/** The event with which Dialogflow's agents greet. */
const GREETING = 'WELCOME';

/** Talks to the agent past any survey: what it says, what it understood, and how that looks on WhatsApp. */
export function TestChat({ agent }: { agent: AgentLinkView }) {
  const { t } = useTranslation('agents');
  const languages = languagesOf(agent);
  const [language, setLanguage] = useState(languages[0] ?? 'en');
  const [text, setText] = useState('');
  const [talk, dispatch] = useReducer(afterEvent, NO_TALK);
  const end = useRef<HTMLDivElement>(null);
  const ask = useMutation({
    mutationFn: ({ body }: Question) =>
      api.post<AgentAnswerView>(`${addressOfAgent(agent.id)}/ask`, {
        ...body,
        language,
        ...(talk.last && { dialogue: talk.last.dialogue, memory: talk.last.memory }),
      }),
    onSuccess: (answer) => dispatch({ kind: 'answered', answer, language }),
    onError: (error, question) => dispatch({ kind: 'failed', error, question }),
  });
  const say = (question: Question): void => {
    dispatch({ kind: 'said', text: question.shown });
    ask.mutate(question);
  };
  const sayTyped = (): void => {
    const shown = text.trim();
    if (shown === '' || ask.isPending) return;
    setText('');
    say({ shown, body: { text: shown } });
  };
  const onTap = (id: string, choices: ReadonlyMap<number, PromptedChoices>): void => {
    const meaning = meaningOf(id, choices);
    if (meaning === undefined || ask.isPending) return;
    if (meaning.kind === 'page') return dispatch({ ...meaning, kind: 'paged', language });
    const { says, title } = meaning;
    const body =
      says.kind === 'text'
        ? { text: says.text }
        : { event: says.name, ...(says.parameters && { parameters: says.parameters }) };
    say({ shown: title, body });
  };
  useEffect(() => {
    // Newer browsers answer with a promise, which React would take for a clean-up.
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [talk]);
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="test-chat">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4" id="test-chat">
          {t('chat.title')}
        </Title>
        <Group gap="xs">
          {languages.length > 1 && (
            <Select
              size="xs"
              w={110}
              aria-label={t('chat.language')}
              data={languages}
              value={language}
              allowDeselect={false}
              onChange={(chosen) => chosen !== null && setLanguage(chosen)}
            />
          )}
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => dispatch({ kind: 'began-anew' })}
          >
            {t('chat.anew')}
          </Button>
        </Group>
      </Group>
      <ChatBackground label={t('chat.log')}>
        {talk.entries.length === 0 && (
          <Stack align="center" gap="xs" py="xl">
            <Text size="sm" ta="center">
              {t('chat.empty')}
            </Text>
            <Button
              size="xs"
              variant="default"
              onClick={() => say({ shown: t('chat.greeting'), body: { event: GREETING } })}
            >
              {t('chat.greet')}
            </Button>
          </Stack>
        )}
        {talk.entries.map((entry) => (
          <Entry key={entry.id} entry={entry} onTap={onTap} onRetry={say} />
        ))}
        {ask.isPending && (
          <Text size="sm" role="status">
            {t('chat.asking')}
          </Text>
        )}
        <div ref={end} />
      </ChatBackground>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          sayTyped();
        }}
      >
        <Group mt="sm" gap="xs" wrap="nowrap">
          <TextInput
            flex={1}
            aria-label={t('chat.say')}
            placeholder={t('chat.say')}
            dir="auto"
            maxLength={4_096}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          <ActionIcon type="submit" size={36} aria-label={t('chat.send')} loading={ask.isPending}>
            <IconSend size={18} aria-hidden />
          </ActionIcon>
        </Group>
      </form>
    </Paper>
  );
}

function Entry({
  entry,
  onTap,
  onRetry,
}: {
  entry: TalkEntry;
  onTap: (id: string, choices: ReadonlyMap<number, PromptedChoices>) => void;
  onRetry: (question: Question) => void;
}) {
  switch (entry.kind) {
    case 'said':
      return <InboundBubble content={{ kind: 'text', text: entry.text }} />;
    case 'answered':
      return (
        <>
          <AnswerParts shown={entry.shown} onTap={(id) => onTap(id, entry.shown.choices)} />
          <AnswerDetails answer={entry.answer} isEmpty={entry.shown.parts.length === 0} />
        </>
      );
    case 'paged':
      return <AnswerParts shown={entry.shown} onTap={(id) => onTap(id, entry.shown.choices)} />;
    case 'failed':
      return <ProblemAlert error={entry.error} onRetry={() => onRetry(entry.question)} />;
  }
}
