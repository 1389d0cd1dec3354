import type { CustomerProfile } from './customers.js';

/** Who is there when the simulator starts as a program. Numbers are from the range reserved for fiction. */
export const PEOPLE: readonly CustomerProfile[] = [
  { waId: '15550100201', name: 'Ann Lee', language: 'en' },
  { waId: '15550100202', name: 'ليلى حسن', language: 'ar' },
  { waId: '15550100203', name: 'Ravi Kumar', language: 'hi' },
  { waId: '15550100204', name: 'Lucía Gómez', language: 'es' },
  { userId: 'US.4b1fa72c90de', name: 'Jo', username: 'jo.writes', language: 'en' },
];
