import { MergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { onlyToRead, yamlLooks } from './editor-looks.js';

/** Two sources side by side, what differs marked. With `onChange` the right one can be changed. */
export function DiffView({
  left,
  right,
  leftLabel,
  rightLabel,
  onChange,
}: {
  left: string;
  right: string;
  leftLabel: string;
  rightLabel: string;
  onChange?: (source: string) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const { t } = useTranslation('editor');
  const unchanged = t('diff.unchanged');
  const takeOver = t('diff.takeOver');
  const listener = useRef(onChange);
  listener.current = onChange;
  const canChange = onChange !== undefined;
  useEffect(() => {
    if (!place.current) return;
    const words = EditorState.phrases.of({ '$ unchanged lines': unchanged, 'Revert this chunk': takeOver });
    const view = new MergeView({
      parent: place.current,
      a: { doc: left, extensions: [yamlLooks(leftLabel), onlyToRead, words] },
      b: {
        doc: right,
        extensions: [
          yamlLooks(rightLabel),
          words,
          canChange ? [] : onlyToRead,
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) listener.current?.(state.doc.toString());
          }),
        ],
      },
      ...(canChange && { revertControls: 'a-to-b' as const }),
      collapseUnchanged: { margin: 3, minSize: 6 },
    });
    return () => view.destroy();
  }, [left, right, leftLabel, rightLabel, canChange, unchanged, takeOver]);
  return <div ref={place} dir="ltr" />;
}
