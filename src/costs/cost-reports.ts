import type { ChannelRegistry } from '../channels/registry.js';
import type { Clock } from '../clock/clock.js';
import type { CompiledFlow } from '../flow/compiled-flow.js';
import type { FlowLibrary } from '../flows/flow-library.js';
import { Problem, invalid, notFound } from '../http/problem.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { Channel } from '../store/channel.js';
import type { Store } from '../store/store.js';
import type { TemplateCatalogue } from '../templates/catalogue/template-catalogue.js';
import type { TemplateCall } from '../templates/template-call.js';
import type { Category } from './category.js';
import { conversationMessages, type Opening } from './conversation-messages.js';
import { estimate, type Audience, type CountedTemplate, type Estimate } from './estimate.js';
import type { CountedLine, Ledger } from './ledger.js';
import { endOfMonth, monthOf, type Month } from './month.js';
import type { PriceLists } from './price-lists.js';
import { listFor } from './prices.js';
import type { Range } from './range.js';
import { partOf, statementOf, type CountedChannel, type Statement } from './statement.js';

export interface EstimateRequest {
  channelId: string;
  flowId: string;
  audience: readonly Audience[];
  /** One of the flow's; its first where absent. */
  language?: string | undefined;
  /** Absent: with a template where the flow or the channel has one. */
  opening?: Opening | undefined;
  replies: Range;
}

/** What was spent in a month, and what a flow would cost: the ledger and the lists put together. */
export class CostReports {
  constructor(
    private readonly store: Pick<Store, 'channels'>,
    private readonly registry: ChannelRegistry,
    private readonly flows: FlowLibrary,
    private readonly catalogue: TemplateCatalogue,
    private readonly ledger: Ledger,
    private readonly prices: PriceLists,
    private readonly clock: Clock,
  ) {}

  /** The current month where none is named. Lines of channels that are gone are there as well. */
  async statement(
    scope: WorkspaceId,
    { month = monthOf(this.clock.now()), ...part }: { month?: Month; channelId?: string; flowId?: string },
  ): Promise<Statement> {
    const [lines, lists] = await Promise.all([this.ledger.lines(scope, month), this.prices.all(scope)]);
    const channels: CountedChannel[] = [];
    for await (const channel of this.store.channels.stream(scope)) {
      const { id, provider, createdAt } = channel;
      if (createdAt < endOfMonth(month)) channels.push({ id, provider, isNew: monthOf(createdAt) === month });
    }
    return partOf(statementOf({ month, lines, lists, channels }), part);
  }

  /**
   * @throws Problem 404 for an unknown channel or flow, 409 where no price list holds, 400 for a language that the flow
   *   does not speak, or a template to begin with where there is none
   */
  async estimate(scope: WorkspaceId, request: EstimateRequest): Promise<Estimate> {
    const { channelId, flowId, audience, replies } = request;
    const channel = await this.store.channels.get(scope, channelId);
    const adapter = channel && this.registry.get(channel.provider);
    if (!channel || !adapter) throw notFound('channel', channelId);
    const flow = (await this.flows.published(scope)).get(flowId)?.flow;
    if (!flow) throw notFound('flow', flowId);
    const month = monthOf(this.clock.now());
    const list = listFor(await this.prices.all(scope), channel.provider, month);
    if (!list) throw noPrices(channel.provider, month);
    const call = openingCall(flow, channel);
    const opening = request.opening ?? (call && adapter.capabilities.templates ? 'template' : 'message');
    if (opening === 'template' && !call) throw noTemplate(flowId);
    const language = languageOf(flow, request.language);
    const lines = await this.ledger.lines(scope, month, channelId);
    const template = (used: TemplateCall | undefined) => this.#templateOf(scope, channelId, used);
    return estimate({
      ...{ list, audience, replies, isNew: monthOf(channel.createdAt) === month },
      messages: conversationMessages(flow, adapter.capabilities, { language, opening }),
      opening: opening === 'template' ? await template(call) : undefined,
      closing: await template(flow.window.closed ?? channel.settings.closed),
      sentAlready: (category) => sentOf(lines, category),
    });
  }

  async #templateOf(
    scope: WorkspaceId,
    channelId: string,
    call: TemplateCall | undefined,
  ): Promise<CountedTemplate | undefined> {
    if (!call) return undefined;
    const [known] = (await this.catalogue.lookup(scope, channelId))(call.template);
    const category = known === undefined || known.category === 'unknown' ? undefined : known.category;
    return { name: call.template, category: category ?? 'marketing', isGuess: category === undefined };
  }
}

/** The template that a start outside the window becomes: that of the first question, the flow's, or the channel's. */
function openingCall(flow: CompiledFlow, { settings }: Channel & Stored): TemplateCall | undefined {
  const first = flow.steps.find(({ kind }) => kind === 'ask' || kind === 'agent');
  const own = first?.id === undefined ? undefined : flow.closedCallFor(first.id);
  return own ?? flow.window.closed ?? settings.closed;
}

function languageOf({ id, languages }: CompiledFlow, wanted: string | undefined): string {
  const [first = 'en'] = languages;
  if (wanted === undefined || languages.includes(wanted)) return wanted ?? first;
  const message = `the flow "${id}" does not speak "${wanted}"; it speaks ${languages.join(', ')}`;
  throw invalid([{ field: 'language', rule: 'language', message }]);
}

function sentOf(lines: readonly CountedLine[], category: Category): number {
  return lines.reduce((sum, { line, messages }) => {
    const counts = line.category === category && (line.billing === 'billed' || line.billing === 'not-billed');
    return sum + (counts ? messages : 0);
  }, 0);
}

function noPrices(provider: string, month: Month): Problem {
  const detail = `No price list for ${provider} holds in ${month}: enter one (POST /api/v1/costs/prices) or import a file.`;
  return new Problem(409, 'no-prices', 'There are no prices', detail);
}

function noTemplate(flowId: string): Problem {
  const message = `neither the flow "${flowId}" nor the channel has a template (closed) that could begin a conversation`;
  return invalid([{ field: 'opening', rule: 'template', message }]);
}
