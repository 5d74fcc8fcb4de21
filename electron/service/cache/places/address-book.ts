import type { PlaceCandidate } from '#shared/contract/review.ts';
import { distance } from '#shared/geodesy/ellipsoid.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { addressKey, streetNumber } from '#shared/registry/address.ts';
import { comparable } from '#shared/registry/text.ts';
import { selectAddressTable, selectPlacedAddresses } from '../../db/queries/addresses.ts';
import { selectNamedPositions } from '../../db/queries/named-positions.ts';
import type { Read } from '../../db/schema/schema.ts';

interface Entry {
  readonly key: string;
  readonly title: string;
  readonly position: LngLat;
  readonly origin: 'address' | 'venue';
}

/** House numbers this far from the wanted one may still lie near it. */
const NEAR_NUMBERS = 30;
const CANDIDATES = 5;
/** Entries of one address this far apart, in metres, do not agree. */
const AGREED = 60;

/** Where addresses are: a standard address table, the venues that have a position, the schools that addresses name. */
export class AddressBook {
  readonly #byKey = new Map<string, Entry[]>();
  readonly #byStreet = new Map<string, { number: number; entry: Entry }[]>();
  readonly #schools: readonly { name: string; form: string; position: LngLat }[];

  constructor(entries: readonly Entry[], schools: readonly { name: string; position: LngLat }[]) {
    for (const entry of entries) {
      push(this.#byKey, entry.key, entry);
      const place = streetNumber(entry.key);
      if (place) push(this.#byStreet, place.street, { number: place.number, entry });
    }
    this.#schools = schools
      .map(({ name, position }) => ({ name, position, form: comparable(name) }))
      .filter(({ form }) => form.length >= 4);
  }

  /** Places where an address could be, the likeliest first. */
  candidates(address: string): PlaceCandidate[] {
    const key = addressKey(address);
    if (key === '') return [];
    const found = [...this.#exact(key), ...this.#alongStreet(key), ...this.#bySchool(address)];
    const seen = new Set<string>();
    return found
      .filter(({ position, title }) => {
        const place = `${title}/${position.join()}`;
        return !seen.has(place) && seen.add(place);
      })
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, CANDIDATES);
  }

  /** The one place that an address surely has: stated exactly, and nowhere differently. */
  sure(address: string): PlaceCandidate | null {
    const exact = this.#exact(addressKey(address)).filter(({ likeness }) => likeness === 1);
    const best = exact.find(({ origin }) => origin === 'address') ?? exact[0];
    if (!best) return null;
    return exact.every(({ position }) => distance(position, best.position) <= AGREED) ? best : null;
  }

  #exact(key: string): PlaceCandidate[] {
    // A street without a number is as long as it is.
    const isDoor = /\d/.test(key);
    return (this.#byKey.get(key) ?? []).map((entry) =>
      toCandidate(entry, isDoor ? 'street_number' : 'area', isDoor ? 1 : 0.5),
    );
  }

  #alongStreet(key: string): PlaceCandidate[] {
    const wanted = streetNumber(key);
    if (!wanted) return [];
    return (this.#byStreet.get(wanted.street) ?? []).flatMap(({ number, entry }) => {
      const off = Math.abs(number - wanted.number);
      if (off > NEAR_NUMBERS || entry.key === key) return [];
      if (off === 0) return [toCandidate(entry, 'street_number', 0.9)];
      // Even and odd numbers lie on two sides of a street.
      const likeness = 0.7 - off / 100 - (off % 2) * 0.1;
      return [toCandidate(entry, 'area', likeness)];
    });
  }

  #bySchool(address: string): PlaceCandidate[] {
    const form = comparable(address);
    return this.#schools
      .filter((school) => form.includes(school.form))
      .map(
        ({ name, position }): PlaceCandidate => ({
          position: [position[0], position[1]],
          source: 'area',
          origin: 'school',
          title: `地址提到${name}`,
          likeness: 0.3,
        }),
      );
  }
}

function toCandidate(
  { title, position, origin }: Entry,
  source: PlaceCandidate['source'],
  likeness: number,
): PlaceCandidate {
  return { position: [position[0], position[1]], source, origin, title, likeness };
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** The book of what is stored now. */
export async function loadAddressBook(db: Read): Promise<AddressBook> {
  const standard = (await selectAddressTable(db)).map(
    ({ address, key, lng, lat }): Entry => ({ key, title: address, position: [lng, lat], origin: 'address' }),
  );
  const placed = (await selectPlacedAddresses(db)).map(
    ({ name, address, lng, lat }): Entry => ({
      key: addressKey(address),
      title: `${address}（${name}）`,
      position: [lng, lat],
      origin: 'venue',
    }),
  );
  return new AddressBook([...standard, ...placed], await selectNamedPositions(db, 'schools'));
}
