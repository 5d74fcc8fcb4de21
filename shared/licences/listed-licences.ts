import type { LicenceValues } from './licence.ts';
import { readValidity, type ValidityFault } from './validity.ts';

/** What a row of a list says of licences, as it stands in its cells. */
export interface LicenceCells {
  readonly number: string;
  readonly kind: string;
  readonly holder: string;
  readonly from: string;
  readonly until: string;
}

/** What of those cells cannot be. */
export type LicenceFault =
  | ValidityFault
  | { readonly field: 'licenceUntil'; readonly code: 'LICENCE_UNPAIRED'; readonly value: string };

/** Between several licences in one cell. */
const between = /[;；\n]/;

/** The licences that a row tells: several where their numbers stand in one cell, parted by semicolons. */
export function readListedLicences(cells: LicenceCells): {
  readonly licences: readonly LicenceValues[];
  readonly faults: readonly LicenceFault[];
} {
  const numbers = partsOf(cells.number);
  const rows =
    numbers.length < 2 ? [cells] : numbers.map((number, at) => cellsAt(cells, number, at, numbers.length));
  const faults: LicenceFault[] = [];
  if (numbers.length > 1 && rows.some(({ from, until }) => from === UNPAIRED || until === UNPAIRED))
    faults.push({
      field: 'licenceUntil',
      code: 'LICENCE_UNPAIRED',
      value: `${numbers.filter(Boolean).length} 个证号、有效期“${cells.until || cells.from}”`,
    });
  const licences = rows.flatMap((row) => {
    const read = readOne(row);
    faults.push(...read.faults);
    return read.licence ?? [];
  });
  return { licences, faults };
}

function readOne({ number, kind, holder, from, until }: LicenceCells) {
  const { validity, faults } = readValidity(from === UNPAIRED ? '' : from, until === UNPAIRED ? '' : until);
  const { validFrom, validUntil, unlimited } = validity;
  const isSaid = number !== '' || kind !== '' || validFrom !== null || validUntil !== null || unlimited;
  const licence: LicenceValues = {
    number,
    kind,
    holder,
    validFrom,
    validUntil,
    unlimited: unlimited ? 1 : 0,
  };
  return { licence: isSaid ? licence : null, faults };
}

/** Stands for a day of which nobody can tell whose it is. */
const UNPAIRED = '\u0000';

function cellsAt(cells: LicenceCells, number: string, at: number, count: number): LicenceCells {
  const dayOf = (text: string) => {
    const parts = partsOf(text);
    return text === '' ? '' : parts.length === count ? (parts[at] ?? '') : UNPAIRED;
  };
  const wordOf = (text: string) => {
    const parts = partsOf(text);
    return parts.length === count ? (parts[at] ?? '') : text;
  };
  const { kind, holder, from, until } = cells;
  return { number, kind: wordOf(kind), holder: wordOf(holder), from: dayOf(from), until: dayOf(until) };
}

function partsOf(text: string): string[] {
  return text === '' ? [] : text.split(between).map((part) => part.trim());
}

/**
 * What a list's column of numbers says of their kind: 食品经营许可证编号 names 食品经营许可证, 许可证号 names none.
 */
export function kindOfColumn(column: string): string {
  const [, kind = ''] =
    /^([\u4e00-\u9fff]{2,16}?(?:许可证|专卖证|卫生证))(?:件?编?号码?)$/.exec(column.trim()) ?? [];
  return /^(?:经营|行政|本|原|新|该|相关)?许可证$/.test(kind) ? '' : kind;
}
