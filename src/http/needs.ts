import { SetMetadata, createParamDecorator, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Permission } from '../accounts/permissions.js';
import type { Principal } from '../accounts/principal.js';
import { Problem } from './problem.js';

/** Where a route says what it needs. */
export const NEEDS = 'canvass:needs';
type Needed = Permission | 'nothing' | 'to-be-signed-in';

/** The permission without which a route, or every route of a controller that names none, refuses. */
export const Needs = (permission: Permission): MethodDecorator & ClassDecorator => SetMetadata(NEEDS, permission);
/** A route for whoever is signed in. */
export const NeedsSignIn = (): MethodDecorator & ClassDecorator => SetMetadata(NEEDS, 'to-be-signed-in');
/** A route for anybody: it judges its callers itself, or has nothing to hide. */
export const Open = (): MethodDecorator & ClassDecorator => SetMetadata(NEEDS, 'nothing');

export interface KnownRequest {
  principal?: Principal;
}

/** Who makes the request. */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<KnownRequest>();
  if (!principal) throw notSignedIn();
  return principal;
});

/** Lets nobody do what their roles do not let them do. A route that names no permission is open to nobody. */
export class PermissionGuard implements CanActivate {
  readonly #reflector = new Reflector();

  canActivate(context: ExecutionContext): boolean {
    const needed = this.#reflector.getAllAndOverride<Needed | undefined>(NEEDS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (needed === 'nothing') return true;
    const { principal } = context.switchToHttp().getRequest<KnownRequest>();
    if (!principal) throw notSignedIn();
    if (needed === 'to-be-signed-in') return true;
    if (needed !== undefined && principal.permissions.has(needed)) return true;
    throw new Problem(
      403,
      'forbidden',
      'Not allowed',
      needed === undefined
        ? 'This call says of nobody that they may make it.'
        : `${principal.name} may not do this: it needs the permission "${needed}". An owner can give it with a role.`,
    );
  }
}

export const notSignedIn = (): Problem =>
  new Problem(401, 'unauthorized', 'Not signed in', 'Sign in, or send an API key as "Authorization: Bearer <key>".');
