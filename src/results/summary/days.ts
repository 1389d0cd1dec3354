import { IANAZone } from 'luxon';
import { DAY, HOUR, MINUTE, type Instant } from '../../time/instant.js';

/** Says of each time which day it is in a zone, quickly for many times: clocks are changed at full hours. */
export function dayReader(timezone: string): (at: Instant) => string {
  const zone = IANAZone.create(timezone);
  const offsets = new Map<number, number>();
  const names = new Map<number, string>();
  return (at) => {
    const hour = Math.floor(at / HOUR);
    let offset = offsets.get(hour);
    if (offset === undefined) offsets.set(hour, (offset = zone.offset(at) * MINUTE));
    const day = Math.floor((at + offset) / DAY);
    let name = names.get(day);
    if (name === undefined) names.set(day, (name = new Date(day * DAY).toISOString().slice(0, '2026-11-22'.length)));
    return name;
  };
}
