/** A turn cannot go on before it is known whether the quota has a place for the session. Nothing has changed. */
export class PlaceWanted extends Error {
  override readonly name = 'PlaceWanted';

  constructor(readonly wanted: WantedPlace) {
    super(`whether "${wanted.name}" of "${wanted.flowId}" has a place for session ${wanted.sessionId} is not known`);
  }
}

export interface WantedPlace {
  flowId: string;
  name: string;
  limit: number;
  sessionId: string;
}
