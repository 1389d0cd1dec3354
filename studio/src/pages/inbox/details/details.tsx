import { Badge, Divider, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InboxConversationView } from '@core/api/inbox-views.js';
import { useMay } from '../../../session/session.js';
import { languageName } from '../../../template-picker/language-name.js';
import { personName } from '../person-name.js';
import { AssignTo } from './assign-to.js';
import { AttributesForm } from './attributes-form.js';
import { ContactForm } from './contact-form.js';
import { History } from './history.js';
import { Labels } from './labels.js';
import classes from './details.module.css';

/** Beside the thread: whose it is, who the person is, what runs, what was decided in the background. */
export function Details({ conversation }: { conversation: InboxConversationView }) {
  const { t, i18n } = useTranslation('inbox');
  const may = useMay();
  const { contact, channel, flow, attributes, assignee, labels } = conversation;
  const mayWrite = may('conversations:write');
  const known = Object.entries(attributes);
  return (
    <Stack gap="md" p="md">
      {mayWrite ? (
        <>
          <AssignTo conversation={conversation} />
          <Labels conversationId={conversation.id} labels={labels} />
        </>
      ) : (
        <>
          <Fact name={t('details.assignee')} value={assignee?.user?.name ?? assignee?.team ?? t('filter.nobody')} />
          <Group gap={4}>
            {labels.map((label) => (
              <Badge key={label} variant="default">
                <bdi>{label}</bdi>
              </Badge>
            ))}
          </Group>
        </>
      )}
      <Divider />
      <Title order={2} size="h5">
        {t('details.contact')}
      </Title>
      {mayWrite ? (
        <ContactForm key={contact.id} contact={contact} />
      ) : (
        <>
          <Fact name={t('details.name')} value={personName(contact, t('list.nobody'))} />
          {contact.language !== null && (
            <Fact name={t('details.language')} value={languageName(contact.language, i18n.language)} />
          )}
        </>
      )}
      {Object.entries(contact.identifiers).map(([kind, value = '']) => (
        <Fact key={kind} name={t(`details.identifiers.${kind}`)} value={value} isCode />
      ))}
      <Fact name={t('details.channel')} value={channel.name} />
      {flow && <Fact name={t('details.flow')} value={flow.title} />}
      {typeof flow?.waitingOn === 'string' && <Fact name={t('details.waitingOn')} value={flow.waitingOn} />}
      {(mayWrite || known.length > 0) && (
        <Title order={2} size="h5">
          {t('details.attributes')}
        </Title>
      )}
      {mayWrite ? (
        <AttributesForm key={`${contact.id} attributes`} contactId={contact.id} attributes={attributes} />
      ) : (
        known.map(([name, value]) => (
          <Fact key={name} name={name} value={typeof value === 'string' ? value : JSON.stringify(value)} />
        ))
      )}
      <Divider />
      <History notes={conversation.history} />
    </Stack>
  );
}

function Fact({ name, value, isCode = false }: { name: string; value: string; isCode?: boolean }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text size="sm" className={classes.words}>
        <bdi {...(isCode && { dir: 'ltr' })}>{value}</bdi>
      </Text>
    </div>
  );
}
