import { lazy } from 'react';

// They bring the YAML library, which the list has no need of.
export const CreateDialog = lazy(() =>
  import('./create-dialog.js').then(({ CreateDialog: dialog }) => ({ default: dialog })),
);
export const RenameDialog = lazy(() =>
  import('./rename-dialog.js').then(({ RenameDialog: dialog }) => ({ default: dialog })),
);
