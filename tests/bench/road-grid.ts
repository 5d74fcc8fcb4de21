import type { LngLat } from '#shared/geodesy/units.ts';
import { createRandom } from '../support/random.ts';
import { groundFor } from './places.ts';

export interface GridRoad {
  readonly name: string;
  readonly line: readonly LngLat[];
}

/** A crooked grid of streets over the ground for `venues`, with about so many edges; one street in ten is missing. */
export function roadGrid(edges: number, venues: number, seed: number): GridRoad[] {
  const random = createRandom(seed);
  const side = Math.round(Math.sqrt(edges / 1.8));
  const { west, south, width, height } = groundFor(venues);
  const shift = () => (random() - 0.5) * 0.4;
  const corners = Array.from({ length: side + 1 }, (_, row) =>
    Array.from(
      { length: side + 1 },
      (_, column): LngLat => [
        west + ((column + shift()) * width) / side,
        south + ((row + shift()) * height) / side,
      ],
    ),
  );
  const roads: GridRoad[] = [];
  const corner = (row: number, column: number) => corners[row]?.[column];
  const add = (name: string, a: LngLat | undefined, b: LngLat | undefined) => {
    if (a && b && random() > 0.1) roads.push({ name, line: [a, b] });
  };
  for (let row = 0; row <= side; row++)
    for (let column = 0; column <= side; column++) {
      add(`纬${row}街`, corner(row, column), corner(row, column + 1));
      add(`经${column}路`, corner(row, column), corner(row + 1, column));
    }
  return roads;
}
