/** Sources to go back to, oldest first; more than anybody undoes. */
const MAX_STEPS = 200;
/** Typing without a pause of this length is one step, in milliseconds. */
const PAUSE_MS = 800;

/** What undo and redo lead to. */
export class History {
  #past: string[] = [];
  #future: string[] = [];
  #typedAt = Number.NEGATIVE_INFINITY;

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Notes a change away from `source`. @param typedAt milliseconds, where it was typed: the next keys join it */
  changed(source: string, typedAt?: number): void {
    const joins = typedAt !== undefined && typedAt - this.#typedAt < PAUSE_MS && this.#past.length > 0;
    this.#typedAt = typedAt ?? Number.NEGATIVE_INFINITY;
    this.#future = [];
    if (joins) return;
    this.#past.push(source);
    if (this.#past.length > MAX_STEPS) this.#past.shift();
  }

  undo(source: string): string | undefined {
    return this.#move(this.#past, this.#future, source);
  }

  redo(source: string): string | undefined {
    return this.#move(this.#future, this.#past, source);
  }

  #move(from: string[], to: string[], source: string): string | undefined {
    const found = from.pop();
    if (found === undefined) return undefined;
    to.push(source);
    this.#typedAt = Number.NEGATIVE_INFINITY;
    return found;
  }
}
