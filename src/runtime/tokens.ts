import type { InjectionToken, Provider } from '@nestjs/common';

/** Names under which Nest hands out what has no class of its own. */
export const PUBLIC_URL = Symbol('public url');
export const SETTINGS = Symbol('settings');
export const STORE = Symbol('store');
export const DOCUMENTS = Symbol('documents');
export const CLOCK = Symbol('clock');
export const LEASE_CLOCK = Symbol('lease clock');
export const IDS = Symbol('ids');
export const LOGGER = Symbol('logger');
export const BELL = Symbol('bell');
export const CHANNEL_REGISTRY = Symbol('channel registry');
/** Every kind of agent by its name. */
export const AGENT_KINDS = Symbol('agent kinds');
export const WORKSPACE = Symbol('workspace');
/** What the link to the first account carries. */
export const SETUP_CODE = Symbol('setup code');

type Constructor<T> = new (...args: never[]) => T;

/** A provider for a plain class: the classes themselves know nothing of Nest. */
export function provide<T>(type: Constructor<T>, inject: InjectionToken[]): Provider<T> {
  return { provide: type, inject, useFactory: (...args: unknown[]) => Reflect.construct(type, args) as T };
}
