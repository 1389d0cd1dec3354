import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Needs } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { notFound } from '../http/problem.js';
import { ListedResponses } from '../results/listed-responses.js';
import { ResultsList } from '../results/results-list.js';
import { FlowResults } from '../results/summary/flow-results.js';
import { ReadingView, ResultsView } from '../results/summary/summary-views.js';
import type { ResponseTable } from '../results/table/response-table.js';
import { ResponseTables } from '../results/table/response-tables.js';
import { STORE, WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { SECOND } from '../time/instant.js';
import { PageQuery } from './paging.js';
import { FlowResponsesView, GivenTextsView, ResponsesQuery, ResultsListView, filterOf } from './results-views.js';
import { responseView } from './views.js';

/** How long a call waits for the first reading of a flow's responses; then it says how far that has come. */
const PATIENCE_MS = 2 * SECOND;

const PagedQuery = ResponsesQuery.extend(PageQuery.shape);
const TextsQuery = PagedQuery.extend({
  search: z.string().trim().min(1).max(200).optional().describe('Only texts in which this stands'),
});

/** As much of the HTTP server's reply as is needed here. */
interface Reply {
  code(status: number): unknown;
}

const READING = 'The responses are being read for the first time: ask again in a moment.';

@ApiTags('results')
@Needs('responses:read')
@Controller('api/v1')
export class ResultsController {
  constructor(
    private readonly tables: ResponseTables,
    private readonly results: FlowResults,
    private readonly listed: ListedResponses,
    private readonly list: ResultsList,
    @Inject(STORE) private readonly store: Store,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Get('results')
  @Returns(
    200,
    'Published flows with how many responses they have; the one answered last comes first.',
    ResultsListView,
  )
  async all(): Promise<ResultsListView> {
    const items = await this.list.all(this.scope);
    return { items: items.map(({ lastStartedAt, ...counts }) => ({ ...counts, lastStartedAt: iso(lastStartedAt) })) };
  }

  @Get('flows/:id/results')
  @Returns(200, 'What was answered, counted. At most a second old.', ResultsView)
  @Returns(202, READING, ReadingView)
  async of(
    @Param('id') id: string,
    @Query({ schema: ResponsesQuery }) query: ResponsesQuery,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<ResultsView | ReadingView> {
    return this.#withTable(id, reply, async (table) => {
      const title = (await this.store.flows.get(this.scope, id))?.title ?? id;
      return this.results.of(this.scope, { id, title }, table, filterOf(query), query.timezone);
    });
  }

  @Get('flows/:id/results/:question/texts')
  @Returns(
    200,
    'Answers to one question in people’s own words, the newest first. A page of a search may have few items, even none, and yet a `next`.',
    GivenTextsView,
  )
  @Returns(202, READING, ReadingView)
  async texts(
    @Param('id') id: string,
    @Param('question') question: string,
    @Query({ schema: TextsQuery }) query: z.infer<typeof TextsQuery>,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<GivenTextsView | ReadingView> {
    return this.#withTable(id, reply, async (table) => {
      const { items, next } = await this.listed.texts(this.scope, table, filterOf(query), question, query);
      return {
        items: items.map(({ at, ...text }) => ({ ...text, at: new Date(at).toISOString() })),
        ...(next !== undefined && { next }),
      };
    });
  }

  @Get('flows/:id/responses')
  @Returns(200, 'Responses one by one, the latest start first.', FlowResponsesView)
  @Returns(202, READING, ReadingView)
  async responses(
    @Param('id') id: string,
    @Query({ schema: PagedQuery }) query: z.infer<typeof PagedQuery>,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<FlowResponsesView | ReadingView> {
    return this.#withTable(id, reply, async (table) => {
      const { items, ...page } = await this.listed.page(this.scope, table, filterOf(query), query);
      return { ...page, items: items.map(responseView) };
    });
  }

  /** @throws Problem 404 for a flow that is neither published nor has any responses */
  async #withTable<T>(
    id: string,
    reply: Reply,
    answer: (table: ResponseTable) => Promise<T>,
  ): Promise<T | ReadingView> {
    const state = await this.tables.of(this.scope, id, PATIENCE_MS);
    if (!state.isComplete) {
      reply.code(202);
      return { progress: { read: state.read, total: state.total } };
    }
    if (state.table.size === 0 && !(await this.store.flows.get(this.scope, id))) throw notFound('flow', id);
    return answer(state.table);
  }
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
