import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Principal } from '../accounts/principal.js';
import { ChannelService } from '../channels/connected/channel-service.js';
import { providersElsewhere, type ChannelRegistry } from '../channels/registry.js';
import type { Settings } from '../config/settings.js';
import { FlowTemplateCheck } from '../flows/flow-template-check.js';
import { Needs, Who } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { CHANNEL_REGISTRY, SETTINGS, STORE, WORKSPACE } from '../runtime/tokens.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import { ChannelSettings, type Channel } from '../store/channel.js';
import type { Store } from '../store/store.js';
import { ConnectedChannelView, ProviderList, providerView } from './channel-views.js';
import { PageQuery } from './paging.js';
import { ChannelView, channelView, pageOf } from './views.js';

const Credentials = z.record(z.string().max(64), z.string().max(4_096));

const NewChannelBody = z.strictObject({
  name: z.string().trim().min(1).max(100),
  provider: z.string().min(1).max(40),
  credentials: Credentials,
  settings: ChannelSettings.prefault({}),
});
const ChannelChangeBody = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  settings: ChannelSettings.optional(),
});
const CredentialsBody = z.strictObject({ credentials: Credentials });

@ApiTags('channels')
@Needs('channels:read')
@Controller('api/v1/channels')
export class ChannelsController {
  constructor(
    private readonly channels: ChannelService,
    private readonly templates: FlowTemplateCheck,
    @Inject(CHANNEL_REGISTRY) private readonly registry: ChannelRegistry,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(STORE) private readonly store: Store,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Get()
  @Returns(200, 'The connected numbers.', pageOf(ChannelView))
  async list(@Query({ schema: PageQuery }) query: PageQuery): Promise<unknown> {
    const page = await this.store.channels.find(this.scope, {
      limit: query.limit,
      ...(query.cursor ? { cursor: query.cursor } : {}),
    });
    return { ...page, items: page.items.map((channel) => this.#view(channel)) };
  }

  @Get('providers')
  @Returns(200, 'Through whom a number can be connected, what each needs for it, and what it can do.', ProviderList)
  providers(): z.infer<typeof ProviderList> {
    const elsewhere = providersElsewhere(this.settings);
    return { items: [...this.registry.values()].map((adapter) => providerView(adapter, elsewhere)) };
  }

  @Post()
  @Needs('channels:write')
  @Returns(
    201,
    'Connected: the key works, the webhook is registered. `findings` names what flows need and the channel lacks.',
    ConnectedChannelView,
  )
  @Returns(422, 'The provider refused the key or the webhook.')
  async connect(
    @Body({ schema: NewChannelBody }) body: z.infer<typeof NewChannelBody>,
  ): Promise<z.infer<typeof ConnectedChannelView>> {
    const channel = await this.channels.connect(this.scope, body);
    return { ...this.#view(channel), findings: await this.templates.findings(this.scope, channel.id) };
  }

  @Get(':id')
  @Returns(200, 'One number.', ChannelView)
  async get(@Param('id') id: string): Promise<z.infer<typeof ChannelView>> {
    return this.#view(await this.channels.get(this.scope, id));
  }

  @Patch(':id')
  @Needs('channels:write')
  @Returns(200, 'Changed.', ChannelView)
  async change(
    @Param('id') id: string,
    @Body({ schema: ChannelChangeBody }) body: z.infer<typeof ChannelChangeBody>,
  ): Promise<z.infer<typeof ChannelView>> {
    return this.#view(await this.channels.change(this.scope, id, body));
  }

  @Put(':id/credentials')
  @Needs('channels:write')
  @Returns(200, 'The new key works and is in place; a stopped channel is resumed.', ChannelView)
  async credentials(
    @Param('id') id: string,
    @Body({ schema: CredentialsBody }) body: z.infer<typeof CredentialsBody>,
  ): Promise<z.infer<typeof ChannelView>> {
    return this.#view(await this.channels.changeCredentials(this.scope, id, body.credentials));
  }

  @Post(':id/refresh')
  @Needs('channels:write')
  @HttpCode(200)
  @Returns(200, 'Health and templates read anew.', ConnectedChannelView)
  async refresh(@Param('id') id: string): Promise<z.infer<typeof ConnectedChannelView>> {
    const channel = await this.channels.refresh(this.scope, id);
    return { ...this.#view(channel), findings: await this.templates.findings(this.scope, id) };
  }

  @Post(':id/stop')
  @Needs('channels:write')
  @HttpCode(200)
  @Returns(200, 'Nothing more is sent until it is resumed; what people write is still taken.', ChannelView)
  async stop(@Param('id') id: string, @Who() { name }: Principal): Promise<z.infer<typeof ChannelView>> {
    return this.#view(
      await this.channels.stop(this.scope, id, `${name} stopped it. Resume it when it may send again.`),
    );
  }

  @Post(':id/resume')
  @Needs('channels:write')
  @HttpCode(200)
  @Returns(200, 'Sending goes on; what waited goes out in its order.', ChannelView)
  async resume(@Param('id') id: string): Promise<z.infer<typeof ChannelView>> {
    return this.#view(await this.channels.resume(this.scope, id));
  }

  @Delete(':id')
  @Needs('channels:write')
  @HttpCode(204)
  @Returns(204, 'Gone; conversations and responses stay.')
  async remove(@Param('id') id: string): Promise<void> {
    await this.channels.remove(this.scope, id);
  }

  #view(channel: Channel & Stored): z.infer<typeof ChannelView> {
    const { provider, key } = channel;
    return channelView(channel, {
      webhookUrl: this.channels.webhookUrl(provider, key),
      siteUrl: this.channels.siteUrl(provider, key),
    });
  }
}
