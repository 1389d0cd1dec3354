// One contestant in a process of its own: answers `{ seconds }` with how many turns it took in that time.
import { CONTESTANTS } from './contestants/index.mjs';
import { PEOPLE } from './people.mjs';

const [, , name] = process.argv;
const contestant = await CONTESTANTS[name]();
const people = contestant.says ? [contestant.says] : PEOPLE;

/** Whole surveys, one after another, until the time is over. */
async function run(seconds) {
  const began = process.hrtime.bigint();
  const until = began + BigInt(Math.round(seconds * 1e9));
  let turns = 0;
  let bytes = 0;
  for (let person = 0; process.hrtime.bigint() < until; person += 1) {
    let stored = contestant.begin();
    if (stored instanceof Promise) stored = await stored;
    // The first question is asked in a turn as well.
    if (contestant.beginsWithTurn !== false) turns += 1;
    for (const said of people[person % people.length]) {
      stored = contestant.take(stored, said);
      // Only where it is a promise: waiting for what is there already would cost the quick ones a good deal.
      if (stored instanceof Promise) stored = await stored;
      turns += 1;
      bytes += stored.length;
    }
    if (!contestant.isDone(stored)) throw new Error(`${name} did not come to the end of the survey: ${stored}`);
  }
  const took = Number(process.hrtime.bigint() - began) / 1e9;
  return { turnsPerSecond: turns / took, bytes: Math.round(bytes / turns) };
}

process.on('message', ({ seconds }) => {
  run(seconds).then(
    (result) => process.send(result),
    (error) => {
      process.stderr.write(`${error.stack ?? error}\n`);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
process.send('ready');
