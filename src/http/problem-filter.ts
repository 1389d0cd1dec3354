import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { BadWebhook } from '../channels/channel.js';
import type { Ids } from '../ids/ids.js';
import type { Logger } from '../logging/logger.js';
import { InvalidCursor, StorageUnavailable } from '../storage/errors.js';
import { Problem, invalid } from './problem.js';

/** The one place that turns errors into answers (RFC 9457) and logs them: what a caller did is no alarm, what we did is. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly ids: Ids,
    private readonly log: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const problem = this.#problemOf(error);
    const { httpAdapter } = this.adapterHost;
    const response: unknown = host.switchToHttp().getResponse();
    httpAdapter.setHeader(response, 'Content-Type', 'application/problem+json; charset=utf-8');
    const retryAfter = problem.retryAfterSeconds ?? (problem.status === 503 ? 5 : undefined);
    if (retryAfter !== undefined) httpAdapter.setHeader(response, 'Retry-After', String(retryAfter));
    const { status, title, detail, errors } = problem;
    httpAdapter.reply(
      response,
      { type: `urn:canvass:problem:${problem.type}`, title, status, detail, ...(errors.length > 0 ? { errors } : {}) },
      status,
    );
  }

  #problemOf(error: unknown): Problem {
    if (error instanceof Problem) return error;
    if (error instanceof BadWebhook) return new Problem(400, 'bad-webhook', 'Not a webhook body', error.message);
    if (error instanceof InvalidCursor) {
      return invalid([
        {
          field: 'cursor',
          rule: 'cursor',
          message: 'not the "next" of an earlier page with the same filter and order',
        },
      ]);
    }
    if (error instanceof StorageUnavailable) {
      this.log.error({ event: 'storage.unavailable', err: error }, error.message);
      return new Problem(503, 'unavailable', 'Try again later', 'The database does not answer at the moment.');
    }
    const status = statusOf(error);
    if (status !== undefined && status < 500) return requestProblem(status, error);
    const id = this.ids.next();
    this.log.error({ event: 'defect', defectId: id, err: error }, 'unexpected error');
    return new Problem(500, 'defect', 'Something went wrong here', `This is our mistake. The log has it under ${id}.`);
  }
}

/** Errors of the framework: unknown route, bad JSON, body too large, wrong content type. */
function requestProblem(status: number, error: unknown): Problem {
  const message = error instanceof Error ? error.message : 'the request cannot be read';
  const titles: Record<number, [type: string, title: string]> = {
    400: ['bad-request', 'The request cannot be read'],
    404: ['not-found', 'Not found'],
    405: ['method-not-allowed', 'Method not allowed'],
    413: ['too-large', 'The body is too large'],
    415: ['unsupported-media-type', 'The content type is not understood'],
  };
  const [type, title] = titles[status] ?? ['request', 'The request is refused'];
  return new Problem(status, type, title, message);
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number') {
    return error.statusCode;
  }
  return undefined;
}
