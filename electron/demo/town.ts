import { piecesOf } from '#shared/geodesy/positions.ts';
import { elementAt } from '#shared/lists/element.ts';
import type { Stage } from '#shared/registry/stage.ts';
import { halls, kindergartenBuildings, neighbours, schoolBuildings, shopBlocks, slabs } from './buildings.ts';
import { centre, inset, part, type Quad, ring, sizeOf, within, type XY } from './plane.ts';
import { createRandom, type Random } from './seeded-choice.ts';
import {
  BANK_HALF,
  bent,
  COLUMNS,
  corner,
  crossesRiver,
  RIVER_HALF,
  ROWS,
  railway,
  riverBand,
  riverDistance,
} from './terrain.ts';
import type { Words } from './words.ts';

/** Where signals and crossings stand about the middle of a crossing of two avenues, metres east and north. */
const SIGNALS: readonly XY[] = [
  [12, 12],
  [-12, -12],
];
const CROSSINGS: readonly XY[] = [
  [17, 0],
  [-17, 0],
  [0, 17],
  [0, -17],
];

interface TownRoad {
  readonly name: string;
  readonly highway: 'primary' | 'secondary' | 'tertiary' | 'residential' | 'service';
  readonly line: readonly XY[];
}

interface TownArea {
  readonly landuse: string;
  readonly ring: readonly XY[];
}

interface TownGate {
  readonly name: string;
  readonly isMain: boolean;
  readonly at: XY;
}

export interface TownSchool {
  readonly name: string;
  readonly stage: Stage;
  readonly address: string;
  readonly campus: readonly XY[];
  readonly gates: readonly TownGate[];
}

/** A stretch of shop fronts along a street. */
export interface Frontage {
  readonly street: string;
  readonly from: XY;
  readonly to: XY;
  /** How busy: more shops where higher. */
  readonly weight: number;
}

interface TownFacility {
  readonly kind: string;
  readonly at: XY;
}

export interface Town {
  readonly roads: readonly TownRoad[];
  readonly areas: readonly TownArea[];
  readonly buildings: readonly (readonly XY[])[];
  readonly water: readonly { readonly name: string; readonly ring: readonly XY[] }[];
  readonly railway: readonly XY[];
  readonly places: readonly { readonly name: string; readonly at: XY }[];
  readonly schools: readonly TownSchool[];
  readonly frontages: readonly Frontage[];
  readonly facilities: readonly TownFacility[];
}

const AVENUE_COLUMNS = [3, 6, 9];
const AVENUE_ROWS = [3, 6, 8];
/** Blocks that hold a school: column, row, and which part of the block. */
const SCHOOL_BLOCKS: readonly (readonly [column: number, row: number])[] = [
  [5, 6],
  [7, 7],
  [3, 5],
  [6, 2],
  [4, 7],
  [8, 5],
  [2, 7],
  [9, 4],
  [3, 2],
  [5, 8],
  [9, 7],
  [7, 1],
];

/** The made-up town: a bent grid of streets, a river, blocks, buildings, schools. The same for the same seed. */
export function buildTown(words: Words, seed: number): Town {
  return new TownBuilder(words, createRandom(seed)).build();
}

class TownBuilder {
  readonly #words: Words;
  readonly #random: Random;
  readonly #roads: TownRoad[] = [];
  readonly #areas: TownArea[] = [];
  readonly #buildings: XY[][] = [];
  readonly #places: { name: string; at: XY }[] = [];
  readonly #schools: TownSchool[] = [];
  readonly #frontages: Frontage[] = [];
  readonly #facilities: TownFacility[] = [];
  #estate = 0;
  #lane = 0;
  #park = 0;

  constructor(words: Words, random: Random) {
    this.#words = words;
    this.#random = random;
  }

  build(): Town {
    this.#drawStreets();
    for (let column = 0; column + 1 < COLUMNS.length; column++)
      for (let row = 0; row + 1 < ROWS.length; row++) this.#fillBlock(column, row);
    this.#drawJunctions();
    return {
      roads: this.#roads,
      areas: [...this.#areas, this.#bank()],
      buildings: this.#buildings.filter((outline) =>
        outline.every((corner) => riverDistance(corner) > BANK_HALF + 4),
      ),
      water: [{ name: this.#words.river, ring: riverBand(RIVER_HALF) }],
      railway: railway(),
      places: this.#places,
      schools: this.#schools,
      frontages: this.#frontages,
      facilities: this.#facilities,
    };
  }

  #bank(): TownArea {
    return { landuse: 'grass', ring: riverBand(BANK_HALF) };
  }

  #drawStreets(): void {
    COLUMNS.forEach((_, column) => {
      const avenue = AVENUE_COLUMNS.includes(column);
      const name = this.#streetName(column, avenue, 0);
      this.#drawLine(
        name,
        avenue ? 'secondary' : 'tertiary',
        ROWS.map((_, row) => corner(column, row)),
        avenue,
      );
    });
    ROWS.forEach((_, row) => {
      const avenue = AVENUE_ROWS.includes(row);
      const name = this.#streetName(row, avenue, 7);
      this.#drawLine(
        name,
        row === 6 ? 'primary' : avenue ? 'secondary' : 'tertiary',
        COLUMNS.map((_, column) => corner(column, row)),
        avenue,
      );
    });
  }

  #streetName(index: number, avenue: boolean, offset: number): string {
    const list = avenue ? this.#words.avenues : this.#words.streets;
    return elementAt(list, (index + offset) % list.length);
  }

  /** A street in pieces between crossings; only avenues cross the river. */
  #drawLine(name: string, highway: TownRoad['highway'], corners: readonly XY[], bridges: boolean): void {
    for (const [a, b] of piecesOf(corners)) {
      if (!bridges && crossesRiver(a, b)) continue;
      this.#roads.push({ name, highway, line: bent(a, b) });
    }
  }

  #fillBlock(column: number, row: number): void {
    const outer: Quad = [
      corner(column, row),
      corner(column + 1, row),
      corner(column + 1, row + 1),
      corner(column, row + 1),
    ];
    const block = inset(
      outer,
      this.#setback(row, AVENUE_ROWS),
      this.#setback(column + 1, AVENUE_COLUMNS),
      this.#setback(row + 1, AVENUE_ROWS),
      this.#setback(column, AVENUE_COLUMNS),
    );
    const middle = centre(block);
    const fromCentre = Math.hypot(middle[0], middle[1]);
    const school = SCHOOL_BLOCKS.findIndex(([c, r]) => c === column && r === row);
    if (school >= 0) {
      this.#schoolBlock(block, school, column, row);
      return;
    }
    this.#addFrontages(block, column, row, fromCentre);
    const edge = column === 0 || row === 0 || column === COLUMNS.length - 2 || row === ROWS.length - 2;
    const roll = this.#random.next();
    if (riverDistance(middle) < 90) this.#area('park', block);
    else if (edge && roll < 0.45) this.#area('farmland', block);
    else if (edge && roll < 0.7) this.#industry(block);
    else if (roll > 0.93 || (column === 6 && row === 5)) this.#parkBlock(block);
    else if (fromCentre < 620 && roll < 0.55) this.#commerce(block);
    else this.#residence(block, outer);
  }

  #setback(line: number, avenues: readonly number[]): number {
    return avenues.includes(line) ? 17 : 11;
  }

  #area(landuse: string, quad: Quad): void {
    this.#areas.push({ landuse, ring: ring(quad) });
  }

  #parkBlock(block: Quad): void {
    this.#area('park', block);
    const { width, height } = sizeOf(block);
    const pond = Array.from({ length: 24 }, (_, i): XY => {
      const angle = (i / 24) * 2 * Math.PI;
      const wobble = 0.2 + 0.05 * Math.sin(3 * angle) + 0.03 * Math.cos(5 * angle);
      return within(
        block,
        0.5 + wobble * Math.cos(angle) * Math.min(1, height / width),
        0.5 + wobble * Math.sin(angle),
      );
    });
    this.#areas.push({ landuse: 'basin', ring: ring(pond) });
    const name = elementAt(this.#words.parks, this.#park++ % this.#words.parks.length);
    this.#places.push({ name, at: within(block, 0.5, 0.82) });
  }

  #residence(block: Quad, outer: Quad): void {
    this.#area('residential', block);
    const name = elementAt(this.#words.estates, this.#estate++ % this.#words.estates.length);
    if (this.#random.next() < 0.6) this.#places.push({ name, at: within(block, 0.5, 0.5) });
    if (sizeOf(block).width > 250 && this.#random.next() < 0.7) this.#drawLane(block, outer);
    this.#buildings.push(...slabs(block, this.#random));
  }

  /** A lane through the middle of a block, from street to street. */
  #drawLane(block: Quad, [sw, se, ne, nw]: Quad): void {
    const name = elementAt(this.#words.lanes, this.#lane++ % this.#words.lanes.length);
    const [a, b] = [middleOf(bent(sw, se)), middleOf(bent(nw, ne))];
    if (crossesRiver(a, b)) return;
    this.#roads.push({ name, highway: 'residential', line: [a, within(block, 0.493, 0.5), b] });
    this.#frontages.push({
      street: name,
      from: within(block, 0.475, 0.08),
      to: within(block, 0.475, 0.92),
      weight: 0.6,
    });
  }

  #commerce(block: Quad): void {
    this.#area('commercial', block);
    this.#buildings.push(...shopBlocks(block, this.#random));
  }

  #industry(block: Quad): void {
    this.#area('industrial', block);
    this.#buildings.push(...halls(block, this.#random));
  }

  #schoolBlock(block: Quad, index: number, column: number, row: number): void {
    const [name, stage] = elementAt(this.#words.schools, index);
    const small = stage === '幼儿园';
    const share = small ? 0.42 : stage === '小学' ? 0.72 : 0.94;
    const campus = part(block, 0.02, share, small ? 0.34 : 0.04, 0.97);
    this.#area('residential', block);
    this.#area('education', campus);
    this.#area('pitch', small ? part(campus, 0.2, 0.7, 0.1, 0.3) : part(campus, 0.56, 0.94, 0.14, 0.84));
    this.#buildings.push(...(small ? kindergartenBuildings(campus) : schoolBuildings(campus)));
    if (share < 0.9) this.#buildings.push(...neighbours(block, share));
    const southStreet = small ? null : this.#streetName(row, AVENUE_ROWS.includes(row), 7);
    const westStreet = this.#streetName(column, AVENUE_COLUMNS.includes(column), 0);
    const gates: TownGate[] = [
      southStreet
        ? { name: '南门', isMain: true, at: within(campus, 0.5, 0) }
        : { name: '西门', isMain: true, at: within(campus, 0, 0.5) },
      ...(small ? [] : [{ name: '西门', isMain: false, at: within(campus, 0, 0.42) }]),
    ];
    this.#schools.push({
      name,
      stage,
      address: `${southStreet ?? westStreet} ${this.#random.integer(2, 96)} 号`,
      campus: ring(campus),
      gates,
    });
    for (const gate of gates) this.#gateFacilities(gate.at, gate.isMain);
    this.#addFrontages(block, column, row, Math.hypot(...centre(block)), small ? 0.3 : share);
  }

  #gateFacilities(gate: XY, main: boolean): void {
    const add = (kind: string, dx: number, dy: number) =>
      this.#facilities.push({ kind, at: [gate[0] + dx, gate[1] + dy] });
    add('监控', 2, 3);
    add('防冲撞设施', -4, -5);
    add('防冲撞设施', 4, -5);
    if (!main) return;
    add('警告标志', -46, -9);
    add('限速标志', 48, -9);
    add('人行横道', 14, -14);
    add('家长等候区', -20, -6);
  }

  /** Shop fronts on the four sides of a block; a campus side has few. */
  #addFrontages(block: Quad, column: number, row: number, fromCentre: number, campusShare = 0): void {
    const weight = Math.max(0.25, 1.5 - fromCentre / 900);
    const side = (s0: number, t0: number, s1: number, t1: number, street: string, factor: number) => {
      const [from, to] = [within(block, s0, t0), within(block, s1, t1)];
      if (riverDistance(from) > BANK_HALF && riverDistance(to) > BANK_HALF && !crossesRiver(from, to))
        this.#frontages.push({ street, from, to, weight: weight * factor });
    };
    const start = campusShare > 0 ? campusShare + 0.03 : 0.03;
    side(start, 0.02, 0.97, 0.02, this.#streetName(row, AVENUE_ROWS.includes(row), 7), 1 - campusShare);
    side(start, 0.98, 0.97, 0.98, this.#streetName(row + 1, AVENUE_ROWS.includes(row + 1), 7), 1);
    side(0.98, 0.05, 0.98, 0.95, this.#streetName(column + 1, AVENUE_COLUMNS.includes(column + 1), 0), 1);
    if (campusShare === 0)
      side(0.02, 0.05, 0.02, 0.95, this.#streetName(column, AVENUE_COLUMNS.includes(column), 0), 1);
  }

  #drawJunctions(): void {
    for (const column of AVENUE_COLUMNS) {
      for (const row of AVENUE_ROWS) {
        const [x, y] = corner(column, row);
        for (const [dx, dy] of SIGNALS) this.#facilities.push({ kind: '信号灯', at: [x + dx, y + dy] });
        for (const [dx, dy] of CROSSINGS) this.#facilities.push({ kind: '人行横道', at: [x + dx, y + dy] });
      }
      for (const row of [1, 4, 7]) {
        const [x, y] = corner(column, row);
        this.#facilities.push({ kind: '公交站', at: [x + 10, y + 90] });
      }
    }
  }
}

/** The vertex in the middle of a street, where a lane meets it. */
function middleOf(street: readonly XY[]): XY {
  return elementAt(street, Math.floor(street.length / 2));
}
