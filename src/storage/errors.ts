/** The id or a unique index is taken. */
export class UniqueViolation extends Error {
  override readonly name = 'UniqueViolation';
  constructor(
    readonly collection: string,
    /** Name of the index, or `id`. */
    readonly index: string,
  ) {
    super(`${collection}: a document with the same ${index} exists`);
  }
}

/** The database did not answer or refused the connection: try again later (HTTP 503). */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
  /** It did answer, and only cannot tell any more whether one document was written by us: others have written it since. */
  readonly writtenSince: boolean;

  constructor(message: string, { cause, writtenSince = false }: { cause?: unknown; writtenSince?: boolean } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.writtenSince = writtenSince;
  }
}

/** A filter or sort on a field that no index of the collection names: a mistake in our code, never in the input. */
export class UnindexedQuery extends Error {
  override readonly name = 'UnindexedQuery';
  constructor(collection: string, field: string) {
    super(`${collection}: "${field}" is not in any declared index; declare one in the collection`);
  }
}

/** A cursor that we did not make, or made for another query: the caller's mistake (HTTP 400). */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';
  constructor() {
    super('cursor: not the "next" of an earlier page with the same filter and order');
  }
}

/** A document does not fit its schema: a stored one any more, or one about to be stored. */
export class InvalidDocument extends Error {
  override readonly name = 'InvalidDocument';
  constructor(
    readonly collection: string,
    readonly documentId: string,
    detail: string,
  ) {
    super(`${collection}/${documentId} does not fit its schema: ${detail}`);
  }
}

/** A compare-and-set lost too often in a row. */
export class TooMuchContention extends Error {
  override readonly name = 'TooMuchContention';
  constructor(collection: string, documentId: string) {
    super(`${collection}/${documentId}: still in contention after 20 attempts`);
  }
}
