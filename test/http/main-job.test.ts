import { onBothSizes } from '../support/on-both-sizes.js';
import { mainJob } from './main-job.js';

onBothSizes('the main job', (options) => mainJob(options));
