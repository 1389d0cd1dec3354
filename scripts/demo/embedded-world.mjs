import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { caller } from '../connect-simulator.mjs';
import { startServices } from '../start-services.mjs';

/** The embedded size for one story: one process with a database of its own, which goes with it. */
export function createWorld(children, env, provider) {
  let dataDir;
  return {
    /** Resolves with `{ serviceUrl, simulatorUrl, token, control }`. */
    async open() {
      dataDir = await mkdtemp(join(tmpdir(), 'canvass-demo-'));
      const services = await startServices(children, {
        simulator: true,
        ownPorts: true,
        env: { DATA_DIR: dataDir, ...env },
        provider,
      });
      return { ...services, control: caller(`${services.simulatorUrl}/_simulator`) };
    },
    /** Takes its data away, after the children were stopped. */
    async close() {
      if (dataDir !== undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
