import { z } from 'zod';
import { referenceSystemSchema } from '../geodesy/reference-systems.ts';
import { hazardLevelSchema, hazardStateNames, hazardStateSchema } from '../ledger/hazard.ts';
import { entriesOf } from '../lists/record.ts';

/** The name of the form in which events are exchanged; another number means that fields mean something else. */
export const EXCHANGE_FORM = 'xueantu-events/1';

/** Systems of other offices, as they are called; any other name may be given. */
export const knownSystems = ['一网统管', '基层智治', '城市运管服', '12345热线'] as const;

/** What became of an event since the system was last told of it. */
const eventChanges = ['new', 'changed', 'same'] as const;
export type EventChange = (typeof eventChanges)[number];

const described = <Schema extends z.ZodType>(schema: Schema, title: string, description: string) =>
  schema.meta({ title, description });
const text = (most: number, title: string, description: string) =>
  described(z.string().trim().max(most).default(''), title, description);
const day = (title: string, description: string) =>
  described(z.iso.date().nullable().default(null), title, description);
const degrees = (most: number, title: string, description: string) =>
  described(z.number().min(-most).max(most).nullable().default(null), title, description);

const stateWords = entriesOf(hazardStateNames)
  .map(([state, name]) => `${state} ${name}`)
  .join('、');

const placeSchema = z
  .object({
    name: text(200, '地点名称', '场所或学校的名称，没有登记的写明地点'),
    address: text(300, '地址', '登记的地址'),
    lng: degrees(180, '经度', '度，七位小数；没有位置的为空'),
    lat: degrees(90, '纬度', '度，七位小数；没有位置的为空'),
    crs: described(
      referenceSystemSchema.default('wgs84'),
      '坐标系',
      'wgs84、cgcs2000、gcj02、bd09 之一；来文没有写的按 wgs84',
    ),
    region: text(100, '镇街', '位置所在的镇街'),
    school: text(200, '学校', '事件所属的学校名称'),
    schoolCode: text(50, '学校标识码', '教育部门的学校（机构）标识码'),
  })
  .meta({ title: '地点', description: '事件发生的地点' });

/**
 * An event as other systems are told of it and tell of it: a hazard or a 线索. Each field says what it means; the tables of
 * `docs/交换格式.md` and its JSON Schema are compared with it.
 */
export const exchangeEventSchema = z.object({
  code: text(60, '编号', '学安图的编号，一件事不变；对方自己的事件不写，回告我方事件时写'),
  number: text(100, '对方编号', '对方系统里的编号，一件事不变；与来源系统一起认定是不是同一件'),
  revision: described(
    z.number().int().min(1).max(1_000_000).default(1),
    '版次',
    '从 1 起，内容每变一次加 1；比已收的小的不再收',
  ),
  change: described(
    z.enum(eventChanges).default('new'),
    '变动',
    'new 首次发出、changed 内容有变、same 与上次发出的一样；来文不看这一项',
  ),
  kind: described(z.enum(['hazard', 'lead']).default('lead'), '性质', 'hazard 隐患、lead 线索（待核实）'),
  category: text(60, '种类', '隐患种类，按规则包的种类；看不懂的归入其他'),
  level: described(hazardLevelSchema.default('一般'), '等级', '一般、较大、重大'),
  description: described(
    z.string().trim().min(1, { error: '请写明情况' }).max(2000),
    '情况',
    '事件的情况，必填',
  ),
  place: placeSchema,
  source: text(50, '来源', '谁发现或反映的，如 现场检查、学校自查、12345热线'),
  foundOn: day('发现日期', '发现或反映的日期，如 2026-11-30'),
  dueOn: day('期限', '整改期限'),
  closedOn: day('销号日期', '复查合格销号的日期'),
  state: described(hazardStateSchema.default('found'), '状态', stateWords),
  result: text(2000, '结果', '核实、整改、复查或办理的结果'),
  body: text(100, '责任单位', '负责整改的单位'),
  person: text(50, '责任人', '默认不发出；单位选择发出时才有'),
  reporter: text(100, '反映人', '默认不发出；单位选择发出时才有'),
});
export type ExchangeEvent = z.output<typeof exchangeEventSchema>;

/** A file of events. Each event is looked at by itself: one that is wrong keeps no other out. */
export const exchangeFileSchema = z.object({
  form: described(z.literal(EXCHANGE_FORM), '格式', `总是 ${EXCHANGE_FORM}`),
  system: described(z.string().trim().min(1).max(40), '发出的系统', '发出这份文件的系统的名称'),
  madeAt: described(z.iso.datetime(), '发出时间', 'ISO 8601，世界时'),
  events: z.array(exchangeEventSchema),
});

/** A field of an event: where it stands in JSON, and its column in CSV. */
export interface ExchangeField {
  /** place.name */
  readonly path: string;
  /** place_name */
  readonly column: string;
  readonly title: string;
  readonly description: string;
}

/** The columns of CSV in their order, by the schema itself. */
export const exchangeFields: readonly ExchangeField[] = [...fieldsOf(exchangeEventSchema.shape, '')];

function fieldsOf(shape: Readonly<Record<string, z.ZodType>>, prefix: string): ExchangeField[] {
  return Object.entries(shape).flatMap(([key, schema]) => {
    if (schema instanceof z.ZodObject) return fieldsOf(schema.shape, `${prefix}${key}.`);
    const { title = key, description = '' } = schema.meta() ?? {};
    const path = `${prefix}${key}`;
    return [{ path, title, description, column: columnOf(path) }];
  });
}

/** place.schoolCode is place_school_code. */
function columnOf(path: string): string {
  return path.replaceAll('.', '_').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What of an event makes another version of it: neither its version nor what is told of it to one system alone. */
export function contentOfEvent({ revision: _, change: __, number: ___, ...content }: ExchangeEvent): string {
  return JSON.stringify(content);
}

/** The value of a field. */
export function fieldValue(event: ExchangeEvent, path: string): string | number | null {
  const found = path
    .split('.')
    .reduce<unknown>((part, key) => (isRecord(part) ? part[key] : undefined), event);
  return typeof found === 'string' || typeof found === 'number' ? found : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
