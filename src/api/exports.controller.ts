import { Controller, Get, Inject, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Principal } from '../accounts/principal.js';
import { Needs, Who } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { Problem, notFound } from '../http/problem.js';
import {
  EXPORT_FORMATS,
  ResponseExport,
  TooLargeForSheet,
  type ExportFormat,
} from '../results/export/export-responses.js';
import { ResponseTables } from '../results/table/response-tables.js';
import { STORE, WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { ResponsesQuery, filterOf } from './results-views.js';

const ExportQuery = ResponsesQuery.extend({
  format: z.enum(EXPORT_FORMATS).describe('codebook: what each column means, as CSV'),
  labels: z
    .enum(['labels', 'codes'])
    .default('codes')
    .describe('Options by their labels in the flow’s first language and heads for people, or ids everywhere'),
  contacts: z
    .enum(['include', 'leave-out'])
    .default('leave-out')
    .describe('With names and phone numbers; needs conversations:read besides'),
});

const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  codebook: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** As much of the HTTP server's reply as is needed here. */
interface Reply {
  header(name: string, value: string): unknown;
}

@ApiTags('results')
@Needs('responses:read')
@Controller('api/v1/flows')
export class ExportsController {
  constructor(
    private readonly tables: ResponseTables,
    private readonly exports: ResponseExport,
    @Inject(STORE) private readonly store: Store,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Get(':id/export')
  @ApiProduces(...new Set(Object.values(CONTENT_TYPES)))
  @Returns(
    200,
    'A file, one row a response, sent as it is read. `X-Total-Rows` says how many rows there will be. Columns: docs/results.md.',
  )
  @Returns(422, 'More than a workbook holds: take CSV.')
  async export(
    @Param('id') id: string,
    @Query({ schema: ExportQuery }) query: z.infer<typeof ExportQuery>,
    @Who() principal: Principal,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<StreamableFile> {
    const { format, labels, contacts } = query;
    if (contacts === 'include' && !principal.permissions.has('conversations:read')) {
      throw new Problem(
        403,
        'forbidden',
        'Not allowed',
        `${principal.name} may not see names and phone numbers: that needs the permission "conversations:read". Leave contacts out.`,
      );
    }
    const state = await this.tables.of(this.scope, id);
    if (!state.isComplete) throw new Error('a table was waited for and is not complete');
    if (state.table.size === 0 && !(await this.store.flows.get(this.scope, id))) throw notFound('flow', id);
    try {
      const { rows, stream } = await this.exports.of(this.scope, id, state.table, filterOf(query), format, {
        labels,
        contacts,
      });
      reply.header('X-Total-Rows', String(rows));
      // Filled as it is read: nobody may keep half of it.
      reply.header('Cache-Control', 'no-store');
      const ending = format === 'codebook' ? 'codebook.csv' : format;
      return new StreamableFile(stream, {
        type: CONTENT_TYPES[format],
        disposition: `attachment; filename="${id.replaceAll(/[^\w-]/g, '_')}.${ending}"`,
      });
    } catch (error) {
      if (!(error instanceof TooLargeForSheet)) throw error;
      throw new Problem(422, 'too-large-for-sheet', 'Too large for a workbook', error.message);
    }
  }
}
