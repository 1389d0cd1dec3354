import type { AccountUpkeep } from '../accounts/account-upkeep.js';
import type { ChannelUpkeep } from '../channels/connected/channel-upkeep.js';
import type { Settings } from '../config/settings.js';
import { MAX_RINGS, type Sweep } from '../conversations/sweep.js';
import type { SessionMoves } from '../flows/session-moves.js';
import type { QuotaUpkeep } from '../quotas/quota-upkeep.js';
import type { Attachments } from '../inbox/attachments.js';
import type { WorkspaceId } from '../storage/documents.js';
import { HOUR, MINUTE } from '../time/instant.js';
import type { UpkeepTask } from './upkeep.js';

/** Templates and health are polled as well as pushed: which events a provider forwards is not certain. */
const CHANNELS_EVERY = 6 * HOUR;

/** What is in review or paused is asked about more often: a review takes minutes, a pause hours. */
const TEMPLATES_EVERY = 10 * MINUTE;

/** Only for what was forgotten: as a rule a place comes back with the end of its session. */
const QUOTAS_EVERY = HOUR;

/** Nothing depends on it: what is over opens nothing, deleted or not. */
const ACCOUNTS_EVERY = HOUR;

/** Nothing is given out after its time; this only makes room. */
const ATTACHMENTS_EVERY = HOUR;

/** Whose work it is. */
export interface UpkeepWork {
  sweep: Sweep;
  channels: ChannelUpkeep;
  moves: SessionMoves;
  quotas: QuotaUpkeep;
  accounts: AccountUpkeep;
  attachments: Attachments;
}

/** All that recurs. */
export function upkeepTasks(
  { sweep, channels, moves, quotas, accounts, attachments }: UpkeepWork,
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
    { name: 'session-moves', everyMs: settings.SWEEP_EVERY_MS, atStart: false, run: () => moves.run(scope) },
    {
      name: 'quotas',
      everyMs: QUOTAS_EVERY,
      atStart: false,
      run: async () => {
        await quotas.run(scope);
        return 'done';
      },
    },
    { name: 'accounts', everyMs: ACCOUNTS_EVERY, atStart: false, run: () => accounts.run(scope) },
    { name: 'attachments', everyMs: ATTACHMENTS_EVERY, atStart: false, run: () => attachments.run(scope) },
    {
      name: 'channels',
      everyMs: CHANNELS_EVERY,
      atStart: false,
      run: async () => {
        await channels.run(scope);
        return 'done';
      },
    },
    {
      name: 'templates',
      everyMs: TEMPLATES_EVERY,
      atStart: false,
      run: async () => {
        await channels.poll(scope);
        return 'done';
      },
    },
  ];
}
