import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The built web app: what `npm test` has built, or a build of its own where a test is run alone. */
export function builtStudio(): { folder: string; remove: () => void } {
  const built = process.env['STUDIO_DIST'];
  if (built !== undefined) return { folder: built, remove: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'studio-'));
  execFileSync(process.execPath, ['scripts/build-studio.mjs', '--out', folder], { stdio: 'inherit' });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
