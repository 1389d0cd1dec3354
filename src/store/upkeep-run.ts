import { z } from 'zod';

/** When a recurring task last began, in any process; its id is the task's name. By the machine's clock. */
export const UpkeepRun = z.object({ startedAt: z.number() });
export type UpkeepRun = z.infer<typeof UpkeepRun>;
