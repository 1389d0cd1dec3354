import { createServer, type Server } from 'node:http';
import { SimulatedClock } from './clock.js';
import { Ids } from './ids.js';
import { LinkedFiles } from './linked-files.js';
import { MediaStore } from './media-store.js';

let server: Server;
let base = '';
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const isThere = request.url === '/a.png';
    response.writeHead(isThere ? 200 : 404, { 'content-type': isThere ? 'image/png' : 'text/html' }).end('bytes');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));

it('follows links to files on this machine, and no others', async () => {
  const clock = new SimulatedClock(() => 1_000);
  const media = new MediaStore(clock, new Ids('run', (run, n) => `${run}${n}`));
  const linked = new LinkedFiles(media);
  await linked.fetchIn({
    type: 'image',
    image: { link: `${base}/a.png` },
    other: [`${base}/gone.png`, `${base}/webhooks/360dialog/key`, 'https://example.invalid/b.png'],
    upload: Buffer.from(`${base}/upload.png`),
  });
  expect(asked.toSorted()).toEqual(['/a.png', '/gone.png']);
  const found = linked.get(`${base}/a.png`);
  expect(found).toMatchObject({ ok: true, media: { mime: 'image/png', bytes: Buffer.from('bytes') } });
  expect(linked.get(`${base}/gone.png`)).toMatchObject({ ok: false, because: expect.stringContaining('404') });
  expect(linked.get('https://example.invalid/b.png')).toBeUndefined();
  await new LinkedFiles(media).fetchIn(`http://127.0.0.1:1/nobody.png`);
});
