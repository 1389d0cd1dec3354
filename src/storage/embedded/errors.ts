/** Another copy of Canvass works on the same data folder. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse';
  constructor(
    readonly folder: string,
    /** Process id of the other copy, where it could be found out. */
    readonly pid: number | undefined,
  ) {
    const who = pid === undefined ? 'another copy of Canvass' : `another copy of Canvass (process ${pid})`;
    super(`The data folder ${folder} is in use by ${who}; stop that one first, or give this one a folder of its own.`);
  }
}

/** The embedded database could not be started; the message says why and what to do. */
export class EmbeddedPostgresFailed extends Error {
  override readonly name = 'EmbeddedPostgresFailed';
}
