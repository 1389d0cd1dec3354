import { startInstallation } from '../../scripts/installation.mjs';
import { median } from '../summary.mjs';

/** Milliseconds from starting the processes to their being ready, on data that is there already: median of some starts. */
export async function measureStart(size, { starts }, tell) {
  const installation = await startInstallation({ size, env: { FLOWS_DIR: 'bench/flows' } });
  try {
    const [service] = installation.services;
    const times = [];
    for (let n = 0; n < starts; n += 1) {
      await service.stop();
      const start = performance.now();
      await service.start();
      times.push(Math.round(performance.now() - start));
    }
    tell(`start to ready: ${times.join(', ')} ms`);
    return median(times);
  } finally {
    await installation.stop();
  }
}
