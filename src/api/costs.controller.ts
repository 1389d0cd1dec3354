import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CostReports } from '../costs/cost-reports.js';
import { Month } from '../costs/month.js';
import { readPriceCsv, writePriceCsv, MOST_CHARACTERS } from '../costs/price-csv.js';
import { PriceLists } from '../costs/price-lists.js';
import { priceProblems } from '../costs/price-rules.js';
import { ChangesNothing } from '../http/audit-changes.js';
import { Needs } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { invalid, notFound } from '../http/problem.js';
import { WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import { NewPriceList } from '../store/price-list.js';
import { EstimateBody, EstimateView, PriceListView, StatementView, audienceOf, priceListView } from './cost-views.js';

const StatementQuery = z.strictObject({
  month: Month.optional(),
  channelId: z.string().optional(),
  flowId: z.string().optional(),
});
const ImportBody = z.strictObject({ csv: z.string().min(1).max(MOST_CHARACTERS) });
const PriceListList = z.object({ items: z.array(PriceListView) });

/** What messages cost: prices, what was spent, and what a flow would cost. See docs/costs.md. */
@ApiTags('costs')
@Needs('costs:read')
@Controller('api/v1/costs')
export class CostsController {
  constructor(
    private readonly reports: CostReports,
    private readonly prices: PriceLists,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Get()
  @Returns(200, 'What was delivered in a month (UTC; this one by default) and what it cost.', StatementView)
  async statement(
    @Query({ schema: StatementQuery }) { month, channelId, flowId }: z.infer<typeof StatementQuery>,
  ): Promise<z.infer<typeof StatementView>> {
    return this.reports.statement(this.scope, {
      ...(month !== undefined && { month }),
      ...(channelId !== undefined && { channelId }),
      ...(flowId !== undefined && { flowId }),
    });
  }

  @Post('estimate')
  @ChangesNothing()
  @Needs('costs:read')
  @HttpCode(200)
  @Returns(200, 'What this flow to these people would cost, as ranges, and what was assumed.', EstimateView)
  @Returns(409, 'No price list holds for the channel’s provider.')
  async estimate(
    @Body({ schema: EstimateBody }) body: z.infer<typeof EstimateBody>,
  ): Promise<z.infer<typeof EstimateView>> {
    const { channelId, flowId, language, opening, replies } = body;
    return this.reports.estimate(this.scope, {
      ...{ channelId, flowId, language, opening, replies },
      audience: audienceOf(body),
    });
  }

  @Get('prices')
  @Returns(200, 'All lists, by provider; of each the one that begins last first.', PriceListList)
  async list(): Promise<z.infer<typeof PriceListList>> {
    return { items: (await this.prices.all(this.scope)).map(priceListView) };
  }

  @Post('prices')
  @Needs('costs:write')
  @Returns(201, 'Entered. In each month the newest list that holds counts.', PriceListView)
  async enter(@Body({ schema: NewPriceList }) list: NewPriceList): Promise<z.infer<typeof PriceListView>> {
    const problems = priceProblems(list);
    if (problems.length > 0) throw invalid(problems);
    const [entered] = await this.prices.enter(this.scope, [list]);
    if (!entered) throw new Error('a price list was entered and is not there');
    return priceListView(entered);
  }

  @Post('prices/import')
  @Needs('costs:write')
  @Returns(201, 'Lists entered from CSV; a file with a mistake is not taken at all.', PriceListList)
  async import(
    @Body({ schema: ImportBody }) { csv }: z.infer<typeof ImportBody>,
  ): Promise<z.infer<typeof PriceListList>> {
    const read = readPriceCsv(csv);
    if (!read.ok) {
      throw invalid(
        read.problems.map(({ line, column, message }) => ({
          field: `csv.${line}${column === undefined ? '' : `.${column}`}`,
          rule: 'csv',
          message: `line ${line}${column === undefined ? '' : `, ${column}`}: ${message}`,
        })),
      );
    }
    return { items: (await this.prices.enter(this.scope, read.lists)).map(priceListView) };
  }

  @Get('prices/export')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Returns(200, 'All lists as CSV, in the form that is imported.')
  async export(): Promise<string> {
    return writePriceCsv(await this.prices.all(this.scope));
  }

  @Delete('prices/:id')
  @Needs('costs:write')
  @HttpCode(204)
  @Returns(204, 'Taken back: the list before it counts again.')
  async remove(@Param('id') id: string): Promise<void> {
    if (!(await this.prices.remove(this.scope, id))) throw notFound('price list', id);
  }
}
