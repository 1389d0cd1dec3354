import { inProject } from '../../scripts/project.mjs';
import { CalledProgram } from '../calls.mjs';

/** The one person whose conversation all others are copies of. */
const MODEL = { first: 15_559_999_999, count: 1 };

/**
 * Stores copies of a real conversation, as large as real ones, past the service and through its own storage.
 * @param wanted `{ first, from, to, entries }`: people `first + from` up to `first + to`, entries of the thread each
 * @returns `{ seconds, documents }`
 */
export async function seed({ platform, installation, channel }, wanted) {
  await platform.closedLoop({ seats: 1, people: MODEL, warmUpSeconds: 0, turns: 11 });
  const program = new CalledProgram('seeding', inProject('bench', 'seed', 'seed-process.mjs'));
  try {
    return await program.call('seed', {
      databaseUrl: await installation.databaseUrl(),
      channelId: channel.id,
      model: String(MODEL.first),
      ...wanted,
    });
  } finally {
    await program.stop();
  }
}
