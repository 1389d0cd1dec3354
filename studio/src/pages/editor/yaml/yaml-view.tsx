import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap } from '@codemirror/commands';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { searchKeymap } from '@codemirror/search';
import { Annotation, type Text as DocumentText } from '@codemirror/state';
import { EditorView, drawSelection, highlightActiveLine, keymap } from '@codemirror/view';
import type { Finding } from '@core/flow/definition/finding.js';
import { Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraftStore } from '../draft/draft-store.js';
import { stepPath, walkSteps } from '../draft/step-path.js';
import { readDocument } from '../draft/read-definition.js';
import { onlyToRead, yamlLooks } from './editor-looks.js';
import { fieldHelp, flowCompletion } from './flow-completion.js';

/** On what comes from the draft, so that it does not go back there. */
const fromDraft = Annotation.define<boolean>();

function marks(doc: DocumentText, findings: readonly Finding[]): Diagnostic[] {
  return findings.map(({ line: number, column, severity, message, mend }) => {
    const line = doc.line(Math.min(Math.max(number, 1), doc.lines));
    const from = Math.min(line.from + column - 1, line.to);
    return { from, to: line.to, severity, message: mend === undefined ? message : `${message}\n${mend}` };
  });
}

/** The flow as YAML, with completion from the schema and the findings in place. */
export function YamlView({ readOnly = false }: { readOnly?: boolean }) {
  const { t } = useTranslation('editor');
  const place = useRef<HTMLDivElement>(null);
  const store = useDraftStore();
  const label = t('yaml.label');
  useEffect(() => {
    if (!place.current) return;
    const { source, findings, selected } = store.getState();
    const view = new EditorView({
      parent: place.current,
      doc: source,
      extensions: [
        yamlLooks(label),
        drawSelection(),
        foldGutter(),
        bracketMatching(),
        indentOnInput(),
        highlightActiveLine(),
        lintGutter(),
        fieldHelp,
        autocompletion({
          override: [flowCompletion(() => [...walkSteps(store.getState().definition?.steps)].map(({ key }) => key))],
        }),
        // Undo is the whole editor's: what was done in another view is undone here as well.
        keymap.of([
          { key: 'Mod-z', run: () => (store.getState().undo(), true), preventDefault: true },
          { key: 'Mod-Shift-z', run: () => (store.getState().redo(), true), preventDefault: true },
          { key: 'Mod-y', run: () => (store.getState().redo(), true), preventDefault: true },
          ...completionKeymap,
          ...lintKeymap,
          ...searchKeymap,
          ...foldKeymap,
          ...defaultKeymap,
        ]),
        EditorView.updateListener.of(({ docChanged, transactions, state }) => {
          if (!docChanged || transactions.some((one) => one.annotation(fromDraft) === true)) return;
          store.getState().setSource(state.doc.toString());
        }),
        readOnly ? onlyToRead : [],
      ],
    });
    view.dispatch(setDiagnostics(view.state, marks(view.state.doc, findings)));
    if (selected !== undefined) showStep(view, source, selected);
    const unsubscribe = store.subscribe((now, before) => {
      const shown = view.state.doc.toString();
      if (now.source !== before.source && now.source !== shown) {
        view.dispatch({ changes: difference(shown, now.source), annotations: fromDraft.of(true) });
      }
      if (now.findings !== before.findings)
        view.dispatch(setDiagnostics(view.state, marks(view.state.doc, now.findings)));
      if (now.selected !== before.selected && now.selected !== undefined) showStep(view, now.source, now.selected);
    });
    return () => {
      unsubscribe();
      view.destroy();
    };
  }, [label, readOnly, store]);
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        {t('yaml.help')}
      </Text>
      <div ref={place} dir="ltr" />
    </>
  );
}

/** The one stretch that differs, so that the cursor stays where it is. */
function difference(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from += 1;
  let end = 0;
  while (end < most - from && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}

/** Brings a step into sight, with the cursor on it. */
function showStep(view: EditorView, source: string, key: string): void {
  const doc = readDocument(source);
  const path = doc && stepPath(doc, key);
  const node = path && doc.getIn(path, true);
  const start =
    typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
      ? Number(node.range[0])
      : 0;
  const at = Math.min(start, view.state.doc.length);
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'start', yMargin: 60 }) });
}
