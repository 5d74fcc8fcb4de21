import { z } from 'zod';
import { comparable } from './text.ts';

/** The fields that `--map` and the import screen can fill; names are a promise of the command line. */
export const importFields = [
  'name',
  'uscc',
  'regNo',
  'category',
  'industryCode',
  'scope',
  'address',
  'legalPerson',
  'phone',
  'status',
  'establishedOn',
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
] as const;
export const importFieldSchema = z.enum(importFields);
export type ImportField = z.infer<typeof importFieldSchema>;

export const importFieldNames: Record<ImportField, string> = {
  name: '名称',
  uscc: '统一社会信用代码',
  regNo: '注册号',
  category: '类别',
  industryCode: '行业代码',
  scope: '经营范围',
  address: '地址',
  legalPerson: '负责人',
  phone: '电话',
  status: '登记状态',
  establishedOn: '成立日期',
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
    '店名',
    'ENTNAME',
    'DWMC',
    'NAME',
  ],
  uscc: ['统一社会信用代码', '社会信用代码', '信用代码', 'UNISCID', '统一代码'],
  regNo: ['注册号', '工商注册号', 'REGNO', 'ZCH'],
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
  phone: ['电话', '联系电话', '手机', '电话号码', '有效手机号', 'TEL', 'PHONE', 'DH'],
  status: ['状态', '设施状态', '登记状态', '存续状态', '经营状态', 'REGSTATE_CN', 'STATUS'],
  establishedOn: ['成立日期', '注册日期', '工商注册日期', '设立日期', 'ESTDATE', 'CLRQ', '发证日期'],
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
};

/** For each header cell the field it names, at most one column a field; -1-based lists stay in header order. */
export function matchHeader(header: readonly string[]): Partial<Record<ImportField, string>> {
  const found: Partial<Record<ImportField, string>> = {};
  for (const column of header) {
    const key = comparable(column);
    const field = importFields.find((candidate) => synonyms[candidate].includes(key));
    if (field && !found[field]) found[field] = column;
  }
  return found;
}
