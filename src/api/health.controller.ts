import { Controller, Get, Inject, Optional, type OnModuleDestroy } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Problem } from '../http/problem.js';
import { QueueHealth } from '../queue/queue-health.js';
import { TurnProcessor } from '../queue/turn-processor.js';
import { DOCUMENTS } from '../runtime/tokens.js';
import type { Documents } from '../storage/documents.js';
import { askParts, type Part, type PartName } from '../watching/readiness.js';
import { Open } from '../http/needs.js';

@ApiExcludeController()
@Open()
@Controller('health')
export class HealthController implements OnModuleDestroy {
  readonly #parts: readonly Part[];
  #isStopping = false;

  constructor(
    @Inject(DOCUMENTS) documents: Documents,
    queue: QueueHealth,
    /** Only in processes that work on conversations. */
    @Optional() @Inject(TurnProcessor) processor: TurnProcessor | undefined,
  ) {
    this.#parts = [
      { name: 'database', check: () => documents.ping() },
      { name: 'queue', check: () => queue.ping() },
      ...(processor ? [{ name: 'worker' as const, check: async () => mustRun(processor) }] : []),
    ];
  }

  /** Called first when the process is asked to stop: from now on a balancer should send nobody here. */
  onModuleDestroy(): void {
    this.#isStopping = true;
  }

  /** The process runs. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The process can do its work: everything that it needs answers, and it has not been asked to stop. */
  @Get('ready')
  async ready(): Promise<{ status: 'ok' } & Partial<Record<PartName, 'ok'>>> {
    if (this.#isStopping) throw new Problem(503, 'stopping', 'Stopping', 'This process was asked to stop.');
    const failed = await askParts(this.#parts);
    if (failed.length > 0) {
      throw new Problem(
        503,
        'not-ready',
        'Not ready',
        `Without an answer: ${failed.join(', ')}.`,
        failed.map((name) => ({ field: name, rule: 'answers', message: 'does not answer' })),
      );
    }
    return { status: 'ok', ...Object.fromEntries(this.#parts.map(({ name }) => [name, 'ok' as const])) };
  }
}

function mustRun({ worker }: TurnProcessor): void {
  if (!worker.isRunning()) throw new Error('the worker does not run');
}
