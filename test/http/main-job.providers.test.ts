import { DIALECT_NAMES } from '../../src/simulator/dialects/registry.js';
import { mainJob, type Lack } from './main-job.js';

const LACKS: Partial<Record<string, readonly Lack[]>> = { messagebird: ['user-ids'] };
const others = DIALECT_NAMES.filter((name) => name !== '360dialog');

describe.each(others)('the main job on %s', (provider) => {
  mainJob(async () => ({ simulator: { provider } }), LACKS[provider]);
});
