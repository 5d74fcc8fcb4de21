import { readDegrees } from '../geodesy/coordinate-text.ts';
import type { Degrees } from '../geodesy/units.ts';
import { plainly, type Reading } from './reading.ts';

export type Axis = 'lng' | 'lat';

const axes = {
  lng: { name: '经度', most: 180, other: /纬|^N|N$/i, example: '116.4012333 或 116°24′04.44″' },
  lat: { name: '纬度', most: 85, other: /经|^E|E$/i, example: '39.9005417 或 39°54′01.95″' },
} as const;

/** A longitude or a latitude as people write it: in decimal degrees, or in degrees, minutes and seconds. */
export function readCoordinate(text: string, axis: Axis): Reading<Degrees> {
  const { name, most, other, example } = axes[axis];
  const plain = plainly(text);
  if (other.test(plain)) return { fault: `这里要填${name}` };
  const degrees = readDegrees(plain);
  if (degrees === null) return { fault: `看不懂这个${name}，请写成 ${example}` };
  if (Math.abs(degrees) > most) return { fault: `${name}应在 -${most} 到 ${most} 之间` };
  return { value: degrees };
}
