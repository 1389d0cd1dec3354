import { z } from 'zod';
import { decodeStruct } from './struct.js';

/*
 * Pieces of the schemas of responses. They never refuse: a field that is not what it should be counts as absent. An unset
 * text is "" and an unset message null on the wire.
 */

/** Text; "" is absent. */
export const FilledText = z.string().min(1).optional().catch(undefined);

/** A Struct as a plain object; without one, an empty object. */
export const StructField = z.unknown().optional().transform(decodeStruct);

/** google.rpc.Status; 0 is fine. */
export const RpcStatus = z.object({ code: z.number().catch(0), message: z.string().catch('') });

/** What Dialogflow says of a webhook that failed. */
export function webhookFailure(status: z.infer<typeof RpcStatus> | undefined): string | undefined {
  if (status === undefined || status.code === 0) return undefined;
  return status.message === '' ? `status ${status.code}` : status.message;
}

/**
 * 0 to 1. It travels as a 32-bit float, so that 0.87 arrives as 0.8700000047683716: what is beyond four places is
 * noise, and would be stored and compared.
 */
export function readConfidence(confidence: number | undefined): number | undefined {
  if (confidence === undefined || !Number.isFinite(confidence)) return undefined;
  return Math.round(Math.min(1, Math.max(0, confidence)) * 10_000) / 10_000;
}

/** The last part of a resource name. */
export function shortName(resource: string): string {
  return resource.slice(resource.lastIndexOf('/') + 1);
}
