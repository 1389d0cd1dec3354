import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { RequestMethod } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { NEEDS } from '../../src/http/needs.js';

/** A route as Nest knows it. */
export interface ControllerRoute {
  method: string;
  /** `/api/v1/flows/:id` */
  path: string;
  /** The controller's own: `api/v1/flows`. */
  controller: string;
  /** Name of the method that answers. */
  handler: string;
  takesBody: boolean;
  /** The permission, or another word of src/http/needs.ts; undefined where none is said. */
  needs: unknown;
  /** What the method is marked with under this key. */
  mark(key: string): unknown;
}

/** Every route of the application, whatever its description says. */
export function controllerRoutes(app: NestFastifyApplication): ControllerRoute[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    if (typeof metatype !== 'function') return [];
    const controller: string = Reflect.getMetadata(PATH_METADATA, metatype);
    const prototype: Record<string, unknown> = metatype.prototype;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
      const method: RequestMethod = Reflect.getMetadata(METHOD_METADATA, handler);
      const paths: string | string[] = Reflect.getMetadata(PATH_METADATA, handler);
      const given: object = Reflect.getMetadata(ROUTE_ARGS_METADATA, metatype, name) ?? {};
      return [paths].flat().map((path) => ({
        method: RequestMethod[method],
        path: `/${controller}/${path}`.replace(/\/+$/, ''),
        controller,
        handler: name,
        takesBody: Object.keys(given).some((key) => key.startsWith(`${RouteParamtypes.BODY}:`)),
        needs: Reflect.getMetadata(NEEDS, handler) ?? Reflect.getMetadata(NEEDS, metatype),
        mark: (key: string): unknown => Reflect.getMetadata(key, handler),
      }));
    });
  });
}
