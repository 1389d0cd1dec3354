import type { ChannelUpkeep } from '../channels/connected/channel-upkeep.js';
import type { Settings } from '../config/settings.js';
import { MAX_RINGS, type Sweep } from '../conversations/sweep.js';
import type { WorkspaceId } from '../storage/documents.js';
import { HOUR } from '../time/instant.js';
import type { UpkeepTask } from './upkeep.js';

/** Templates and health are polled as well as pushed: which events a provider forwards is not certain. */
const CHANNELS_EVERY = 6 * HOUR;

/** All that recurs. */
export function upkeepTasks(
  sweep: Sweep,
  channels: ChannelUpkeep,
  scope: WorkspaceId,
  settings: Pick<Settings, 'SWEEP_EVERY_MS'>,
): UpkeepTask[] {
  return [
    {
      name: 'sweep',
      everyMs: settings.SWEEP_EVERY_MS,
      atStart: true,
      run: async () => ((await sweep.run(scope)) >= MAX_RINGS ? 'more' : 'done'),
    },
    {
      name: 'channels',
      everyMs: CHANNELS_EVERY,
      atStart: false,
      run: async () => {
        await channels.run(scope);
        return 'done';
      },
    },
  ];
}
