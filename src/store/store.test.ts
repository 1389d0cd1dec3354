import { z } from 'zod';
import { memoryDocuments } from '../storage/memory/memory-documents.js';
import { openStore } from './store.js';

test('zod can compile what every collection holds', async () => {
  const store = await openStore(memoryDocuments());
  for (const { declaration } of Object.values(store)) {
    // Not strict, it would hand the schema back as it is, and each read and write would take several times as long.
    expect(() => z.compile(declaration.schema, { strict: true })).not.toThrow();
  }
});
