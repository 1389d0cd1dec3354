import { onBothSizes } from '../support/on-both-sizes.js';
import { mainJob } from './main-job.js';

jest.setTimeout(60_000);

onBothSizes('the main job', (options) => mainJob(options));
