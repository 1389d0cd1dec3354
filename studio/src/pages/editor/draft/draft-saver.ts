import type { DraftView } from '@core/api/draft-views.js';
import { ApiProblem } from '../../../api/problem.js';
import type { DraftStore } from './draft-store.js';

/** Rest after a change until it is saved, and between tries while the service is away, in milliseconds. */
const SAVE_AFTER_MS = 1_000;
const AGAIN_AFTER_MS = 5_000;

/** Where what is not saved yet is kept. */
export interface Keeper {
  keep(source: string, revision: string | null): void;
  forget(): void;
}

export interface SaverOptions {
  store: DraftStore;
  /** What the service has; null where there is no draft yet. */
  revision: string | null;
  /** The source that needs no saving. */
  saved: string;
  keeper: Keeper;
  /** @throws ApiProblem */
  save(source: string, revision: string | null): Promise<Pick<DraftView, 'revision'>>;
  /** Told where the service refuses for another reason than a conflict; undefined when it takes it again. */
  onRefused(error: unknown): void;
}

/** Saves the draft whenever it rests. Keeps it in the browser until the service has it. */
export class DraftSaver {
  #revision: string | null;
  #saved: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  readonly #unsubscribe: () => void;

  constructor(private readonly options: SaverOptions) {
    this.#revision = options.revision;
    this.#saved = options.saved;
    this.#unsubscribe = options.store.subscribe((now, before) => {
      if (now.source !== before.source) this.#changed(now.source);
    });
    const { source } = options.store.getState();
    if (source !== this.#saved) this.#changed(source);
  }

  /** Saves now what is not saved; resolves when the service has it or has refused it. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#running;
    const { saving, source } = this.options.store.getState();
    if (source === this.#saved || saving === 'conflict') return;
    this.#running = this.#save(source);
    await this.#running;
    this.#running = undefined;
  }

  /** A conflict is settled: `source` stands from now on, begun with that revision. */
  async settle(source: string, revision: string | null, theirs: string): Promise<void> {
    this.#revision = revision;
    this.#saved = theirs;
    const { replaceBy, setSaving } = this.options.store.getState();
    setSaving(source === theirs ? 'saved' : 'unsaved');
    replaceBy(source);
    if (source === theirs) this.options.keeper.forget();
    await this.flush();
  }

  /** Saves once more and ends. */
  stop(): void {
    this.#unsubscribe();
    void this.flush();
  }

  #changed(source: string): void {
    const { store, keeper } = this.options;
    const { saving, setSaving } = store.getState();
    keeper.keep(source, this.#revision);
    if (saving === 'conflict') return;
    if (source === this.#saved) {
      keeper.forget();
      setSaving('saved');
      clearTimeout(this.#timer);
      return;
    }
    if (saving !== 'away') setSaving('unsaved');
    this.#later(SAVE_AFTER_MS);
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  async #save(source: string): Promise<void> {
    const { store, keeper, save, onRefused } = this.options;
    const { setSaving } = store.getState();
    setSaving('saving');
    try {
      const { revision } = await save(source, this.#revision);
      this.#revision = revision;
      this.#saved = source;
      onRefused(undefined);
      const now = store.getState().source;
      if (now === source) {
        keeper.forget();
        setSaving('saved');
      } else {
        keeper.keep(now, revision);
        setSaving('unsaved');
        this.#later(SAVE_AFTER_MS);
      }
    } catch (error) {
      if (error instanceof ApiProblem && error.type === 'draft-changed') return setSaving('conflict');
      // A login that has expired is renewed in the frame, without leaving the page.
      const isAway = error instanceof ApiProblem && (error.isUnreachable || error.status === 401);
      setSaving(isAway ? 'away' : 'unsaved');
      if (isAway) this.#later(AGAIN_AFTER_MS);
      else onRefused(error);
    }
  }
}
