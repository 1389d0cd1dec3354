import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { teammateOf, type Principal } from '../accounts/principal.js';
import { ChangesNothing, KeepsItsOwnRecord } from '../http/audit-changes.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { Needs, Who } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { invalid } from '../http/problem.js';
import { TakesRaw, rawIn } from '../http/raw-bodies.js';
import { Attachments } from '../inbox/attachments.js';
import { CustomerMedia } from '../inbox/customer-media.js';
import { InboxDesk } from '../inbox/inbox-desk.js';
import { TeamMessages } from '../inbox/team-messages.js';
import type { OutboundMedia, OutboundMessage } from '../rendering/outbound.js';
import { LARGEST_OF_ALL } from '../rendering/sendable-files.js';
import { WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import { AttachmentView, InboxTemplatePreviewView, SentView } from './inbox-views.js';
import { sendFile, type FileReply } from './send-file.js';

/** WhatsApp's longest text and caption. */
const Text = z.string().trim().min(1).max(4_096);
const Caption = z.string().trim().max(1_024);
const Link = z.url({ protocol: /^https$/ }).max(2_000);

const TextBody = z.strictObject({ text: Text });
const FileName = z.string().trim().min(1).max(240);
const LinkBody = z.strictObject({
  media: z.strictObject({
    kind: z.enum(['image', 'video', 'audio', 'document']),
    link: Link.describe('A public https address: the provider fetches the file there'),
    filename: FileName.optional(),
    caption: Caption.optional(),
  }),
});
const AttachedBody = z.strictObject({
  media: z.strictObject({
    attachment: z.string().min(1).max(200).describe('Id of a file that was attached in this conversation'),
    caption: Caption.optional().describe('Sound has none'),
  }),
});
const MessageBody = z.union([TextBody, LinkBody, AttachedBody]);

const FILE = 'application/octet-stream';
const AttachQuery = z.object({
  filename: FileName.describe('As the person is to see it; its ending tells Word, Excel and PowerPoint apart'),
});

const Value = z.string().max(2_000);
const TemplateBody = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'a template name has only a–z, 0–9 and _'),
  language: z.string().min(2).max(20).describe('The provider’s code of a variant, or a person’s language'),
  params: z
    .union([z.record(z.string().max(100), Value), z.array(Value).max(100)])
    .optional()
    .describe('By name, by "1", "2" … and "header", or all in order; each may hold Liquid: {{ contact.name }}'),
  headerLink: Value.optional(),
  urlSuffix: Value.optional(),
});

const Label = z
  .string()
  .trim()
  .min(1)
  .max(40)
  // Control characters part the labels where they are stored.
  .regex(/^\P{Cc}+$/u, 'has no control characters');
const AssigneeBody = z.strictObject({
  userId: z.string().min(1).max(200).nullable().default(null),
  team: z.string().trim().min(1).max(100).nullable().default(null),
});
const LabelsBody = z.strictObject({ labels: z.array(Label).max(10) });
const NoteBody = z.strictObject({ text: Text });

/** What the team writes and does in one conversation. */
@ApiTags('inbox')
@Needs('conversations:write')
@Controller('api/v1/conversations')
export class InboxConversationsController {
  constructor(
    private readonly messages: TeamMessages,
    private readonly desk: InboxDesk,
    private readonly files: CustomerMedia,
    private readonly attachments: Attachments,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Post(':id/messages')
  @KeepsItsOwnRecord()
  @HttpCode(202)
  @Returns(202, 'On its way; the bot is silent from now on. What became of it stands in the thread.', SentView)
  @Returns(409, '`window-closed`: only a template may be sent. `opted-out`: nothing may. `idempotency-key-used`.')
  @TakesIdempotencyKey()
  async write(
    @Param('id') id: string,
    @Body({ schema: MessageBody }) body: z.infer<typeof MessageBody>,
    @Who() who: Principal,
    @IdempotencyKey() key?: string,
  ): Promise<SentView> {
    const message = 'text' in body ? textOf(body) : await this.#mediaMessage(id, body.media);
    return { id: await this.messages.write(this.scope, id, message, { by: teammateOf(who), key }) };
  }

  @Post(':id/attachments')
  @HttpCode(201)
  @TakesRaw(FILE, LARGEST_OF_ALL)
  @Returns(201, 'Kept for a day, and for 30 from when it is sent; send its id as a message.', AttachmentView)
  @Returns(413, '`file-size`: it is larger than WhatsApp takes (pictures 5 MB, everything else 16 MB).')
  @Returns(415, '`file-type`: WhatsApp takes no files of what this one is by its content.')
  async attach(
    @Param('id') id: string,
    @Query({ schema: AttachQuery }) { filename }: z.infer<typeof AttachQuery>,
    @Body() body: unknown,
    @Who() who: Principal,
  ): Promise<AttachmentView> {
    const file = { bytes: rawIn(body, FILE), filename };
    const kept = await this.attachments.keep(this.scope, id, file, teammateOf(who));
    const { id: attachmentId, kind, mime, filename: name, size, expiresAt } = kept;
    return { id: attachmentId, kind, mime, filename: name, size, expiresAt: new Date(expiresAt).toISOString() };
  }

  @Get(':id/attachments/:attachmentId')
  @Needs('conversations:read')
  @Returns(200, 'The file that somebody in the team attached, by its real type.')
  async attached(
    @Param('id') id: string,
    @Param('attachmentId') attachmentId: string,
    @Res() reply: FileReply,
  ): Promise<void> {
    const { attachment, pieces } = await this.attachments.open(this.scope, id, attachmentId);
    sendFile(reply, { ...attachment, content: pieces });
  }

  @Post(':id/template')
  @KeepsItsOwnRecord()
  @HttpCode(202)
  @Returns(202, 'On its way as it was previewed; the bot is silent from now on.', SentView)
  @Returns(409, '`opted-out`, `idempotency-key-used`, or `template-unfit`: it cannot be sent like this, and why.')
  @TakesIdempotencyKey()
  async sendTemplate(
    @Param('id') id: string,
    @Body({ schema: TemplateBody }) body: z.infer<typeof TemplateBody>,
    @Who() who: Principal,
    @IdempotencyKey() key?: string,
  ): Promise<SentView> {
    return { id: await this.messages.sendTemplate(this.scope, id, body, { by: teammateOf(who), key }) };
  }

  @Post(':id/template/preview')
  @ChangesNothing()
  @HttpCode(200)
  @Returns(200, 'The template as this person would see it, and why it would not be sent.', InboxTemplatePreviewView)
  previewTemplate(
    @Param('id') id: string,
    @Body({ schema: TemplateBody }) body: z.infer<typeof TemplateBody>,
  ): Promise<InboxTemplatePreviewView> {
    return this.messages.previewTemplate(this.scope, id, body);
  }

  @Put(':id/assignee')
  @HttpCode(204)
  @Returns(204, 'It is this person’s, this team’s, or with neither nobody’s.')
  async assign(
    @Param('id') id: string,
    @Body({ schema: AssigneeBody }) body: z.infer<typeof AssigneeBody>,
    @Who() who: Principal,
  ): Promise<void> {
    await this.desk.assign(this.scope, id, body, teammateOf(who));
  }

  @Put(':id/labels')
  @HttpCode(204)
  @Returns(204, 'It has these labels and no others.')
  async label(
    @Param('id') id: string,
    @Body({ schema: LabelsBody }) { labels }: z.infer<typeof LabelsBody>,
    @Who() who: Principal,
  ): Promise<void> {
    await this.desk.label(this.scope, id, labels, teammateOf(who));
  }

  @Post(':id/notes')
  @KeepsItsOwnRecord()
  @HttpCode(201)
  @Returns(201, 'The note stands in the thread, for the team alone.', SentView)
  async note(
    @Param('id') id: string,
    @Body({ schema: NoteBody }) { text }: z.infer<typeof NoteBody>,
    @Who() who: Principal,
  ): Promise<SentView> {
    return { id: await this.desk.note(this.scope, id, text, teammateOf(who)) };
  }

  @Post(':id/read')
  @ChangesNothing()
  @HttpCode(204)
  @Returns(204, 'What the person has written by now counts as read.')
  async read(@Param('id') id: string): Promise<void> {
    await this.desk.read(this.scope, id);
  }

  @Get(':id/media/:entryId')
  @Needs('conversations:read')
  @Returns(200, 'The file that the person sent with this entry of the thread, by its real type.')
  @Returns(502, 'The provider does not give it, or not any more.')
  async file(@Param('id') id: string, @Param('entryId') entryId: string, @Res() reply: FileReply): Promise<void> {
    const { bytes, mime, filename } = await this.files.file(this.scope, id, entryId);
    sendFile(reply, { mime, filename, content: bytes });
  }

  async #mediaMessage(id: string, body: GivenMedia): Promise<OutboundMessage> {
    const media =
      'attachment' in body ? await this.attachments.toSend(this.scope, id, body.attachment) : linkedMedia(body);
    if (body.caption && media.media === 'audio') {
      throw invalid([{ field: 'media.caption', rule: 'no-caption', message: 'sound has no caption on WhatsApp' }]);
    }
    return { kind: 'media', media, ...(body.caption ? { caption: body.caption } : {}) };
  }
}

type LinkedMedia = z.infer<typeof LinkBody>['media'];
type GivenMedia = LinkedMedia | z.infer<typeof AttachedBody>['media'];

const textOf = ({ text }: z.infer<typeof TextBody>): OutboundMessage => ({ kind: 'text', body: text });

const linkedMedia = ({ kind, link, filename }: LinkedMedia): OutboundMedia => ({
  media: kind,
  link,
  ...(filename === undefined ? {} : { filename }),
});
