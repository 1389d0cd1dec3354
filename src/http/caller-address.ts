import { BlockList, isIPv6 } from 'node:net';

/** Networks that only reverse proxies of our own reach us from, as a rule. */
const near = new BlockList();
near.addSubnet('127.0.0.0', 8);
near.addSubnet('10.0.0.0', 8);
near.addSubnet('172.16.0.0', 12);
near.addSubnet('192.168.0.0', 16);
near.addSubnet('169.254.0.0', 16);
near.addAddress('::1', 'ipv6');
near.addSubnet('fc00::', 7, 'ipv6');
near.addSubnet('fe80::', 10, 'ipv6');

/** Who asks, as far as counting goes. */
export interface Caller {
  headers: { 'x-forwarded-for'?: string | string[] | undefined };
  socket: { remoteAddress?: string | undefined };
}

/**
 * The address that a request came from, to count by: what anybody may write into a header must not give them another
 * one. Only a proxy near us is believed, and of what it hands on only the last address, which it has seen itself. Of an
 * IPv6 address the first half is taken: the rest is the caller's to choose.
 */
export function callerAddress({ headers, socket }: Caller): string {
  const peer = plain(socket.remoteAddress ?? '');
  const handedOn = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)?.trim() ?? '';
  const address = handedOn !== '' && isNear(peer) ? plain(handedOn) : peer;
  return isIPv6(address) ? networkOf(address) : address.slice(0, 64);
}

const isNear = (address: string): boolean => near.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

/** Without the clothes of IPv6 that IPv4 addresses wear on some sockets. */
const plain = (address: string): string => address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');

function networkOf(address: string): string {
  const [head = [], tail] = address.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return [...head, ...zeros, ...(tail ?? [])].slice(0, 4).join(':');
}
