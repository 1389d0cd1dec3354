import { z } from 'zod';
import { Conversation, ThreadEntry } from '../conversations/conversation.js';
import { QuotaPlace } from '../quotas/quota-place.js';
import type { Collection, CollectionDeclaration, Documents, IndexDeclaration } from '../storage/documents.js';
import { AgentLink } from './agent-link.js';
import { ApiKey } from './api-key.js';
import { Attachment, AttachmentPiece } from './attachment.js';
import { AuditEntry } from './audit-entry.js';
import { CatalogueTemplate } from './catalogue-template.js';
import { Channel, ChannelKey } from './channel.js';
import { ChannelLogLine } from './channel-log-line.js';
import { Contact, Identity } from './contact.js';
import { CostEntry } from './cost-entry.js';
import { FlowDraft } from './flow-draft.js';
import { Flow, FlowVersion } from './flow.js';
import { JoinLink } from './join-link.js';
import { KeyCheck } from './key-check.js';
import { LabelSet } from './label-set.js';
import { ListeningSpan } from './listening-span.js';
import { PriceList } from './price-list.js';
import { ProviderObject } from './provider-object.js';
import { Response } from './response.js';
import { SessionMove } from './session-move.js';
import { UpkeepRun } from './upkeep-run.js';
import { Login, User } from './user.js';

function declare<D extends object>(
  name: string,
  schema: z.ZodType<D>,
  indexes: IndexDeclaration[] = [],
): CollectionDeclaration<D> {
  // Documents are parsed on every way in and out.
  return { name, schema: z.compile(schema), indexes };
}

const string = (field: string) => ({ field, type: 'string' as const });
const number = (field: string) => ({ field, type: 'number' as const });
const boolean = (field: string) => ({ field, type: 'boolean' as const });

/** Every collection with its indexes. */
export const declarations = {
  agentLinks: declare('agent_links', AgentLink),
  apiKeys: declare('api_keys', ApiKey, [{ name: 'by_hash', fields: [string('keyHash')], unique: true }]),
  attachments: declare('attachments', Attachment, [
    { name: 'by_key', fields: [string('key')], unique: true },
    { name: 'by_expiry', fields: [number('expiresAt')] },
  ]),
  attachmentPieces: declare('attachment_pieces', AttachmentPiece, [
    { name: 'by_attachment', fields: [string('attachmentId')] },
  ]),
  auditEntries: declare('audit_entries', AuditEntry, [
    { name: 'by_time', fields: [number('at')] },
    { name: 'by_who', fields: [string('byId'), number('at')] },
    { name: 'by_subject', fields: [string('subject'), number('at')] },
  ]),
  channels: declare('channels', Channel, [{ name: 'by_key', fields: [string('key')], unique: true }]),
  channelKeys: declare('channel_keys', ChannelKey, [{ name: 'by_channel', fields: [string('channelId')] }]),
  channelLogs: declare('channel_logs', ChannelLogLine, [
    // Two that add at once cannot both be the next.
    { name: 'by_place', fields: [string('log'), number('seq')], unique: true },
    { name: 'by_channel', fields: [string('channelId')] },
  ]),
  contacts: declare('contacts', Contact, [
    { name: 'by_name', fields: [string('nameKey')] },
    { name: 'by_second_name', fields: [string('secondNameKey')] },
    { name: 'by_third_name', fields: [string('thirdNameKey')] },
    { name: 'by_last_name', fields: [string('lastNameKey')] },
    { name: 'by_phone', fields: [string('phoneKey')] },
    { name: 'by_national_number', fields: [string('nationalKey')] },
    { name: 'by_user', fields: [string('userKey')] },
  ]),
  identities: declare('identities', Identity),
  conversations: declare('conversations', Conversation, [
    { name: 'by_attention', fields: [number('attentionAt')] },
    { name: 'by_activity', fields: [number('lastActivityAt')] },
    { name: 'by_channel', fields: [string('channelId'), number('lastActivityAt')] },
    { name: 'by_contact', fields: [string('contactId')] },
    { name: 'by_handed_off', fields: [number('handedOffAt')] },
    { name: 'by_inbox_state', fields: [string('inboxState'), number('lastActivityAt')] },
    { name: 'by_assigned', fields: [string('assigned'), number('lastActivityAt')] },
    { name: 'by_team', fields: [string('team'), number('lastActivityAt')] },
    { name: 'by_labels', fields: [string('labelKey'), number('lastActivityAt')] },
    { name: 'by_window', fields: [number('windowClosesAt')] },
    { name: 'by_change', fields: [number('changedAt')] },
  ]),
  thread: declare('thread', ThreadEntry, [
    { name: 'by_waiting', fields: [string('waiting'), number('at')] },
    { name: 'by_conversation', fields: [string('conversationId'), number('at')] },
    { name: 'by_provider_id', fields: [string('providerMessageId')] },
  ]),
  responses: declare('responses', Response, [
    { name: 'by_flow', fields: [string('flowId'), number('startedAt')] },
    { name: 'by_conversation', fields: [string('conversationId'), number('startedAt')] },
    { name: 'by_start', fields: [number('startedAt')] },
    // Holds sessions that wait on a question, and no others: ended ones have no waitingOn.
    { name: 'by_question', fields: [string('flowId'), string('flowVersion'), string('waitingOn')] },
    { name: 'by_writing', fields: [string('flowId'), number('writtenAt')] },
    // Holds ended sessions, and no others.
    { name: 'by_outcome', fields: [string('flowId'), string('disposition')] },
  ]),
  flows: declare('flows', Flow),
  // Only what was read is deleted.
  flowDrafts: declare('flow_drafts', FlowDraft, [{ name: 'by_revision', fields: [string('revision')] }]),
  flowVersions: declare('flow_versions', FlowVersion, [{ name: 'by_flow', fields: [string('flowId')] }]),
  sessionMoves: declare('session_moves', SessionMove, [{ name: 'by_open', fields: [number('openSince')] }]),
  templates: declare('templates', CatalogueTemplate, [
    { name: 'by_channel', fields: [string('channelId'), string('name')] },
  ]),
  quotaPlaces: declare('quota_places', QuotaPlace, [
    { name: 'by_number', fields: [string('quota'), number('number')] },
    { name: 'by_settled', fields: [boolean('settled'), number('takenAt')] },
    // A session that asks twice at once still has one place.
    { name: 'by_session', fields: [string('sessionId'), string('quota')], unique: true },
  ]),
  providerObjects: declare('provider_objects', ProviderObject, [{ name: 'by_channel', fields: [string('channelId')] }]),
  costEntries: declare('cost_entries', CostEntry, [{ name: 'by_line', fields: [string('line')] }]),
  priceLists: declare('price_lists', PriceList),
  upkeepRuns: declare('upkeep_runs', UpkeepRun),
  labelSets: declare('label_sets', LabelSet),
  joinLinks: declare('join_links', JoinLink, [
    { name: 'by_code', fields: [string('codeHash')], unique: true },
    { name: 'by_kind', fields: [string('kind'), number('createdAt')] },
    { name: 'by_email', fields: [string('emailKey')] },
    { name: 'by_expiry', fields: [number('expiresAt')] },
  ]),
  keyChecks: declare('key_checks', KeyCheck),
  listening: declare('listening', ListeningSpan),
  logins: declare('logins', Login, [
    { name: 'by_user', fields: [string('userId')] },
    { name: 'by_expiry', fields: [number('expiresAt')] },
  ]),
  users: declare('users', User, [{ name: 'by_email', fields: [string('emailKey')], unique: true }]),
};

/** All collections of the product, by name. */
export interface Store {
  agentLinks: Collection<AgentLink>;
  apiKeys: Collection<ApiKey>;
  attachments: Collection<Attachment>;
  attachmentPieces: Collection<AttachmentPiece>;
  auditEntries: Collection<AuditEntry>;
  channels: Collection<Channel>;
  channelKeys: Collection<ChannelKey>;
  channelLogs: Collection<ChannelLogLine>;
  contacts: Collection<Contact>;
  identities: Collection<Identity>;
  conversations: Collection<Conversation>;
  thread: Collection<ThreadEntry>;
  responses: Collection<Response>;
  flows: Collection<Flow>;
  flowDrafts: Collection<FlowDraft>;
  flowVersions: Collection<FlowVersion>;
  sessionMoves: Collection<SessionMove>;
  templates: Collection<CatalogueTemplate>;
  quotaPlaces: Collection<QuotaPlace>;
  providerObjects: Collection<ProviderObject>;
  costEntries: Collection<CostEntry>;
  priceLists: Collection<PriceList>;
  upkeepRuns: Collection<UpkeepRun>;
  labelSets: Collection<LabelSet>;
  joinLinks: Collection<JoinLink>;
  keyChecks: Collection<KeyCheck>;
  listening: Collection<ListeningSpan>;
  logins: Collection<Login>;
  users: Collection<User>;
}

/** Makes what is missing in the database and hands out the collections. */
export async function openStore(documents: Documents): Promise<Store> {
  await documents.prepare(Object.values(declarations));
  return {
    agentLinks: documents.collection(declarations.agentLinks),
    apiKeys: documents.collection(declarations.apiKeys),
    attachments: documents.collection(declarations.attachments),
    attachmentPieces: documents.collection(declarations.attachmentPieces),
    auditEntries: documents.collection(declarations.auditEntries),
    channels: documents.collection(declarations.channels),
    channelKeys: documents.collection(declarations.channelKeys),
    channelLogs: documents.collection(declarations.channelLogs),
    contacts: documents.collection(declarations.contacts),
    identities: documents.collection(declarations.identities),
    conversations: documents.collection(declarations.conversations),
    thread: documents.collection(declarations.thread),
    responses: documents.collection(declarations.responses),
    flows: documents.collection(declarations.flows),
    flowDrafts: documents.collection(declarations.flowDrafts),
    flowVersions: documents.collection(declarations.flowVersions),
    sessionMoves: documents.collection(declarations.sessionMoves),
    templates: documents.collection(declarations.templates),
    quotaPlaces: documents.collection(declarations.quotaPlaces),
    providerObjects: documents.collection(declarations.providerObjects),
    costEntries: documents.collection(declarations.costEntries),
    priceLists: documents.collection(declarations.priceLists),
    upkeepRuns: documents.collection(declarations.upkeepRuns),
    labelSets: documents.collection(declarations.labelSets),
    joinLinks: documents.collection(declarations.joinLinks),
    keyChecks: documents.collection(declarations.keyChecks),
    listening: documents.collection(declarations.listening),
    logins: documents.collection(declarations.logins),
    users: documents.collection(declarations.users),
  };
}
