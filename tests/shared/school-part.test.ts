import { describe, expect, it } from 'vitest';
import { readSchoolPart } from '#shared/registry/school-part.ts';

it.each([
  ['东街小学(东门)', '东街小学', '东门', true],
  ['东街小学（东门）', '东街小学', '东门', true],
  ['建兰中学东门', '建兰中学', '东门', true],
  ['东街小学-西南门', '东街小学', '西南门', true],
  ['东街小学正门', '东街小学', '正门', true],
  ['东街小学2号门', '东街小学', '2号门', true],
  ['东街小学出入口', '东街小学', '出入口', true],
  ['清河中学(姚江路校区)北门', '清河中学(姚江路校区)', '北门', true],
  ['清河中学姚江路校区北门', '清河中学姚江路校区', '北门', true],
  ['退休职工大学(南门)', '退休职工大学', '南门', true],
  ['东门', '', '东门', true],
  ['第二中学篮球场', '第二中学', '篮球场', false],
  ['东街小学地下停车场', '东街小学', '地下停车场', false],
  ['第四中学教学楼2幢', '第四中学', '教学楼2幢', false],
  ['东街中学学生宿舍楼', '东街中学', '学生宿舍楼', false],
  ['停车场(东街小学北)', '', '停车场(东街小学北)', false],
  ['东街小学【南门】', '东街小学', '南门', true],
  ['东街小学_东1门', '东街小学', '东1门', true],
  ['东街小学(A门)', '东街小学', 'A门', true],
  ['东街小学北门入口', '东街小学', '北门入口', true],
  ['清河一中-西门', '清河一中', '西门', true],
  ['清河师大附小(东南门)', '清河师大附小', '东南门', true],
  ['城关镇中心校南门', '城关镇中心校', '南门', true],
  ['东街小学地面停车场', '东街小学', '地面停车场', false],
  ['东街小学停车场出入口', '东街小学', '停车场出入口', false],
  ['东街小学非机动车停车棚', '东街小学', '非机动车停车棚', false],
  ['东街小学（家长接送区）', '东街小学', '家长接送区', false],
  ['东街小学家长等候区', '东街小学', '家长等候区', false],
])('%s is %s of %s', (name, school, part, isGate) => {
  expect(readSchoolPart(name)).toEqual({ school, part, isGate });
});

it.each([
  '东街小学',
  '东街小学(林风花园西南)',
  '天安门小学',
  '东门小学',
  '东街小学文具店',
  '门东小卖部',
  '大门村',
  '',
])('%s is no part of a school', (name) => {
  expect(readSchoolPart(name)).toBeNull();
});

describe('each kind of school', () => {
  it.each(
    '东街小学 东街中学 东街初中 东街高中 东街职高 东街中专 东街学校 东街幼儿园 东街学院 东街大学 东街小学南校区 东街小学北园区 东街小学分校 东街幼儿园分园 东街校园 东街小学(南校区)'.split(
      ' ',
    ),
  )('%s has gates and other parts', (school) => {
    expect(readSchoolPart(`${school}东门`)).toEqual({ school, part: '东门', isGate: true });
    expect(readSchoolPart(`${school}食堂`)).toEqual({ school, part: '食堂', isGate: false });
    expect(readSchoolPart(school)).toBeNull();
  });

  it.each(['东街医院', '东街派出所', '东街学堂'])('%s is none', (name) => {
    expect(readSchoolPart(`${name}东门`)).toBeNull();
    expect(readSchoolPart(`${name}食堂`)).toBeNull();
  });
});

describe('each kind of gate', () => {
  const gates =
    '东门 南门 西门 北门 正门 侧门 后门 前门 大门 小门 主门 旁门 东南门 西北门 东北门 西南门 一号门 2号门 12号门 三门 东校门 北大门 正门口 校门 门口 门 出入口 入口 出口 人行出口 东出入口 2号出口 南1号门'.split(
      ' ',
    );
  it.each(gates)('%s, of a school and alone', (gate) => {
    expect(readSchoolPart(`东街小学${gate}`)).toEqual({ school: '东街小学', part: gate, isGate: true });
    expect(readSchoolPart(gate)).toEqual({ school: '', part: gate, isGate: true });
  });

  it.each([
    ['东街小学(东门)', '东门'],
    ['东街小学（东门）', '东门'],
    ['东街小学-东门', '东门'],
    ['东街小学—东门', '东门'],
    ['东街小学·东门', '东门'],
    ['东街小学 东门', '东门'],
    [' 东街小学东门 ', '东门'],
    ['东街小学 - (东门)', '东门'],
  ])('“%s” is of a school', (name, part) =>
    expect(readSchoolPart(name)).toEqual({ school: '东街小学', part, isGate: true }),
  );

  it.each([
    '东街小学东门诊所',
    '东街小学门诊部',
    '东街小学东门店',
    '东门外小学',
    '东街小学的东门',
    '木门',
    '东门店',
    '大门口店',
  ])('“%s” is none', (name) => expect(readSchoolPart(name)).toBeNull());
});

describe('each other part', () => {
  const parts =
    '停车场 停车库 停车位 地下车库 充电站 充电桩 卫生间 公共厕所 快递柜 家长接送区 接送点 公交站 公交车站 地铁站 地下停车场 地上停车场 室外停车场 内部停车场 足球场 篮球馆 排球场 网球场 羽毛球馆 乒乓球馆 田径场 运动场 游泳池 游泳馆 田径运动场 操场 体育场 体育馆 风雨操场 食堂 餐厅 超市 小卖部 图书馆 图书室 报告厅 礼堂 剧场 校史馆 传达室 门卫室 保卫处 保卫科 医务室 校医院 家属楼 家属区 家属院 宿舍 宿舍楼 男生宿舍 女生公寓 学生公寓楼 教师公寓 教工宿舍楼 教学楼 第一教学楼 第12实验楼 实训楼 办公楼 行政楼 综合楼 科技楼 艺术楼 图书楼 信息楼 1号楼 三号楼 12楼'.split(
      ' ',
    );
  it.each(parts)('%s, of a school and alone', (part) => {
    expect(readSchoolPart(`东街小学${part}`)).toEqual({ school: '东街小学', part, isGate: false });
    expect(readSchoolPart(`东街小学(${part})`)).toEqual({ school: '东街小学', part, isGate: false });
    expect(readSchoolPart(part)).toEqual({ school: '', part, isGate: false });
  });

  it.each(['教学楼2幢', '教学楼2号', '教学楼三栋', '教学楼二', '宿舍12座', '食堂一号'])(
    '%s, with its number',
    (part) => expect(readSchoolPart(`东街小学${part}`)).toEqual({ school: '东街小学', part, isGate: false }),
  );

  it.each([
    '东街小学足球',
    '东街小学食堂店',
    '东街小学文具店',
    '东街小学停车',
    '东街小学宾馆',
    '东街小学教学',
    '东街小学大楼',
    '东街小学宿舍楼旁',
    '电影院',
    '大操场店',
    '旧食堂',
  ])('“%s” is none', (name) => expect(readSchoolPart(name)).toBeNull());

  it.each([
    ['停车场(东街小学北)', false],
    ['停车场（东街小学北）', false],
    ['停车场-东街', false],
    ['公交站', false],
    ['地铁站(东街小学)', false],
    ['公交站-东街小学', false],
    ['东门(东街小学)', false],
  ])('“%s” is at a school that it does not name', (name, isGate) => {
    expect(readSchoolPart(name)).toMatchObject({ school: '', isGate });
  });

  it.each(['公交站台', '东街公交站', '停车场(东街小学北', '停车场东街小学北'])('“%s” is not', (name) =>
    expect(readSchoolPart(name)).toBeNull(),
  );
});
