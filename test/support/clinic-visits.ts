import { Phone } from './phone.js';
import type { System } from './system.js';

/** Three people tell how their visit was (flows/clinic-visit.yaml): two in English, of whom one complains, one in Arabic. */
export async function threeVisits(system: System): Promise<void> {
  const sam = new Phone(system, '15550100901', 'Sam');
  await sam.says('visit');
  await sam.taps('Good');
  await sam.taps('Under 10 minutes');
  await sam.taps('Yes');

  const ann = new Phone(system, '15550100902', 'Ann');
  await ann.says('visit');
  await ann.taps('Poor');
  await ann.says('=Too loud, "really"');
  await ann.taps('More than an hour');
  await ann.taps('No');
  await ann.taps('Yes');

  const layla = new Phone(system, '15550100903', 'ليلى');
  await layla.says('زيارة');
  await layla.taps('جيدة');
}
