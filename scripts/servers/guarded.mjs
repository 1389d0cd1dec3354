// node guarded.mjs <command> <argument…>: runs a server that must not outlive whoever started it, however that one ends.
// Its parent is told the server's process id; when the parent has gone, so goes the server.
import { spawn } from 'node:child_process';

const [command, ...args] = process.argv.slice(2);
const server = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

server.on('error', (error) => {
  process.stderr.write(`${command} could not be started: ${error.message}\n`);
  process.exit(1);
});
server.on('exit', (code) => process.exit(code ?? 1));
process.on('disconnect', () => server.kill('SIGKILL'));
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => server.kill(signal));
if (server.pid !== undefined) process.send({ kind: 'started', pid: server.pid });
