import { SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { Reflector } from '@nestjs/core';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import type { AuditTrail } from '../accounts/audit-trail.js';
import type { Logger } from '../logging/logger.js';
import type { WorkspaceId } from '../storage/documents.js';
import { changeOf } from './change-of.js';
import type { KnownRequest } from './needs.js';

/** Where a route says that it leaves no trace. */
export const NOT_RECORDED = 'canvass:not-recorded';
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A route that is not GET and changes nothing all the same: a check, a preview, a mark that something is read. It leaves no trace. */
export const ChangesNothing = (): MethodDecorator => SetMetadata(NOT_RECORDED, true);

/** A route whose work is kept elsewhere with its author: messages and notes stand in the thread. */
export const KeepsItsOwnRecord = (): MethodDecorator => SetMetadata(NOT_RECORDED, true);

interface Request extends KnownRequest {
  method: string;
  params?: unknown;
  body?: unknown;
  routeOptions?: { url?: string };
}

/**
 * Records who changed what for every route there is: each call that is no mere look and succeeds. A route that records
 * something itself, with more in it, is not recorded twice.
 */
export class AuditChanges implements NestInterceptor {
  readonly #reflector = new Reflector();

  constructor(
    private readonly audit: AuditTrail,
    private readonly scope: WorkspaceId,
    private readonly log: Logger,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { principal, method, params, body, routeOptions } = context.switchToHttp().getRequest<Request>();
    const handler = context.getHandler();
    if (SAFE.has(method) || !principal || this.#reflector.get(NOT_RECORDED, handler) === true) return next.handle();
    return defer(async () => {
      const { result, isRecorded } = await this.audit.during(() =>
        lastValueFrom(next.handle(), { defaultValue: undefined }),
      );
      if (isRecorded) return result;
      const controller = String(this.#reflector.get(PATH_METADATA, context.getClass()) ?? '');
      const { action, subject, data } = changeOf({
        controller,
        handler: handler.name,
        route: routeOptions?.url ?? '',
        params,
        body,
        result,
      });
      try {
        await this.audit.record(this.scope, principal, action, subject, data);
      } catch (err) {
        // The change is made; to answer that it failed would be wrong. What is missing in the trail stands in the log.
        const { kind, id } = principal;
        this.log.error(
          { event: 'audit.lost', by: { kind, id }, action, subject, data, err },
          'a change is not recorded',
        );
      }
      return result;
    });
  }
}
