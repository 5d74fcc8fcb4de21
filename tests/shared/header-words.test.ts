import { describe, expect, it } from 'vitest';
import { type ImportField, importFields, matchHeader } from '#shared/registry/fields.ts';

/** Headings as real lists have them, by the field that they mean. */
const headings: Readonly<Record<ImportField, string>> = {
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
  it.each(importFields)('of a real list means %s', (field) => {
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
