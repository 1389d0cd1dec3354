import { Body, Controller, Get, Inject, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AdjustableClock, type Clock } from '../clock/clock.js';
import { Sweep } from '../conversations/sweep.js';
import { Needs, NeedsSignIn } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { Problem, invalid } from '../http/problem.js';
import { CLOCK, WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';

const ClockView = z.object({ now: z.iso.datetime(), offsetMs: z.number().int(), adjustable: z.boolean() });
const OffsetBody = z.strictObject({
  offsetMs: z
    .number()
    .int()
    .min(0)
    .max(3_650 * 86_400_000),
});

/** The clock of conversations; on an installation for trying (CLOCK=adjustable) it can be set ahead. */
@ApiTags('clock')
@NeedsSignIn()
@Controller('api/v1/clock')
export class ClockController {
  constructor(
    private readonly sweep: Sweep,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Get()
  @Returns(200, 'What time it is for conversations.', ClockView)
  get(): z.infer<typeof ClockView> {
    const adjustable = this.clock instanceof AdjustableClock ? this.clock : undefined;
    return {
      now: new Date(this.clock.now()).toISOString(),
      offsetMs: adjustable?.offsetMs ?? 0,
      adjustable: adjustable !== undefined,
    };
  }

  @Put()
  @Needs('accounts:write')
  @Returns(200, 'Set ahead; whatever has come due by it is being done.', ClockView)
  @Returns(409, 'This installation runs by the machine’s clock.')
  async set(
    @Body({ schema: OffsetBody }) { offsetMs }: z.infer<typeof OffsetBody>,
  ): Promise<z.infer<typeof ClockView>> {
    if (!(this.clock instanceof AdjustableClock)) {
      throw new Problem(409, 'clock-fixed', 'The clock cannot be moved', 'This installation runs with CLOCK=system.');
    }
    if (offsetMs < this.clock.offsetMs) {
      throw invalid([
        {
          field: 'offsetMs',
          rule: 'forwards-only',
          message: `the clock stands at +${this.clock.offsetMs} ms and never goes back`,
        },
      ]);
    }
    this.clock.setOffset(offsetMs);
    await this.sweep.run(this.scope);
    return this.get();
  }
}
