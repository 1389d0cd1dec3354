import { Alert, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompiledFlow, CompiledStep } from '@core/flow/compiled-flow.js';
import type { Capabilities } from '@core/rendering/capabilities.js';
import { previewCall } from '@core/templates/preview-call.js';
import type { Template } from '@core/templates/template.js';
import { TemplateBubble } from '../../../template-picker/template-bubble.js';
import { ChatBackground } from '../../../whatsapp/chat-background.js';
import { MessageBubble } from '../../../whatsapp/message-bubble.js';
import { useDraft } from '../draft/draft-store.js';
import { Counters } from './counters-list.js';
import type { Samples } from './samples.js';
import { compiledStep, firstSaying, previewStep } from './step-preview.js';

interface PreviewProps {
  flow: CompiledFlow;
  language: string;
  capabilities: Capabilities;
  templates: readonly Template[];
  samples: Samples;
  onSamples: (samples: Samples) => void;
}

/** The selected step as the customer sees it, with what counts against the channel's limits. */
export function PreviewStep({ flow, language, capabilities, templates, samples, onSamples }: PreviewProps) {
  const { t } = useTranslation('editor-map');
  const selected = useDraft((draft) => draft.selected);
  const step = selected === undefined ? firstSaying(flow) : compiledStep(flow, selected);
  const preview = useMemo(
    () => step && previewStep(flow, step, { language, capabilities, samples }),
    [flow, step, language, capabilities, samples],
  );
  const [turnedTo, turnTo] = useState(0);
  if (!step) return <Alert color="gray">{t('phone.notThere')}</Alert>;
  if (!preview) return <Alert color="gray">{t('phone.sendsNothing')}</Alert>;
  const page = Math.min(turnedTo, preview.pages.length - 1);
  const messages = preview.pages[page] ?? [];
  const { rung } = preview;
  return (
    <Stack gap="sm">
      <ChatBackground label={t('phone.preview')}>
        {messages.map((message, index) => (
          <MessageBubble key={index} message={message} />
        ))}
      </ChatBackground>
      {preview.pages.length > 1 && (
        <Group justify="space-between">
          <Button size="xs" variant="default" disabled={page === 0} onClick={() => turnTo(page - 1)}>
            {t('phone.before')}
          </Button>
          <Text size="sm" role="status">
            {t('phone.page', { page: page + 1, pages: preview.pages.length })}
          </Text>
          <Button
            size="xs"
            variant="default"
            disabled={page === preview.pages.length - 1}
            onClick={() => turnTo(page + 1)}
          >
            {t('phone.next')}
          </Button>
        </Group>
      )}
      <Text size="sm">
        {t('phone.because', {
          form: t(`forms.${rung.form}`),
          why: t(`reasons.${rung.why}`, { n: rung.n, max: rung.max }),
        })}
      </Text>
      {messages.length > 1 && <Text size="sm">{t('phone.messages', { count: messages.length })}</Text>}
      {messages.map((message, index) => (
        <Counters key={index} message={message} capabilities={capabilities} />
      ))}
      {preview.troubles.map((trouble) => (
        <Alert key={trouble} color="red">
          <bdi>{trouble}</bdi>
        </Alert>
      ))}
      {preview.samples.length > 0 && (
        <Stack gap="xs">
          <Title order={3} size="h6">
            {t('phone.samples')}
          </Title>
          {preview.samples.map(([name, value]) => (
            <TextInput
              key={name}
              size="xs"
              dir="auto"
              label={<bdi>{name}</bdi>}
              value={value}
              onChange={({ currentTarget }) => onSamples({ ...samples, [name]: currentTarget.value })}
            />
          ))}
        </Stack>
      )}
      {capabilities.templates && <Closed flow={flow} step={step} language={language} templates={templates} />}
    </Stack>
  );
}

/** What goes out once the window has closed on this question. */
function Closed({
  flow,
  step,
  language,
  templates,
}: {
  flow: CompiledFlow;
  step: CompiledStep;
  language: string;
  templates: readonly Template[];
}) {
  const { t } = useTranslation('editor-map');
  if (step.kind !== 'ask' && step.kind !== 'agent') return null;
  const call = flow.closedCallFor(step.id) ?? flow.window.closed;
  const previewed =
    call &&
    previewCall(
      templates.filter(({ name }) => name === call.template),
      call,
      [language, ...flow.languages],
    );
  return (
    <Stack gap="xs">
      <Title order={3} size="h6">
        {t('closed.title')}
      </Title>
      {!call && <Text size="sm">{t('closed.none')}</Text>}
      {call && !previewed && <Text size="sm">{t('closed.unknown', { name: call.template })}</Text>}
      {previewed && <TemplateBubble preview={previewed.preview} />}
      {previewed?.problems.map(({ message }) => (
        <Alert key={message} color="yellow">
          <bdi>{message}</bdi>
        </Alert>
      ))}
    </Stack>
  );
}
