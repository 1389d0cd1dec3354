import { lazyPart } from '../../parts/lazy-part.js';

// They bring the YAML library, which the list has no need of.
export const { Part: CreateDialog, opener: createDialogOpener } = lazyPart(
  async () => (await import('./create-dialog.js')).CreateDialog,
);
export const { Part: RenameDialog, opener: renameDialogOpener } = lazyPart(
  async () => (await import('./rename-dialog.js')).RenameDialog,
);
