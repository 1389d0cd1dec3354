import type { CompiledFlow } from '@core/flow/compile.js';
import type { Finding } from '@core/flow/definition/finding.js';
import type { FlowDefinition } from '@core/flow/definition/flow-definition.js';
import { createContext, useContext } from 'react';
import type { Document } from 'yaml';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ProviderName } from '../phone/providers.js';
import { checkSource } from './check-source.js';
import { History } from './history.js';
import { definitionOf, readDocument } from './read-definition.js';
import { writeDocument } from './write-document.js';

/** Rest after a change until the source is checked again, in milliseconds: nobody waits for a check while typing. */
const CHECK_AFTER_MS = 180;

/** `away`: the service cannot be reached, the browser keeps it. `conflict`: somebody else has saved meanwhile. */
export type Saving = 'saved' | 'unsaved' | 'saving' | 'away' | 'conflict';

/** The one state of the editor; all views show it and change it. */
export interface Draft {
  flowId: string;
  /** YAML, the truth; comments and order survive structured changes. */
  source: string;
  /** Of the newest source that compiles. */
  flow: CompiledFlow | undefined;
  /** Whether `flow` is of this very source. */
  isCurrent: boolean;
  /** Of the newest source that was checked. */
  findings: readonly Finding[];
  /** The YAML as plain data, also while it does not compile; undefined where it cannot be read. Single fields may be wrong. */
  definition: FlowDefinition | undefined;
  /** Key of the selected step (`stepKey`), shared by all views and the phone. */
  selected: string | undefined;
  /** In which texts are shown and written, whatever the phone speaks; undefined: the flow's first. */
  language: string | undefined;
  /** The one that the phone speaks; undefined: the flow's first. */
  spoken: string | undefined;
  /** What the phone pretends to be reached through; limits beside the fields are its limits. */
  provider: ProviderName;
  saving: Saving;
  canUndo: boolean;
  canRedo: boolean;
  /**
   * A structured change; comments and order stay. Is left out while the YAML cannot be read: what would be written then
   * would not be what was typed.
   */
  edit(change: (doc: Document) => void): void;
  /** What was typed as YAML; typing is one step of undo until it pauses. */
  setSource(source: string): void;
  undo(): void;
  redo(): void;
  select(key: string | undefined): void;
  writeIn(language: string): void;
  speak(language: string): void;
  sendThrough(provider: ProviderName): void;
}

/** With what the editor's frame does and its views do not. */
export interface DraftControl extends Draft {
  /** A source from outside in the place of this one; can be undone. */
  replaceBy(source: string): void;
  setSaving(saving: Saving): void;
  /** Sources of the flows that this one may call, by id. */
  setCalled(called: ReadonlyMap<string, string>): void;
}

export type DraftStore = StoreApi<DraftControl>;

export interface DraftStart {
  flowId: string;
  source: string;
  selected?: string | undefined;
  /** Milliseconds; what typing is told apart by. */
  now?: () => number;
}

/** Checks the source at once, then after each change when it rests. */
export function createDraftStore({ flowId, source: first, selected, now = Date.now }: DraftStart): DraftStore {
  const history = new History();
  let called: ReadonlyMap<string, string> = new Map();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const store: DraftStore = createStore<DraftControl>()((set, get) => {
    const check = () => {
      const { source } = get();
      const { flow, findings } = checkSource(source, called);
      set({
        findings,
        isCurrent: flow !== undefined,
        ...(flow && { flow }),
      });
    };
    const show = (source: string, doc: Document | undefined) => {
      set({
        source,
        definition: definitionOf(doc),
        isCurrent: false,
        canUndo: history.canUndo,
        canRedo: history.canRedo,
      });
      clearTimeout(timer);
      timer = setTimeout(check, CHECK_AFTER_MS);
    };
    const goTo = (source: string | undefined) => {
      if (source !== undefined) show(source, readDocument(source));
    };
    const doc = readDocument(first);
    return {
      flowId,
      source: first,
      flow: undefined,
      isCurrent: false,
      findings: [],
      definition: definitionOf(doc),
      selected,
      language: undefined,
      spoken: undefined,
      provider: 'whatsapp',
      saving: 'saved',
      canUndo: false,
      canRedo: false,
      edit(change) {
        const { source } = get();
        const changed = readDocument(source);
        if (!changed || !definitionOf(changed)) return;
        change(changed);
        const written = writeDocument(changed, source);
        if (written === source) return;
        history.changed(source);
        show(written, changed);
      },
      setSource(source) {
        if (source === get().source) return;
        history.changed(get().source, now());
        show(source, readDocument(source));
      },
      replaceBy(source) {
        if (source === get().source) return;
        history.changed(get().source);
        show(source, readDocument(source));
      },
      undo: () => goTo(history.undo(get().source)),
      redo: () => goTo(history.redo(get().source)),
      select: (key) => set({ selected: key }),
      writeIn: (language) => set({ language }),
      speak: (language) => set({ spoken: language }),
      sendThrough: (provider) => set({ provider }),
      setSaving: (saving) => set({ saving }),
      setCalled(sources) {
        called = sources;
        check();
      },
    };
  });
  store.getState().setCalled(called);
  return store;
}

export const DraftContext = createContext<DraftStore | undefined>(undefined);

/** The store itself, for what does not follow each change. Only inside the editor. */
export function useDraftStore(): DraftStore {
  const store = useContext(DraftContext);
  if (!store) throw new Error('useDraft is for what stands inside the editor page');
  return store;
}

/** A part of the editor's state, followed. Only inside the editor. */
export function useDraft<T>(select: (draft: Draft) => T): T {
  return useStore(useDraftStore(), select);
}
