import { expect, it } from 'vitest';
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
