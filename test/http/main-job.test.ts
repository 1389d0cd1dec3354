import { mainJob } from './main-job.js';

jest.setTimeout(60_000);

mainJob(async () => ({}));
