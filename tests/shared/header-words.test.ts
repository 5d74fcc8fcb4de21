import { describe, expect, it } from 'vitest';
import { keysOf } from '#shared/lists/record.ts';
import {
  type ImportField,
  importFieldNames,
  importFields,
  isGateColumn,
  isKnownWording,
  looksLikeHeader,
  matchHeader,
} from '#shared/registry/fields.ts';

/** Their words mean this beside those of a ledger alone. */
type LedgerField =
  | 'description'
  | 'number'
  | 'level'
  | 'source'
  | 'person'
  | 'foundOn'
  | 'dueOn'
  | 'closedOn'
  | 'subject'
  | 'helpingBodies'
  | 'sourceNumber';

/** Headings as real lists have them, by the field that they mean. */
const headings: Readonly<Record<Exclude<ImportField, LedgerField>, string>> = {
  name: '名称 企业名称 公司名称 字号名称 主体名称 场所名称 单位名称 个体工商户名称 学校名称 学校（机构）名称 校门名称 店名 EntName DWMC name',
  uscc: '统一社会信用代码 社会信用代码 信用代码 UniScID 统一代码',
  regNo: '注册号 工商注册号 RegNo ZCH',
  registrar: '登记机关 登记机关名称 发照机关 RegOrg_CN',
  adcode: '行政区划代码 区划代码 行政区代码 区县代码 adcode XZQDM',
  category: '类别 场所类别 类型 分类 type category',
  industryCode: '行业代码 国标行业代码 IndustryCo IndustryCode HYDM',
  scope: '经营范围 经营范围及方式 OpScope JYFW',
  address: '地址 住所 经营场所 经营（营业）场所 营业地址 注册地址 公司地址 所在地 address DOM ZCDZ JYDZ JYCS',
  legalPerson: '法定代表人 法人代表 企业法人 经营者 负责人 主要负责人 法定代表人（经营者）姓名 FDDBR',
  phone: '电话 联系电话 手机 电话号码 有效手机号 tel phone DH',
  status: '状态 设施状态 登记状态 存续状态 经营状态 RegState_CN status',
  establishedOn: '成立日期 注册日期 工商注册日期 设立日期 EstDate CLRQ 发证日期',
  licenceNo: '许可证号 许可证编号 许可证号码 licence_no',
  licenceKind: '许可证类型 许可证类别 许可证种类 许可证名称 证照类型',
  licenceHolder: '持证人 持证单位 持有人 许可证持有人 被许可人',
  licenceFrom: '有效期起 有效期自 有效期起始日期',
  licenceUntil: '有效期 有效期至 有效期止 有效期限 证书有效期 许可证有效期 到期日期 licence_until',
  lng: '经度 lng lon longitude x JD',
  lat: '纬度 lat latitude y WD',
  lngLat: '坐标 经纬度 location LngLat',
  stage: '学段 办学层次 学校类别 stage amenity',
  schoolCode: '学校标识码 学校（机构）标识码 标识码 SchoolCode',
  school: '所属学校 学校 school',
  isMain: '是否主门 主门 正门 isMain',
  kind: '种类 设施种类 设施类型 kind highway barrier level',
  body: '责任单位 责任部门 管理单位 管护单位 body',
  checkedOn: '核查日期 检查日期 巡查日期 checkedOn',
  wkt: 'WKT 几何 geometry geom',
};

describe('a heading', () => {
  it.each(keysOf(headings))('of a real list means %s', (field) => {
    for (const heading of headings[field].split(' '))
      expect(matchHeader([heading]), heading).toEqual({ [field]: heading });
  });

  it('is read with spaces and in full width', () => {
    expect(matchHeader([' 企 业 名 称 ', 'Ｘ'])).toEqual({ name: ' 企 业 名 称 ', lng: 'Ｘ' });
  });

  it('that nobody knows means nothing', () => expect(matchHeader(['备注', '', '序号'])).toEqual({}));

  it('that comes twice is the first one', () => {
    expect(matchHeader(['名称', '企业名称', '地址', '住所'])).toEqual({ name: '名称', address: '地址' });
  });
});

/** Headings that say their field by a part of them, as clerks and map services write them. */
const byParts: readonly (readonly [field: ImportField, headings: string])[] = [
  [
    'name',
    '网吧名称 旅馆名称 商户名称 门店名称 店铺名 *企业名称（必填） 企业名称： 校门 场所名字 校名 字号 招牌 企业 商户 商家 店铺 门店 场所 单位 机构 网吧 单位名 名',
  ],
  [
    'address',
    '详细地址 经营地址 场所地址 店铺地址 具体地址 地理位置 经营住所 主要经营场所 实际营业场所 房屋坐落 地点 所在位置',
  ],
  [
    'phone',
    '手机号 手机号码 联系方式 联系人电话 负责人电话 负责人手机 固定电话 电话号 联系号码 tel_no mobile phone1',
  ],
  [
    'lng',
    '经度(°) 经度/°E 经度（E） 百度经度 高德经度 GPS经度 经度： WGS84经度 东经 X坐标 坐标X lng_wgs84 lon_gcj gps_lng 百度lon gps-longitude',
  ],
  [
    'lat',
    '纬度(°) 纬度/°N 纬度（N） 百度纬度 高德纬度 GPS纬度 纬度： WGS84纬度 北纬 Y坐标 坐标Y lat_wgs84 gps_lat gps-latitude',
  ],
  [
    'lngLat',
    '百度坐标 坐标(经度,纬度) 高德经纬度 经度纬度 经度,纬度 经度、纬度 lng_lat lon_lat lon,lat lnglat84 lat_lng lat,lon latlng84',
  ],
  ['uscc', '统一社会信用代码(18位) 信用代码/注册号 社会统一信用代码 统一信用码'],
  ['schoolCode', '学校代码 学校机构代码 学校统一标识码 机构标识码'],
  [
    'regNo',
    '企业注册号 个体户注册号码 营业执照编号 营业执照号 营业执照号码 营业执照注册号 执照编号 执照号 执照号码',
  ],
  ['registrar', '原登记机关 发照机关名称 注册机关'],
  ['adcode', '所属行政区编码 所在区划代码 街道区划编码'],
  ['legalPerson', '法定代表人姓名 企业负责人 负责人姓名 经营者姓名 业主 店主姓名 法人姓名 法人代表'],
  ['stage', '学段类型 办学类型 办学阶段 学校类型'],
  ['establishedOn', '企业成立日期 成立时间 注册时间 设立时间 登记日期 开业日期 开业时间 发证时间 建校时间'],
  ['status', '企业状态 营业状态 主体状态 登记状况 在营状态 存续状况'],
  ['industryCode', '国民经济行业代码 行业编码'],
  ['scope', '许可范围 业务范围 经营项目 许可项目'],
  ['category', '业态 业态类型 经营类别 商户分类 店铺类型 门店种类 行业类别 行业分类 场所种类'],
  ['school', '所在学校 隶属学校名称 对应学校 关联校区 所属校区名称'],
  ['isMain', '是否正门 是否大门 是否主'],
  [
    'licenceNo',
    '食品经营许可证编号 烟草专卖零售许可证号 特种行业许可证号码 卫生许可证号 许可文号 证书编号 证号',
  ],
  ['licenceKind', '许可类型 证照名称 证书类别'],
  ['licenceHolder', '持证者 被许可人姓名 领证人'],
  ['licenceFrom', '许可证有效期自 有效期限起 有效期开始日期 许可开始日期'],
  ['licenceUntil', '有效期截止日期 有效日期至 许可证到期日期 证书有效期至 有效截止日期 到期时间'],
  ['wkt', 'wkt_geom SHAPE shape_wkt geometry_84 geom4326'],
];

describe('a heading by its parts', () => {
  it.each(byParts)('means %s', (field, words) => {
    for (const heading of words.split(' '))
      expect(matchHeader([heading]), heading).toEqual({ [field]: heading });
  });

  it.each([
    '街道名称',
    '社区名称',
    '坐标系',
    '通信地址',
    '通讯地址',
    '邮寄地址',
    '网址',
    '年报地址',
    '电子地址',
    'IP地址',
    'MAC地址',
    '户籍地址',
    '身份证住所',
    '电子邮箱',
    '传真',
    '传真电话',
    '举报电话',
    '报警电话',
    '产品名称',
    '项目名称',
    '法人名称',
    '主管部门名称',
    '文件名',
    '曾用名',
    '英文名称',
    '设备名称',
    '图层名称',
    '联系人',
    '备注',
    '名称备注',
    '地址说明',
    '电话费',
    '信用代码证书',
    '标识码类型',
    '学校代码表',
    '注册号类型',
    '身份证号',
    '身份证有效期',
    '租赁合同到期日期',
    '健康证号',
    '营业期限',
    '登记机关电话类',
    '区划代码表',
    '经度纬度误差',
    '经度误差',
    '纬度误差',
    '东经误差',
    '南经',
    'salon',
    'salng',
    'plat',
    'flat_no',
    'max坐标值',
    '负责人职务',
    '前法人代表',
    '经营者类别码',
    '小学段',
    '办学性质',
    '学校性质',
    '成立日期备注',
    '经营状态码',
    '行业代码表',
    '经营范围说明',
    '生产类别',
    '新业态企业数',
    '学校备注',
    '是否主要',
    '不是否主门',
    'my_wkt',
    '地址码',
    '好名',
    'hotel_phone',
    '',
    '*',
    '（必填）',
  ])('“%s” means nothing that is read', (heading) => expect(matchHeader([heading])).toEqual({}));

  it('of sixteen characters at most', () => {
    const name = '这是一个很长的填报单位的网吧名称';
    expect(name).toHaveLength(16);
    expect(matchHeader([name])).toEqual({ name });
    expect(matchHeader([`一${name}`])).toEqual({});
  });

  it.each([
    ['1.名称', 'name'],
    ['12、网吧名称', 'name'],
    ['*地址', 'address'],
    ['地址：', 'address'],
    ['地址/住所', 'address'],
    ['地址\\备注', 'address'],
    ['（必填）经营地址', 'address'],
    ['经营地址（必填）（请写到门牌）', 'address'],
    ['经 营 地 址', 'address'],
  ] as const)('“%s” is read without its number, notes and marks: %s', (heading, field) =>
    expect(matchHeader([heading])).toEqual({ [field]: heading }),
  );

  it('gives way to one that is known as a whole', () => {
    expect(matchHeader(['网吧名称', '企业名称', '通信地址', '详细地址'])).toEqual({
      name: '企业名称',
      address: '详细地址',
    });
  });

  it('of several the first is taken, and a column is taken once', () => {
    expect(matchHeader(['旅馆名称', '网吧名称'])).toEqual({ name: '旅馆名称' });
    expect(matchHeader(['电话', '手机'])).toEqual({ phone: '电话' });
  });
});

describe('a list of gates', () => {
  it.each(['校门', '门名', '大门', '校门名称', '校门名', '大门名称', '门岗名称', '门岗名'])(
    'names the gate in “%s”, and the school beside it',
    (gate) => {
      expect(isGateColumn(gate)).toBe(true);
      for (const school of ['学校', '学校名称', '校园名称'])
        expect(matchHeader([school, gate, '经度', '纬度']), school).toMatchObject({ name: gate });
      expect(matchHeader(['学校名称', gate])).toEqual({ name: gate, school: '学校名称' });
    },
  );

  it.each(['门', '小门', '校门口', '学校大门', '大门宽度', '门岗'])('not in “%s”', (column) =>
    expect(isGateColumn(column)).toBe(false),
  );

  it('has a gate without a school as any other column', () => {
    expect(matchHeader(['大门', '经度'])).toEqual({ lng: '经度' });
    expect(matchHeader(['学校', '大门宽度'])).toEqual({ school: '学校' });
  });

  it('keeps the school that another column names', () => {
    expect(matchHeader(['学校名称', '所属学校', '校门'])).toEqual({ name: '校门', school: '所属学校' });
    expect(matchHeader(['网吧名称', '校门名称'])).toMatchObject({ name: '校门名称' });
    expect(matchHeader(['校门', '经度'])).toEqual({ name: '校门', lng: '经度' });
  });
});

it('a known wording is known as a whole', () => {
  expect(['名称', ' 经 度 ', 'lng', '学校（机构）名称'].map(isKnownWording)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['网吧名称', '', '备注', '经度(°)'].map(isKnownWording)).toEqual([false, false, false, false]);
});

it.each([
  [['名称'], true],
  [['网吧名称', '经营住所'], true],
  [['网吧名称', '备注'], false],
  [['甲', '乙'], false],
  [[], false],
])('%j look like a header: %s', (cells, looks) => expect(looksLikeHeader(cells)).toBe(looks));

it('the columns of a ledger mean what they mean beside each other', () => {
  expect(matchHeader(['编号', '隐患名称', '完成时限', '责任部门', '状态'])).toEqual({
    number: '编号',
    description: '隐患名称',
    dueOn: '完成时限',
    body: '责任部门',
    status: '状态',
  });
});

it('fields are named in Chinese', () => {
  expect(importFields.map((field) => importFieldNames[field]).join(' ')).toBe(
    '名称 统一社会信用代码 注册号 登记机关 行政区划代码 类别 行业代码 经营范围 地址 负责人 电话 登记状态 成立日期 许可证号 许可证类型 持证人 有效期起 有效期止 经度 纬度 经度,纬度（同一列） 学段 学校标识码 所属学校 是否主门 种类 责任单位 核查日期 几何（WKT） 隐患情况 编号 级别 来源 责任人 发现日期 整改期限 销号日期 责任主体 配合部门 来源编号',
  );
});
