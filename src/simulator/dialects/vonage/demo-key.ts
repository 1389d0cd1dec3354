import { createPrivateKey } from 'node:crypto';

/**
 * The key of the simulator's application, the same in every run, as a channel that was connected keeps it. It is no
 * secret: it opens nothing but the simulator.
 */
const DER = [
  'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQCy54c76ot24Uh8PraXnxlR689258wijn/bqVXRQbeBea5+ArY7/Y9yc96r',
  '+J8fkRe4/WN0oeENyrQF2pasyc+J1xKq30+S0wQhPnnF4dWcodA8ojp4LDhfmJGLO7ySWO+v+H+k+Q/kvzI0ENdYDYv/kj+mqQHjDsRn6A6I',
  'laxbPWgkEjRff5+0k4VwuqCol9efRDT/x6FwblDI2PNpcZ2OEMmZYFbHO5QAaI/RL9Pdo5/2z47UZZZ6zCW4nqi8gUyxqEDiJMU/CNaxnjlm',
  'mBClhbiL2x6hPy5Zwd6VnuueOUlefjsRNmY8SiO3VmAQQVirppeIsgDNz9++S4xm2YONAgMBAAECggEARgpZye3Juvl48Nd2kcaiWY2p8+HM',
  '7AyA5wUVCW8igiia1U+He9YJpmPRnd8goPGjaXOeT8eefdFJiG8rBSufOlY+wzHZC+DcIY29i+idwgwho9NZc7nQOjDXbjytV1hFQk3V30b4',
  '33OxGmwrepgXIq/lhoBtMjESWKGjqvp591/bEJgCyRtzjs0DH4U+pjC9VdvSKhlaz/i1WsytzvsCKlHO2yjoYQe0h5VDt6cphFIgOr+q7PFw',
  'rwaiOYIwVGGXRqln0q7UpF6doPfWOtJbBxhYbrlP7FGgL+Te1Is3I5CivEgCg6RvLMbWbahaJQOz/2vjNw2b32mexnRl/ckDmwKBgQDuOdeC',
  'qoXQ583cCot6JhdHw3Rzp+XsrSwBxdb1Tor20N4YpRFNhMRmxFfurNn2Tk4xJYOEsmqzIXJtIEn+iEOd9BC+3FlBxEJeCQDjz19RN1CkKEvH',
  'GPoWCMtN/Tz/Ix0OD/i8Nt6eWOTv9FZXGkTh9MQLQkcsxHAElCKMsP8gNwKBgQDAQKJq2tp2KVVhMi1khrBb/TmVEtJTl7yPj8qOWDH0qm4w',
  '2jWwDjysKWJMSxg1DvxOvGKRNpXIreR0+wFEz6SHrkjOCTiCscEUFW42lCrs4kckz7MYW56kz30Gi9H9frCCt5fPuYg4BjeMNUaRjOiiFfKU',
  'oHyb7CUpO8x9//dwWwKBgQDkzsWBiQsSBTKiH7arUZ6WnNJiq2aZFhLoeP7nidLLEP3gqdqem+CP3BGg+oA2pCtR5PgXIc590qg2zAaF5Jcd',
  'ROg4iSdplXkxHHCwXeLs/LYFlXaC+ihptXSfqZVGcJFdilWbYRAdAsCRABtVebOjWxZYwgXep6X3n9g3TWEdrQKBgEIHsQD8S94bkiyA3GBT',
  'dk0R6u4NedmmGug/3bUIC5hZ1ODIgXoHWcVTrWRAwn6ut++e+keftNApEXcwIp5sprjHHlBNkHAq9wKb3a+3MgsMKJ03DO8HwLQgY3OVIDlt',
  'gthSkDyTH3sGf5uTTLp+6AOLgDaV7FZtQ9ImrLR17plTAoGAEpyPB+sd1IjGvINclijaKVdayod3RbdvveJkToZ9mvpgH2VevOT9QN7lzcgp',
  'so5vxHo1xQFjhHorfUaIb9FpwnhydzeA6aKetQYcW6hU0b8u2etYyFVqMqE3DsNJlcKN/XJ89hT++r0kQvLPt9/Agf9FulHnKgdxJnsv2p5f',
  '3qE=',
].join('');

/** As a person gets it from the dashboard. */
export const DEMO_PRIVATE_KEY = createPrivateKey({ key: Buffer.from(DER, 'base64'), format: 'der', type: 'pkcs8' })
  .export({ format: 'pem', type: 'pkcs8' })
  .toString();
