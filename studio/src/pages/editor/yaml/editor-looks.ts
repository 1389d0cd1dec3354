import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Colours that keep 4.5:1 on either ground. */
const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'light-dark(#0b5c8a, #7cc4f2)' },
  { tag: [tags.string, tags.content], color: 'light-dark(#1d5c2b, #9fdcaa)' },
  { tag: [tags.comment, tags.lineComment], color: 'light-dark(#5c5f66, #a6a7ab)', fontStyle: 'italic' },
  { tag: [tags.keyword, tags.bool, tags.number, tags.atom], color: 'light-dark(#8a2f0b, #f2b27c)' },
]);

const theme = EditorView.theme({
  '&': {
    fontSize: '14px',
    color: 'var(--mantine-color-text)',
    backgroundColor: 'var(--mantine-color-body)',
    border: '1px solid var(--mantine-color-default-border)',
    borderRadius: 'var(--mantine-radius-md)',
    overflow: 'hidden',
  },
  '&.cm-focused': { outline: '2px solid var(--mantine-primary-color-filled)', outlineOffset: '1px' },
  '.cm-content': { caretColor: 'var(--mantine-color-text)' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '.cm-gutters': {
    color: 'var(--mantine-color-dimmed)',
    backgroundColor: 'var(--mantine-color-default-hover)',
    border: 'none',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'light-dark(#cfe3f2, #2a4a63)',
  },
  '.cm-tooltip': {
    color: 'var(--mantine-color-text)',
    backgroundColor: 'var(--mantine-color-body)',
    border: '1px solid var(--mantine-color-default-border)',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    color: 'var(--mantine-primary-color-contrast)',
    backgroundColor: 'var(--mantine-primary-color-filled)',
  },
  '.cm-field-help, .cm-completionInfo': { maxWidth: '40ch', padding: '6px 10px' },
  // Its own ground is one for light pages, and in the dark leaves comments too pale.
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'light-dark(#f1f7fb, #2b3036)' },
  '.cm-collapsedLines': { color: 'var(--mantine-color-text)', background: 'var(--mantine-color-default-hover)' },
  '.cm-changedText, .cm-deletedChunk .cm-deletedText': { textDecoration: 'none' },
});

const nonce = (): string => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/** How YAML looks and what it is called, wherever it is shown. */
export function yamlLooks(label: string): Extension {
  return [
    // Styles are let in with the page's own number only.
    EditorView.cspNonce.of(nonce()),
    EditorView.contentAttributes.of({ 'aria-label': label, dir: 'ltr' }),
    EditorView.lineWrapping,
    lineNumbers(),
    yaml(),
    syntaxHighlighting(colours),
    theme,
  ];
}

/** Nothing can be typed, everything can be selected and read with the keyboard. */
export const onlyToRead: Extension = [
  EditorState.readOnly.of(true),
  EditorView.contentAttributes.of({ 'aria-readonly': 'true' }),
];
