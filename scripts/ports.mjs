import { createServer } from 'node:net';

function tryPort(port, host) {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(undefined));
    probe.listen({ port, host, exclusive: true }, () => {
      const taken = probe.address().port;
      probe.close(() => done(taken));
    });
  });
}

/** The port asked for by the user as it is; else the usual one, or a free one when somebody has that. */
export async function choosePort(asked, usual) {
  if (asked) return Number(asked);
  // Listening on all addresses succeeds beside somebody on 127.0.0.1 alone, so both are tried.
  const free = (await tryPort(usual, '127.0.0.1')) && (await tryPort(usual, '0.0.0.0'));
  return free ?? (await tryPort(0, '127.0.0.1'));
}
