import path from 'node:path';

/**
 * The server's certificate and key: self-signed for `localhost`, committed, until 2126. Node can check certificates but
 * not make them; whoever has this key can pretend to be a test.
 */
export const CERTIFICATE = path.resolve('test/fixtures/tls/localhost.crt.pem');
export const CERTIFICATE_KEY = path.resolve('test/fixtures/tls/localhost.key.pem');
