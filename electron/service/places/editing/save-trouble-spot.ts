import { CodedError } from '#shared/contract/errors.ts';
import { distanceToShape, shapeOf } from '#shared/geodesy/shape-distance.ts';
import { centroidOf } from '#shared/sheets/centroid.ts';
import type { CellValue } from '#shared/tables/table-columns.ts';
import { removeWithParts } from '../../db/queries/dependents.ts';
import { findTroubleSpot, type StoredSpot } from '../../db/queries/trouble-spots.ts';
import { insertRow, updateRow } from '../../db/queries/write-row.ts';
import type { CommandContext, QueryContext } from '../../workspace/context.ts';
import { soundArea } from './drawn-area.ts';
import { checkedValues } from './edit-rows.ts';

type Values = Record<string, CellValue>;

/** Errors: TROUBLE_SPOT_UNKNOWN. */
export async function requireSpot({ db }: Pick<QueryContext, 'db'>, id: number): Promise<StoredSpot> {
  const spot = await findTroubleSpot(db, id);
  if (!spot) throw new CodedError('TROUBLE_SPOT_UNKNOWN', { id });
  return spot;
}

/**
 * Keeps a 治安乱点 as it was drawn and what is said of it; returns its id. When it is listed and taken off is told by
 * steps. Errors: SHAPE_REFUSED, CELL_REFUSED, TROUBLE_SPOT_UNKNOWN.
 */
export async function saveSpot(
  context: CommandContext,
  id: number | null,
  wanted: Values,
  geometry: GeoJSON.Geometry | null,
): Promise<number> {
  const { db, today } = context;
  // A new one was found today until somebody says otherwise.
  const said = id === null ? { ...wanted, foundOn: wanted.foundOn || today } : wanted;
  const values = { ...checkedValues(context, 'troubleSpots', said), ...areaColumns(geometry, id === null) };
  if (id === null) {
    if (!('name' in values)) throw refusedCell('治安重点地区', '', '不能为空');
    refuseDays(values);
    return await insertRow(db, 'troubleSpots', values);
  }
  const before = await requireSpot(context, id);
  refuseDays({ ...before, ...values });
  context.recordBefore(before);
  await updateRow(db, 'troubleSpots', id, values);
  return id;
}

/** Removes it with what was put to it. Errors: TROUBLE_SPOT_UNKNOWN. */
export async function removeSpot(context: CommandContext, id: number): Promise<void> {
  context.recordBefore(await requireSpot(context, id));
  await removeWithParts(context.db, 'troubleSpots', [id]);
}

function areaColumns(geometry: GeoJSON.Geometry | null, isNew: boolean): Values {
  if (geometry === null && !isNew) return {};
  const area = soundArea(geometry, '治安乱点');
  const [lng, lat] = placeIn(area);
  return { geometry: JSON.stringify(area), lng, lat };
}

/** A place in an area: its middle, or a corner where that lies outside. */
function placeIn(area: GeoJSON.Polygon | GeoJSON.MultiPolygon): readonly [number, number] {
  const shape = shapeOf(area);
  const middle = centroidOf(area);
  if (middle && distanceToShape(middle, shape) === 0) return [middle[0], middle[1]];
  const [lng = 0, lat = 0] = shape.areas[0]?.[0]?.[0] ?? [];
  return [lng, lat];
}

const refusedCell = (column: string, value: string, reason: string) =>
  new CodedError('CELL_REFUSED', { column, value, reason });

/** Errors: CELL_REFUSED where a day is earlier than the one that it follows. */
function refuseDays({ foundOn, dueOn = null, listedOn = null, settledOn = null }: Values): void {
  const found = String(foundOn ?? '');
  const refuseEarly = (day: CellValue, title: string) => {
    if (day !== null && String(day) < found) throw refusedCell(title, String(day), '早于排查日期');
  };
  refuseEarly(dueOn, '整治时限');
  for (const day of [listedOn, settledOn])
    if (day !== null && found > String(day))
      throw refusedCell('排查日期', found, `晚于挂牌或整治完成的 ${String(day)}`);
}
