import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Backlog } from '../watching/backlog.js';
import { Metrics } from '../watching/metrics.js';
import { Needs } from '../http/needs.js';

/** For Prometheus; what is in it and what it means: docs/watching.md. */
@ApiExcludeController()
@Needs('system:read')
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly backlog: Backlog,
  ) {}

  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  async read(): Promise<string> {
    await this.backlog.refresh();
    return this.metrics.text();
  }
}
