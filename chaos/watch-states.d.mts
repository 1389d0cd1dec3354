// What the tests use of watch-states.mjs.

export class StateWatch {
  constructor(api: object);
  backwards: { id: string; before: string; after: string }[];
  note(entries: { kind: string; id: string; state: string }[]): void;
}
