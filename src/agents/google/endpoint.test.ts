import { endpointOf, parseEmulator } from './endpoint.js';

test.each([
  ['global', 'dialogflow.googleapis.com'],
  ['europe-west1', 'europe-west1-dialogflow.googleapis.com'],
  ['eu', 'eu-dialogflow.googleapis.com'],
])('%s is called at %s, over TLS', (location, host) => {
  expect(endpointOf(location)).toEqual({ host, port: 443, plaintext: false });
});

test.each([
  ['127.0.0.1:9100', '127.0.0.1', 9100],
  [' localhost:1 ', 'localhost', 1],
  ['[::1]:9100', '[::1]', 9100],
])('an emulator at %s', (address, host, port) => {
  expect(parseEmulator(address)).toEqual({ host, port, plaintext: true });
});

test.each(['localhost', 'localhost:', 'localhost:0', 'localhost:70000', 'http://localhost:80', 'a b:80', ''])(
  '"%s" is no emulator’s address',
  (address) => expect(parseEmulator(address)).toBeUndefined(),
);
