import { mongo } from 'mongoose';
import { StorageUnavailable } from '../errors.js';

/** What one by one went wrong in a bulk write; undefined for any other error. @throws what befell all of it */
export function writeErrorsOf(error: unknown): { index: number; code: number }[] | undefined {
  if (!(error instanceof mongo.MongoBulkWriteError)) return undefined;
  // What befell the command as a whole, such as a lost connection, comes in the same wrapping and names no document.
  const { errorResponse } = error;
  if (errorResponse instanceof Error) throw errorResponse;
  const unconfirmed = error.result.getWriteConcernError();
  if (unconfirmed) throw new StorageUnavailable(`MongoDB did not confirm: ${unconfirmed.errmsg}`, { cause: error });
  return [error.writeErrors].flat().map(({ index, code }) => ({ index, code }));
}
