import { memoryDocuments } from '../../storage/memory/memory-documents.js';
import { openStore } from '../../store/store.js';
import { rememberedObjects, storedObjects } from './stored-objects.js';

describe.each([
  ['in the database', async () => storedObjects((await openStore(memoryDocuments())).providerObjects)],
  ['in memory', async () => rememberedObjects()],
])('what was made at a provider, kept %s', (_where, open) => {
  it('is found again by its channel and key, and nothing else is', async () => {
    const objects = await open();
    await objects.set('one', 'list-3', 'HX1');
    expect(await objects.get('one', 'list-3')).toBe('HX1');
    expect(await objects.get('one', 'list-4')).toBeUndefined();
    expect(await objects.get('other', 'list-3')).toBeUndefined();
  });

  it('is replaced by what was made last, also where two make it at once', async () => {
    const objects = await open();
    await Promise.all(['HX1', 'HX2', 'HX3'].map((made) => objects.set('one', 'list', made)));
    expect(await objects.get('one', 'list')).toMatch(/^HX[123]$/);
    await objects.set('one', 'list', 'HX9');
    expect(await objects.get('one', 'list')).toBe('HX9');
  });
});
