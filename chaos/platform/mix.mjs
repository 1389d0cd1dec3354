/** What goes wrong with one send in ten, by its share of all: refused, nothing sent, or sent and not said so. */
const MIX = [
  // Stops the whole channel for a second: rare, or nothing else would be seen.
  [{ kind: 'refuse', code: 130429 }, 0.005],
  [{ kind: 'refuse', code: 131056 }, 0.02],
  [{ kind: 'server-error' }, 0.025],
  [{ kind: 'refuse', code: 131016, status: 503 }, 0.015],
  [{ kind: 'bad-gateway' }, 0.01],
  [{ kind: 'cut' }, 0.0025],
  [{ kind: 'hang' }, 0.0025],
  [{ kind: 'accept-then-500' }, 0.01],
  [{ kind: 'accept-then-hang' }, 0.005],
  [{ kind: 'accept-then-cut' }, 0.005],
];

/** One in ten, whatever rule comes first. */
export function refuseSome(simulator, seed) {
  let left = 1;
  for (const [n, [fault, share]] of MIX.entries()) {
    // A rule sees only what those before it have let through.
    simulator.addFault({ fault, share: share / left, seed: seed + n });
    left -= share;
  }
}

/** Answers nothing but that it is away. */
export function refuseAll(simulator) {
  simulator.addFault({ fault: { kind: 'refuse', code: 131016, status: 503 }, share: 1 });
}
