import { refusal, type Refusal } from '../meta-errors.js';

export function* checkLocation(latitude: number | string, longitude: number | string): Generator<Refusal> {
  const [north, east] = [Number(latitude), Number(longitude)];
  if (latitude === '' || !(Math.abs(north) <= 90)) yield refusal(131009, "Param location['latitude'] is not valid");
  if (longitude === '' || !(Math.abs(east) <= 180)) yield refusal(131009, "Param location['longitude'] is not valid");
}
