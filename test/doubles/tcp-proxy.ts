import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A wire between two programs that can be cut and mended. */
export interface TcpProxy {
  /** The same address, but through the wire. */
  through(url: string): string;
  /** Ends every connection; new ones are refused until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function startTcpProxy(): Promise<TcpProxy> {
  const ends = new Set<Socket>();
  let target: { host: string; port: number } | undefined;
  let isCut = false;

  const server = createServer((near) => {
    if (isCut || !target) {
      near.destroy();
      return;
    }
    const far = connect(target);
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end);
      // What ends on one side ends on the other; an error is followed by `close`.
      end.on('error', () => other.destroy());
      end.on('close', () => {
        ends.delete(end);
        other.destroy();
      });
      end.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const destroyAll = () => {
    for (const end of ends) end.destroy();
  };
  return {
    through(url) {
      const { hostname, port: farPort } = new URL(url);
      target = { host: hostname, port: Number(farPort) };
      const near = new URL(url);
      near.hostname = '127.0.0.1';
      near.port = String(port);
      return near.href;
    },
    cut() {
      isCut = true;
      destroyAll();
    },
    mend() {
      isCut = false;
    },
    async close() {
      destroyAll();
      server.close();
      await once(server, 'close');
    },
  };
}
