import { UNKNOWN_CATEGORY } from '#shared/classification/category.ts';
import { createClassifier } from '#shared/classification/classify.ts';
import type { DrawnTable } from '#shared/contract/editing.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { pointOf } from '#shared/facilities/facility-index.ts';
import type { CellValue } from '#shared/tables/table-columns.ts';
import { tellRows } from '#shared/tables/table-nouns.ts';
import { countBlocking, removeWithParts } from '../../db/queries/dependents.ts';
import { addByHand, changeByHand, selectEditable } from '../../db/queries/editable-rows.ts';
import { storedCategory } from '../../db/queries/venue-particulars.ts';
import { readWordings } from '../../db/queries/wordings.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { soundArea } from './drawn-area.ts';
import { checkedValues } from './edit-rows.ts';
import { tellChangedRows } from './tell-changes.ts';

type Values = Record<string, CellValue>;
/** Those that lists bring as well. */
type DrawnPlace = Exclude<DrawnTable, 'troubleSpots'>;

/** Keeps a thing as it was drawn, and measures again what that touches; returns its id. */
export async function savePlace(
  context: CommandContext,
  table: DrawnPlace,
  id: number | null,
  wanted: Values,
  geometry: GeoJSON.Geometry | null,
): Promise<number> {
  const { db } = context;
  const values = { ...checkedValues(context, table, wanted), ...shapeColumns(table, geometry, id === null) };
  if (id === null) {
    const assumed = { ...defaults[table], ...(await classified(context, table, values)) };
    const added = await addByHand(db, table, values, assumed);
    tellChangedRows(context, table, [{ ...values, id: added }]);
    return added;
  }
  const [before] = await selectEditable(db, table, [id]);
  if (!before) throw new CodedError('ROW_UNKNOWN', { table: '图上对象', id });
  context.recordBefore(before);
  await changeByHand(db, table, before, values);
  tellChangedRows(context, table, [before, { ...before, ...values }]);
  return id;
}

/** The category that a new venue's name tells, unless a person has told it. */
async function classified(
  { db, workspace }: CommandContext,
  table: DrawnPlace,
  values: Values,
): Promise<Values> {
  if (table !== 'venues' || 'category' in values) return {};
  const classify = createClassifier(workspace.catalogue.kinds, await readWordings(db));
  const words = { name: String(values.name ?? ''), listed: '', scope: '', industryCode: '' };
  return storedCategory(classify(words));
}

/** Removes a thing that nothing rests on. Errors: PLACE_DEPENDED, ROW_UNKNOWN. */
export async function removePlace(context: CommandContext, table: DrawnPlace, id: number): Promise<void> {
  const { db } = context;
  const [before] = await selectEditable(db, table, [id]);
  if (!before) throw new CodedError('ROW_UNKNOWN', { table: '图上对象', id });
  // The gates of a school go with it, and what rests on them would be lost.
  const reasons = tellRows(await countBlocking(db, table, [id]));
  if (reasons.length > 0)
    throw new CodedError('PLACE_DEPENDED', { name: String(before.name ?? ''), reasons: reasons.join('、') });
  context.recordBefore(before);
  await removeWithParts(db, table, [id]);
  tellChangedRows(context, table, [before]);
}

/** The shape of a stored row; null where it has none. */
export function shapeOf(row: Values): GeoJSON.Geometry | null {
  if (typeof row.geometry === 'string') return JSON.parse(row.geometry) as GeoJSON.Geometry;
  if (typeof row.lng !== 'number' || typeof row.lat !== 'number') return null;
  return { type: 'Point', coordinates: [row.lng, row.lat] };
}

const source = { positionSource: 'imagery' };
const defaults: Readonly<Record<DrawnPlace, Values>> = {
  venues: {
    name: '',
    uscc: '',
    regNo: '',
    category: UNKNOWN_CATEGORY,
    categoryScore: 0,
    categoryReason: '',
    categorySuggested: '',
    listedCategory: '',
    industryCode: '',
    scope: '',
    address: '',
    legalPerson: '',
    phone: '',
    status: '',
    ...source,
  },
  schools: { name: '', stage: '小学', schoolCode: '', address: '', phone: '', ...source },
  facilities: { kind: '', name: '', state: '完好', body: '', note: '' },
  roads: { name: '', class: 'unclassified', width: 8 },
  regions: { name: '', level: '社区' },
};

/** Errors: SHAPE_REFUSED. */
function shapeColumns(table: DrawnPlace, geometry: GeoJSON.Geometry | null, isNew: boolean): Values {
  const refuse = (reason: string) => new CodedError('SHAPE_REFUSED', { reason });
  if (!geometry) {
    if (isNew) throw refuse('还没有在图上画出');
    return {};
  }
  if (table === 'roads') {
    if (geometry.type !== 'LineString' || geometry.coordinates.length < 2) throw refuse('道路至少要有两个点');
    return { geometry: JSON.stringify(geometry) };
  }
  if (table === 'regions') return { geometry: JSON.stringify(soundArea(geometry, '辖区')) };
  if (table === 'facilities') {
    const point = pointOf(geometry);
    if (!point) throw refuse('应是点、线或面');
    const isLine = geometry.type === 'LineString';
    if (isLine && geometry.coordinates.length < 2) throw refuse('线至少要有两个点');
    const shape = geometry.type === 'Point' ? null : JSON.stringify(geometry);
    return { lng: point[0], lat: point[1], geometry: shape };
  }
  if (geometry.type !== 'Point') throw refuse('应是一个点');
  const [lng = 0, lat = 0] = geometry.coordinates;
  return { lng, lat, ...source };
}
