import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { teammateOf, type Principal } from '../accounts/principal.js';
import { ChangesNothing, KeepsItsOwnRecord } from '../http/audit-changes.js';
import { Needs, Who } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { CustomerMedia } from '../inbox/customer-media.js';
import { InboxDesk } from '../inbox/inbox-desk.js';
import { TeamMessages } from '../inbox/team-messages.js';
import type { OutboundMessage } from '../rendering/outbound.js';
import { WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import { InboxTemplatePreviewView, SentView } from './inbox-views.js';

/** WhatsApp's longest text and caption. */
const Text = z.string().trim().min(1).max(4_096);
const Caption = z.string().trim().max(1_024);
const Link = z.url({ protocol: /^https$/ }).max(2_000);

const TextBody = z.strictObject({ text: Text });
const MediaBody = z.strictObject({
  media: z.strictObject({
    kind: z.enum(['image', 'video', 'audio', 'document']),
    link: Link.describe('A public https address: the provider fetches the file there'),
    filename: z.string().trim().min(1).max(240).optional(),
    caption: Caption.optional(),
  }),
});
const MessageBody = z.union([TextBody, MediaBody]);

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

interface Reply {
  header(name: string, value: string | number): Reply;
  send(body: Buffer): unknown;
}

/** What the team writes and does in one conversation. */
@ApiTags('inbox')
@Needs('conversations:write')
@Controller('api/v1/conversations')
export class InboxConversationsController {
  constructor(
    private readonly messages: TeamMessages,
    private readonly desk: InboxDesk,
    private readonly files: CustomerMedia,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Post(':id/messages')
  @KeepsItsOwnRecord()
  @HttpCode(202)
  @Returns(202, 'On its way; the bot is silent from now on. What became of it stands in the thread.', SentView)
  @Returns(409, '`window-closed`: only a template may be sent. `opted-out`: nothing may.')
  async write(
    @Param('id') id: string,
    @Body({ schema: MessageBody }) body: z.infer<typeof MessageBody>,
    @Who() who: Principal,
  ): Promise<SentView> {
    return { id: await this.messages.write(this.scope, id, messageOf(body), teammateOf(who)) };
  }

  @Post(':id/template')
  @KeepsItsOwnRecord()
  @HttpCode(202)
  @Returns(202, 'On its way as it was previewed; the bot is silent from now on.', SentView)
  @Returns(409, '`opted-out`, or `template-unfit`: it cannot be sent like this, and why.')
  async sendTemplate(
    @Param('id') id: string,
    @Body({ schema: TemplateBody }) body: z.infer<typeof TemplateBody>,
    @Who() who: Principal,
  ): Promise<SentView> {
    return { id: await this.messages.sendTemplate(this.scope, id, body, teammateOf(who)) };
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
  async file(@Param('id') id: string, @Param('entryId') entryId: string, @Res() reply: Reply): Promise<void> {
    const { bytes, mime, filename } = await this.files.file(this.scope, id, entryId);
    // What is not known to be harmless is only ever saved, and nothing is more than what it is said to be.
    const name = encodeURIComponent(filename).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
    reply
      .header('Content-Type', mime ?? 'application/octet-stream')
      .header('Content-Disposition', `${mime === undefined ? 'attachment' : 'inline'}; filename*=UTF-8''${name}`)
      .header('X-Content-Type-Options', 'nosniff')
      .header('Content-Security-Policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
      .header('Cache-Control', 'private, max-age=600')
      .send(bytes);
  }
}

function messageOf(body: z.infer<typeof MessageBody>): OutboundMessage {
  if ('text' in body) return { kind: 'text', body: body.text };
  const { kind, link, filename, caption } = body.media;
  return {
    kind: 'media',
    media: { media: kind, link, ...(filename === undefined ? {} : { filename }) },
    ...(caption ? { caption } : {}),
  };
}
