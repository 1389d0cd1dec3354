import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Problem } from '../http/problem.js';
import { QueueHealth } from '../queue/queue-health.js';
import { DOCUMENTS } from '../runtime/tokens.js';
import type { Documents } from '../storage/documents.js';

@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(
    @Inject(DOCUMENTS) private readonly documents: Documents,
    private readonly queue: QueueHealth,
  ) {}

  /** The process runs. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The process can do its work: database and queue answer. */
  @Get('ready')
  async ready(): Promise<{ status: 'ok' }> {
    try {
      await Promise.all([this.documents.ping(), this.queue.ping()]);
    } catch {
      throw new Problem(503, 'not-ready', 'Not ready', 'The database or the queue does not answer.');
    }
    return { status: 'ok' };
  }
}
