import { CERTIFICATE } from './certificate.js';

/*
 * To be imported before everything else by a test that calls the server over TLS: gRPC reads these once, when it is
 * loaded. A proxy of the machine's is none for us.
 */
process.env['GRPC_DEFAULT_SSL_ROOTS_FILE_PATH'] = CERTIFICATE;
process.env['no_grpc_proxy'] = 'localhost';
