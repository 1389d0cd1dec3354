import { callerAddress } from './caller-address.js';

const from = (remoteAddress: string | undefined, forwarded?: string | string[]) =>
  callerAddress({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress } });

it.each([
  ['203.0.113.7', undefined, '203.0.113.7'],
  ['::ffff:203.0.113.7', undefined, '203.0.113.7'],
  // A stranger's own claim is nothing.
  ['203.0.113.7', '198.51.100.1', '203.0.113.7'],
  // A proxy of ours tells; what stood in the header before is the caller's word.
  ['127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['::1', '1.2.3.4, 198.51.100.1', '198.51.100.1'],
  ['::ffff:172.18.0.3', ['1.2.3.4', '5.6.7.8, 198.51.100.1'], '198.51.100.1'],
  ['10.0.0.2', ' ', '10.0.0.2'],
  ['2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2'],
  ['2001:db8:1::9', undefined, '2001:db8:1:0'],
  ['2001:db8::1:2:3:4:5', undefined, '2001:db8:0:1'],
  ['fd00::2', '2001:db8::1', '2001:db8:0:0'],
  [undefined, '1.2.3.4', ''],
])('%s with %s is %s', (peer, forwarded, expected) => {
  expect(from(peer, forwarded)).toBe(expected);
});

it('keeps no more of nonsense than an address has', () => {
  expect(from('127.0.0.1', 'x'.repeat(10_000))).toHaveLength(64);
});
