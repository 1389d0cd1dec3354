// node health.mjs live|ready: exit code 0 when the service in this container answers so (docs/watching.md, "Health").
const [what = 'live'] = process.argv.slice(2);
const url = `http://127.0.0.1:${process.env.PORT || 3000}/health/${what}`;

try {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_500) });
  if (!response.ok) process.stdout.write(`${await response.text()}\n`);
  process.exitCode = response.ok ? 0 : 1;
} catch (error) {
  process.stdout.write(`${url}: ${error.cause?.message ?? error.message}\n`);
  process.exitCode = 1;
}
