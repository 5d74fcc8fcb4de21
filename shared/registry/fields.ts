import { z } from 'zod';
import { matchLedgerHeader } from './ledger-header.ts';
import { comparable } from './text.ts';

/** The fields that `--map` and the import screen can fill; names are a promise of the command line. */
export const importFields = [
  'name',
  'uscc',
  'regNo',
  'registrar',
  'adcode',
  'category',
  'industryCode',
  'scope',
  'address',
  'legalPerson',
  'phone',
  'status',
  'establishedOn',
  'licenceNo',
  'licenceKind',
  'licenceHolder',
  'licenceFrom',
  'licenceUntil',
  'lng',
  'lat',
  'lngLat',
  'stage',
  'schoolCode',
  'school',
  'isMain',
  'kind',
  'body',
  'checkedOn',
  'wkt',
  'description',
  'number',
  'level',
  'source',
  'person',
  'foundOn',
  'dueOn',
  'closedOn',
  'subject',
  'helpingBodies',
  'sourceNumber',
] as const;
export const importFieldSchema = z.enum(importFields);
export type ImportField = z.infer<typeof importFieldSchema>;

export const importFieldNames: Record<ImportField, string> = {
  name: '名称',
  uscc: '统一社会信用代码',
  regNo: '注册号',
  registrar: '登记机关',
  adcode: '行政区划代码',
  category: '类别',
  industryCode: '行业代码',
  scope: '经营范围',
  address: '地址',
  legalPerson: '负责人',
  phone: '电话',
  status: '登记状态',
  establishedOn: '成立日期',
  licenceNo: '许可证号',
  licenceKind: '许可证类型',
  licenceHolder: '持证人',
  licenceFrom: '有效期起',
  licenceUntil: '有效期止',
  lng: '经度',
  lat: '纬度',
  lngLat: '经度,纬度（同一列）',
  stage: '学段',
  schoolCode: '学校标识码',
  school: '所属学校',
  isMain: '是否主门',
  kind: '种类',
  body: '责任单位',
  checkedOn: '核查日期',
  wkt: '几何（WKT）',
  description: '隐患情况',
  number: '编号',
  level: '级别',
  source: '来源',
  person: '责任人',
  foundOn: '发现日期',
  dueOn: '整改期限',
  closedOn: '销号日期',
  subject: '责任主体',
  helpingBodies: '配合部门',
  sourceNumber: '来源编号',
};

/** Header wordings seen in registry lists, in the form of `comparable`. */
const synonyms: Record<ImportField, readonly string[]> = {
  name: [
    '名称',
    '企业名称',
    '公司名称',
    '字号名称',
    '主体名称',
    '场所名称',
    '单位名称',
    '个体工商户名称',
    '学校名称',
    '学校(机构)名称',
    '校门名称',
    '校门',
    '店名',
    'ENTNAME',
    'DWMC',
    'NAME',
  ],
  uscc: ['统一社会信用代码', '社会信用代码', '信用代码', 'UNISCID', '统一代码'],
  regNo: ['注册号', '工商注册号', 'REGNO', 'ZCH'],
  registrar: ['登记机关', '登记机关名称', '发照机关', 'REGORG', 'REGORG_CN', 'DJJG'],
  adcode: ['行政区划代码', '区划代码', '行政区代码', '行政区划编码', '区县代码', 'ADCODE', 'XZQDM', 'XZQHDM'],
  category: ['类别', '场所类别', '类型', '分类', 'TYPE', 'CATEGORY'],
  industryCode: ['行业代码', '国标行业代码', 'INDUSTRYCO', 'INDUSTRYCODE', 'HYDM'],
  scope: ['经营范围', '经营范围及方式', 'OPSCOPE', 'JYFW'],
  address: [
    '地址',
    '住所',
    '经营场所',
    '经营(营业)场所',
    '营业地址',
    '注册地址',
    '经营地址',
    '详细地址',
    '场所地址',
    '公司地址',
    '所在地',
    'ADDRESS',
    'DOM',
    'ZCDZ',
    'JYDZ',
    'JYCS',
  ],
  legalPerson: [
    '法定代表人',
    '法人代表',
    '企业法人',
    '经营者',
    '负责人',
    '主要负责人',
    '法定代表人(经营者)姓名',
    'FDDBR',
  ],
  phone: [
    '电话',
    '联系电话',
    '手机',
    '手机号',
    '手机号码',
    '联系方式',
    '负责人电话',
    '电话号码',
    '有效手机号',
    'TEL',
    'PHONE',
    'DH',
  ],
  status: ['状态', '设施状态', '登记状态', '存续状态', '经营状态', 'REGSTATE_CN', 'STATUS'],
  establishedOn: ['成立日期', '注册日期', '工商注册日期', '设立日期', 'ESTDATE', 'CLRQ', '发证日期'],
  licenceNo: ['许可证号', '许可证编号', '许可证号码', 'LICENCE_NO', 'LICENSE_NO', 'XKZH'],
  licenceKind: ['许可证类型', '许可证类别', '许可证种类', '许可证名称', '证照类型', 'LICENCE_KIND'],
  licenceHolder: ['持证人', '持证单位', '持有人', '许可证持有人', '被许可人'],
  licenceFrom: ['有效期起', '有效期自', '有效期起始', '有效期起始日期', '有效期开始', 'LICENCE_FROM'],
  licenceUntil: [
    '有效期',
    '有效期至',
    '有效期止',
    '有效期限',
    '有效期限至',
    '证书有效期',
    '许可证有效期',
    '到期日期',
    'LICENCE_UNTIL',
  ],
  lng: ['经度', 'LNG', 'LON', 'LONGITUDE', 'X', 'JD'],
  lat: ['纬度', 'LAT', 'LATITUDE', 'Y', 'WD'],
  lngLat: ['坐标', '经纬度', 'LOCATION', 'LNGLAT'],
  stage: ['学段', '办学层次', '学校类别', 'STAGE', 'AMENITY'],
  schoolCode: ['学校标识码', '学校(机构)标识码', '标识码', 'SCHOOLCODE'],
  school: ['所属学校', '学校', 'SCHOOL'],
  isMain: ['是否主门', '主门', '正门', 'ISMAIN'],
  kind: ['种类', '设施种类', '设施类型', 'KIND', 'HIGHWAY', 'BARRIER', 'LEVEL'],
  body: ['责任单位', '责任部门', '管理单位', '管护单位', 'BODY'],
  checkedOn: ['核查日期', '检查日期', '巡查日期', 'CHECKEDON'],
  wkt: ['WKT', '几何', 'GEOMETRY', 'GEOM'],
  // Their words mean this in a ledger alone: see `ledger-header.ts`.
  ...{ description: [], number: [], level: [], source: [], person: [], foundOn: [], dueOn: [], closedOn: [] },
  ...{ subject: [], helpingBodies: [], sourceNumber: [] },
};

/**
 * For each field the header cell that names it, at most one column a field: known wordings first, then wordings that
 * have the field's word in them (网吧名称, 百度经度, 经度(°)).
 */
export function matchHeader(header: readonly string[]): Partial<Record<ImportField, string>> {
  const ledger = matchLedgerHeader(header);
  if (ledger) return ledger;
  const found: Partial<Record<ImportField, string>> = {};
  const used = new Set<string>();
  const take = (column: string, field: ImportField | null | undefined) => {
    if (!field || found[field] !== undefined) return;
    found[field] = column;
    used.add(column);
  };
  for (const column of header) take(column, fieldOfWording(comparable(column)));
  // Where the school beside a venue stands, and whose neighbour it is, says less of the venue than its own columns.
  for (const isBeside of [false, true])
    for (const column of header)
      if (!used.has(column) && besideWords.test(comparable(column)) === isBeside)
        take(column, fieldByParts(column));
  return withSchoolOfGate(header, withLicences(found));
}

/** Whether a column's name is a known wording as a whole. */
export function isKnownWording(column: string): boolean {
  return fieldOfWording(comparable(column)) !== undefined;
}

/** Whether cells are the names of columns: one is a known wording, or two have a field's word in them. */
export function looksLikeHeader(cells: readonly string[]): boolean {
  return cells.some(isKnownWording) || Object.keys(matchHeader(cells)).length > 1;
}

function fieldOfWording(key: string): ImportField | undefined {
  return fieldOfKey.get(key);
}

const fieldOfKey = new Map(
  importFields.toReversed().flatMap((field) => synonyms[field].map((key) => [key, field] as const)),
);

/**
 * A list of licences may name the venue only as who holds them (持证单位名称); the day on which they were issued is
 * that from which they are valid where no other is told.
 */
function withLicences(found: Partial<Record<ImportField, string>>): Partial<Record<ImportField, string>> {
  const { name, licenceHolder, licenceFrom, establishedOn } = found;
  if (!licenceFields.some((field) => found[field] !== undefined)) return found;
  const isIssued = establishedOn !== undefined && issueWords.test(comparable(establishedOn));
  const told = licenceFrom === undefined && isIssued ? { ...found, licenceFrom: establishedOn } : found;
  if (name !== undefined || licenceHolder === undefined || !/名称$/.test(licenceHolder)) return told;
  const { licenceHolder: _, ...others } = told;
  return { ...others, name: licenceHolder };
}

/** What a list says of a venue's licences. */
export const licenceFields = [
  'licenceNo',
  'licenceKind',
  'licenceHolder',
  'licenceFrom',
  'licenceUntil',
] as const satisfies readonly ImportField[];

const issueWords = /发证|核发|颁证|颁发/;

/** A list of gates names the school and the gate: the gate is what the row is about. */
function withSchoolOfGate(
  header: readonly string[],
  found: Partial<Record<ImportField, string>>,
): Partial<Record<ImportField, string>> {
  const gate = header.find(isGateColumn);
  const { name, school } = found;
  if (gate === undefined || name === gate) return found;
  if (name === undefined) return school === undefined ? found : { ...found, name: gate };
  return schoolWords.test(comparable(name)) ? { ...found, name: gate, school: school ?? name } : found;
}

/** Whether a column holds names of gates. */
export function isGateColumn(column: string): boolean {
  return gateWords.test(comparable(column));
}

const gateWords = /^(校门|门名|大门|校门名称?|大门名称|门岗名称?)$/;
const schoolWords = /^(学校|校园)(名称)?$/;

/** Words of what a row is not about itself, before a field's word: 学校经度, 附近学校名称. */
const besideWords = /^(学校|校园|校门|附近|最近|周边|对应)/;

/** Columns that hold a position too, and that no field was given. */
export function unusedPositions(header: readonly string[], used: ReadonlySet<string>): string[] {
  return header.filter((column) => {
    const field = used.has(column) ? null : (fieldOfWording(comparable(column)) ?? fieldByParts(column));
    return field === 'lng' || field === 'lat' || field === 'lngLat';
  });
}

/** The most characters of a column's name. */
const LONGEST_NAME = 16;

/** Terms of something else than a licence. */
const otherTerms = /身份|合同|租|保质|健康|体检|检[测验]|营业期|经营期|质保|保险|消防/;

/**
 * Words inside a column's name that tell its field, the more particular ones first; and words that show that the column
 * is about something else.
 */
const parts: readonly (readonly [field: ImportField, word: RegExp, not?: RegExp])[] = [
  ['uscc', /信用代码|信用码/, /证书/],
  ['schoolCode', /学校.*(标识码|代码)$|标识码$/],
  ['regNo', /注册号码?$|营业执照(编号|号码?|注册号)$|^执照(编号|号码?)$/],
  [
    'licenceFrom',
    /(有效期限?|有效日期|许可期限?)(起|自|始|从|开始|起始)(日|日期|时间)?$|^(许可|有效)(起始|开始)(日期|时间)$/,
    otherTerms,
  ],
  [
    'licenceUntil',
    /有效(期限?|日期)(至|止|到|截止|结束|终止|截至)?(日|日期|时间)?$|(许可证?|证书|证照|专卖证)(到期|截止|届满)(日|日期|时间)?$|^(到期|届满)(日|日期|时间)$|^有效截止(日期|时间)$/,
    otherTerms,
  ],
  [
    'licenceNo',
    /(许可证|专卖证|卫生证|许可)(证?编号|证?号码?|文号)$|^证书(编号|号码?)$|^证号$/,
    /身份|执法|教师|房产|产权|土地|驾驶|健康/,
  ],
  ['licenceKind', /(许可证?|证照|专卖证|证书)(类型|类别|种类|名称)$/, /身份|执法|产权|土地/],
  ['licenceHolder', /^(许可证|证书)?(持证|持有|被许可|领证)(人|者|单位)?(姓名|名称)?$/],
  ['registrar', /(登记|发照|注册)机关(名称)?$/],
  ['adcode', /(区划|行政区)(代码|编码)$/],
  ['lng', /经度$|^[东]经$|(^|[^A-Z])(LON|LNG|LONGITUDE)$|^(LON|LNG)_|^X坐标$|^坐标X$/, /纬|(^|[^A-Z])LAT/],
  ['lat', /纬度$|^北纬$|(^|[^A-Z])(LAT|LATITUDE)$|^LAT_|^Y坐标$|^坐标Y$/, /经|(^|[^A-Z])(LON|LNG)/],
  ['lngLat', /经纬度$|坐标$|^经度.?纬度$|^(LON|LNG).?LAT|^LAT.?(LON|LNG)/, /^[XY]坐标/],
  ['phone', /(电话|手机)(号码?)?$|联系(方式|号码)$|^(TEL|MOBILE|PHONE)/, /传真|举报|报警/],
  ['legalPerson', /(法定代表人|负责人|经营者|业主|店主)(姓名)?$|^法人(姓名|代表)$/],
  ['stage', /^学段|办学(层次|类型|阶段)$|^学校(类型|类别|性质)$/, /性质/],
  ['establishedOn', /(成立|注册|设立|登记|开业|发证|建校)(日期|时间)$/],
  ['status', /(经营|登记|营业|存续|企业|主体|在营)(状态|状况)$/],
  ['industryCode', /行业(代码|编码)$/],
  ['scope', /(经营|许可|业务)(范围|项目)$/],
  ['category', /^(场所|业态|经营|商户|店铺|门店|行业)(类别|类型|分类|种类)$|^业态$/],
  ['school', /(所属|所在|隶属|对应|关联)(学校|校区)(名称)?$/],
  ['isMain', /^是否(主|正|大)门?$/],
  ['wkt', /^(WKT|GEOM|GEOMETRY|SHAPE)/],
  [
    'address',
    /(地址|住所|经营场所|营业场所|坐落|地点|地理位置|所在位置)$/,
    /通[信讯]|邮|网|年报|电子|IP|MAC|户籍|身份/,
  ],
  [
    'name',
    /(名称|名字|店名|校名|字号|招牌)$|^(企业|商户|商家|店铺|门店|场所|单位|机构|学校|网吧|校门)名?$|^名$/,
    /法人|街道|镇街|社区|村|乡镇|道路|行业|项目|主管|机关|部门|产品|负责人|许可|行政区|区县|所属|所在|隶属|证照|类别|文件|曾用|英文|设备|图层|坐标|总公司|集团|上级|产权|房东|出租|物业|附近|最近|周边/,
  ],
];

/** The field whose word stands in a column's name, once units, notes and marks are taken off: 经度/°E, *名称（必填）. */
function fieldByParts(column: string): ImportField | null {
  const key = comparable(column)
    .replace(/\([^)]*\)/g, '')
    .replace(/^(?:\d+[.、])|[*:：°]/g, '')
    .replace(/[/\\].*$/, '');
  if (key === '' || key.length > LONGEST_NAME) return null;
  return (
    fieldOfWording(key) ??
    parts.find(([, word, not]) => word.test(key) && !(not?.test(key) ?? false))?.[0] ??
    null
  );
}
