import type { PlaceCandidate } from '#shared/contract/locating.ts';
import { distance } from '#shared/geodesy/ellipsoid.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import { addressKey, streetNumber } from '#shared/registry/address.ts';
import {
  type AddressAreas,
  areAreasConfirmed,
  areaDifference,
  fillAreas,
  noAreas,
  readAddressAreas,
} from '#shared/registry/address-areas.ts';
import { comparable } from '#shared/registry/text.ts';
import type { UnplacedReason } from '#shared/registry/unplaced.ts';
import { selectAddressTable, selectPlacedAddresses } from '../../db/queries/addresses.ts';
import { selectNamedPositions } from '../../db/queries/named-positions.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { RegionLookup } from './region-lookup.ts';

interface Entry {
  readonly key: string;
  /** The areas that its address names, and those in which its position lies. */
  readonly areas: AddressAreas;
  readonly title: string;
  readonly position: LngLat;
  readonly origin: 'address' | 'venue';
  /** Null for an entry of the address table. */
  readonly venueId: number | null;
}

/** House numbers this far from the wanted one may still lie near it. */
const NEAR_NUMBERS = 30;
const CANDIDATES = 5;
/** Entries of one address this far apart, in metres, do not agree. */
const AGREED = 60;
/** A likeness is multiplied by this where nothing confirms that both addresses lie in the same area. */
const UNCONFIRMED = 0.6;

/** How likely a place at the same street is, by how far its number is off; the likeliest first. */
const nearDoors = Array.from({ length: NEAR_NUMBERS + 1 }, (_, off) =>
  off === 0
    ? { off, source: 'street_number' as const, likeness: 0.9 }
    : // Even and odd numbers lie on two sides of a street.
      { off, source: 'area' as const, likeness: 0.7 - off / 100 - (off % 2) * 0.1 },
).sort((a, b) => b.likeness - a.likeness);

/** An address that is looked for. */
interface Wanted {
  readonly key: string;
  /** The areas that its text names. */
  readonly named: AddressAreas;
  /** The same; where its text names none, the areas of the workspace. */
  readonly areas: AddressAreas;
}

/** Where addresses are: a standard address table, the venues that have a position, the schools that addresses name. */
export class AddressBook {
  readonly #byKey = new Map<string, Entry[]>();
  /** By street and house number: a street of a city has thousands of entries, and few of them are near a number. */
  readonly #byDoor = new Map<string, Entry[]>();
  readonly #schools: readonly { name: string; form: string; position: LngLat }[];

  constructor(entries: readonly Entry[], schools: readonly { name: string; position: LngLat }[]) {
    for (const entry of entries) {
      push(this.#byKey, entry.key, entry);
      const place = streetNumber(entry.key);
      if (place) push(this.#byDoor, doorKey(place.street, place.number), entry);
    }
    this.#schools = schools
      .map(({ name, position }) => ({ name, position, form: comparable(name) }))
      .filter(({ form }) => form.length >= 4);
  }

  /**
   * Places where an address could be, the likeliest first; none in another province, city, district or town than it
   * names. An address that names none is taken to lie in `home`, the workspace's own areas.
   */
  candidates(address: string, home: AddressAreas): PlaceCandidate[] {
    const wanted = wantedAddress(address, home);
    if (wanted.key === '') return [];
    const found = [
      ...this.#exact(wanted),
      ...this.#alongStreet(wanted, CANDIDATES),
      ...this.#bySchool(address),
    ];
    const seen = new Set<string>();
    return found
      .filter(({ position, title }) => {
        const place = `${title}/${position.join()}`;
        return !seen.has(place) && seen.add(place);
      })
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, CANDIDATES);
  }

  /** The place of an address where it is certain: the same address is known, in the same areas, at one place only. */
  sure(address: string, home: AddressAreas): PlaceCandidate | null {
    return agreedPlace(this.#exact(wantedAddress(address, home)));
  }

  /** How well the place of an address is known, and the likeliest one; without the schools that it names. */
  assess(address: string, home: AddressAreas): { reason: UnplacedReason; likeliest: PlaceCandidate | null } {
    const wanted = wantedAddress(address, home);
    if (wanted.key === '') return { reason: 'noAddress', likeliest: null };
    const exact = this.#exact(wanted);
    const sure = agreedPlace(exact);
    if (sure) return { reason: 'sure', likeliest: sure };
    const found = [...exact, ...this.#alongStreet(wanted, 1)].sort((a, b) => b.likeness - a.likeness);
    const reason = exact.some(isSame) ? 'several' : found.length > 0 ? 'near' : 'none';
    return { reason, likeliest: found[0] ?? null };
  }

  #exact(wanted: Wanted): PlaceCandidate[] {
    // An address without a house number means a whole street: that is no exact place.
    const isDoor = /\d/.test(wanted.key);
    return (this.#byKey.get(wanted.key) ?? []).flatMap((entry) =>
      toCandidate(entry, wanted, isDoor ? 'street_number' : 'area', isDoor ? 1 : 0.5),
    );
  }

  /** Entries at the same and at near numbers, so many that nothing in between would be likelier than the last of them. */
  #alongStreet(wanted: Wanted, most: number): PlaceCandidate[] {
    const place = streetNumber(wanted.key);
    if (!place) return [];
    const found: PlaceCandidate[] = [];
    let confirmed = 0;
    for (const { off, source, likeness } of nearDoors) {
      if (confirmed >= most) break;
      for (const number of off === 0 ? [place.number] : [place.number - off, place.number + off])
        for (const entry of this.#byDoor.get(doorKey(place.street, number)) ?? []) {
          if (entry.key === wanted.key) continue;
          const near = toCandidate(entry, wanted, source, likeness);
          found.push(...near);
          if (near.some(({ isAreaConfirmed }) => isAreaConfirmed)) confirmed += 1;
        }
    }
    return found;
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
          isAreaConfirmed: true,
          venueId: null,
        }),
      );
  }
}

function doorKey(street: string, number: number): string {
  return `${street}/${number}`;
}

/** Whether a place has the same address, in areas that are known to be the same. */
function isSame({ likeness }: PlaceCandidate): boolean {
  return likeness === 1;
}

/** Where all entries of the same address agree; those of an address table go before others. */
function agreedPlace(exact: readonly PlaceCandidate[]): PlaceCandidate | null {
  const same = exact.filter(isSame);
  const best = same.find(({ origin }) => origin === 'address') ?? same[0];
  if (!best) return null;
  return same.every(({ position }) => distance(position, best.position) <= AGREED) ? best : null;
}

function wantedAddress(address: string, home: AddressAreas): Wanted {
  const named = readAddressAreas(address);
  const isBare = named.province === null && named.city === null && named.district === null;
  return { key: addressKey(address), named, areas: isBare ? fillAreas(named, home) : named };
}

/** The candidate that an entry is; none where the areas of entry and wanted address contradict each other. */
function toCandidate(
  { title, position, origin, areas, venueId }: Entry,
  wanted: Wanted,
  source: PlaceCandidate['source'],
  likeness: number,
): PlaceCandidate[] {
  if (areaDifference(wanted.areas, areas)) return [];
  const isAreaConfirmed = areAreasConfirmed(wanted.named, areas);
  return [
    {
      position: [position[0], position[1]],
      source,
      origin,
      title,
      likeness: isAreaConfirmed ? likeness : likeness * UNCONFIRMED,
      isAreaConfirmed,
      venueId,
    },
  ];
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** The book of what is stored now. */
export async function loadAddressBook(db: Read, regions: RegionLookup): Promise<AddressBook> {
  const standard = (await selectAddressTable(db)).map(
    ({ address, key, lng, lat }): Entry => ({
      key,
      areas: areasOf(address, regions, lng, lat),
      title: address,
      position: [lng, lat],
      origin: 'address',
      venueId: null,
    }),
  );
  const placed = (await selectPlacedAddresses(db)).map(
    ({ id, name, address, lng, lat }): Entry => ({
      key: addressKey(address),
      areas: areasOf(address, regions, lng, lat),
      title: `${address}（${name}）`,
      position: [lng, lat],
      origin: 'venue',
      venueId: id,
    }),
  );
  return new AddressBook([...standard, ...placed], await selectNamedPositions(db, 'schools'));
}

/** The areas that an address names, and those of the regions in which its place lies. */
function areasOf(address: string, regions: RegionLookup, lng: number, lat: number): AddressAreas {
  const district = regions.at('区县', lng, lat);
  const town = regions.at(TOWN_LEVEL, lng, lat);
  const lies = district === null ? noAreas : { ...readAddressAreas(district), district };
  return fillAreas(readAddressAreas(address), { ...lies, town });
}
