import { documentsContract } from '../../../test/contracts/documents.contract.js';
import type { Documents } from '../documents.js';
import { memoryDocuments } from './memory-documents.js';

documentsContract('memory', async (sameAs?: Documents) => {
  if (!sameAs) return memoryDocuments();
  return sameAs;
});
