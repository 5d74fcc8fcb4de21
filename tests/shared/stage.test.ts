import { describe, expect, it } from 'vitest';
import { isSchoolPlace, readStage, stages } from '#shared/registry/stage.ts';

describe('a stage that the list names', () => {
  it.each(stages)('%s is itself', (stage) => {
    expect(readStage(stage, '某某中心')).toEqual({ stage, assumed: false, from: 'words' });
    expect(readStage(` ${stage} `, '某某小学')).toEqual({ stage, assumed: false, from: 'words' });
  });

  it.each([
    ['幼稚园', '幼儿园'],
    ['托儿所', '幼儿园'],
    ['早教', '幼儿园'],
    ['学前教育', '幼儿园'],
    ['kindergarten', '幼儿园'],
    ['特殊教育学校', '特教'],
    ['培智', '特教'],
    ['聋校', '特教'],
    ['盲校', '特教'],
    ['启智', '特教'],
    ['工读学校', '专门'],
    ['专门学校', '专门'],
    ['九年制', '九年一贯'],
    ['十二年一贯制', '九年一贯'],
    ['完中', '完全中学'],
    ['中等职业学校', '中职'],
    ['职业高中', '中职'],
    ['职业学校', '中职'],
    ['中专', '中职'],
    ['技工学校', '中职'],
    ['职高', '中职'],
    ['大学', '高校'],
    ['学院', '高校'],
    ['高等教育', '高校'],
    ['university', '高校'],
    ['college', '高校'],
    ['初级中学', '初中'],
    ['高级中学', '高中'],
    ['完小', '小学'],
  ] as const)('%s is %s', (text, stage) =>
    expect(readStage(text, '')).toEqual({ stage, assumed: false, from: 'words' }),
  );
});

describe('a stage that only the name tells', () => {
  it.each([
    ['清源培智学校', '特教'],
    ['阳光工读学校', '专门'],
    ['育才九年一贯制学校', '九年一贯'],
    ['第一完全中学', '完全中学'],
    ['市中等职业学校', '中职'],
    ['第三初级中学', '初中'],
    ['第三高级中学', '高中'],
    ['东街小学', '小学'],
  ] as const)('%s is %s', (name, stage) => {
    expect(readStage('', name)).toEqual({ stage, assumed: false, from: 'name' });
    expect(readStage('学校', name)).toEqual({ stage, assumed: true, from: 'name' });
  });

  it.each([
    ['第三初级中学', '初中'],
    ['第三高级中学', '高中'],
    ['育才九年一贯制学校', '九年一贯'],
    ['第一完全中学', '完全中学'],
    ['市职业中学', '中职'],
  ] as const)('of a list that says 中学, %s is %s', (name, stage) => {
    expect(readStage('中学', name)).toEqual({ stage, assumed: false, from: 'words' });
    expect(readStage('中等', name)).toEqual({ stage, assumed: false, from: 'words' });
  });

  it('a list that says 中学 is not turned by a name of another stage', () => {
    expect(readStage('中学', '东街小学')).toEqual({ stage: '完全中学', assumed: true, from: 'words' });
    expect(readStage('中学', '某某中心')).toEqual({ stage: '完全中学', assumed: true, from: 'words' });
    expect(readStage('小学、中学', '某某中心')).toEqual({ stage: '九年一贯', assumed: true, from: 'words' });
  });

  it('a 中学 or 实验学校 of which nothing else is said may be both stages', () => {
    expect(readStage('', '清河中学')).toEqual({ stage: '完全中学', assumed: true, from: 'name' });
    expect(readStage('', '清泰实验学校')).toEqual({ stage: '完全中学', assumed: true, from: 'name' });
  });

  it('a name that speaks of a university makes no university', () => {
    expect(readStage('', '北京大学')).toBeNull();
    expect(readStage('', '某某中心')).toBeNull();
  });
});

describe('a short name', () => {
  it.each([
    ['实验二小', '小学'],
    ['师大附小', '小学'],
    ['育才实验小', '小学'],
    ['城关一小', '小学'],
    ['城关十小', '小学'],
    ['黄村镇中心校', '小学'],
    ['黄村镇中心小校', '小学'],
    ['李村教学点', '小学'],
    ['师大附中', '完全中学'],
    ['育才实验中', '完全中学'],
    ['十三中', '完全中学'],
    ['实验学校', '完全中学'],
  ] as const)('%s is assumed to be %s', (name, stage) =>
    expect(readStage('', name)).toEqual({ stage, assumed: true, from: 'name' }),
  );

  it.each([
    '附小旁',
    '大小',
    '实验小区',
    '中心校区',
    '中心',
    '教学点旁',
    '附中路',
    '大中',
    '十三中旁',
    '实验中心',
  ])('%s is none', (name) => expect(readStage('', name)).toBeNull());
});

/** JY/T 1001: the kinds of schools by which their codes begin. */
describe('the code of a school', () => {
  it.each([
    ['1111000001', '幼儿园'],
    ['2111000001', '小学'],
    ['3611000001', '中职'],
    ['3711000001', '专门'],
    ['5111000001', '特教'],
  ] as const)('%s is of %s', (code, stage) => {
    expect(readStage('', '清河', code)).toEqual({ stage, assumed: false, from: 'name' });
    // It says more than a short name, and less than a whole one.
    expect(readStage('', '实验二中', code)).toEqual({ stage, assumed: false, from: 'name' });
    expect(readStage('', '清河初级中学', code)).toEqual({ stage: '初中', assumed: false, from: 'name' });
  });

  it.each([
    ['3111000001', '初中'],
    ['3411000001', '高中'],
  ] as const)('%s may be of other stages than %s', (code, stage) => {
    expect(readStage('', '清河', code)).toEqual({ stage, assumed: true, from: 'name' });
    expect(readStage('', '实验二小', code)).toEqual({ stage: '小学', assumed: true, from: 'name' });
    expect(readStage('', '清河中学', code)).toEqual({ stage: '完全中学', assumed: true, from: 'name' });
  });

  it.each([
    '',
    '211100000',
    '21110000011',
    'x2111000001',
    '2111000001x',
    '21a1000001',
    '9911000001',
    '1211000001',
  ])('“%s” says nothing', (code) => expect(readStage('', '清河', code)).toBeNull());
});

describe('a place of a mixed list', () => {
  it.each([
    ['科教文化服务;学校;小学', '东街小学', true],
    ['科教文化服务；学校；中学', '某某教育', true],
    ['教育/学校', '某某教育', true],
    ['教育>职业中学', '某某教育', true],
    ['amenity:school', '某某教育', true],
    ['school', '某某教育', true],
    ['kindergarten', '某某教育', true],
    ['小学 |餐饮服务;中餐厅', '某某教育', true],
    ['职业学校', '', true],
    ['职业高中', '', true],
    ['高等院校', '', true],
    ['特殊教育', '', true],
    ['幼稚园', '', true],
    ['', '东街小学', true],
    ['', '东街中学（南校区）', true],
    ['', '东街幼儿园(分园)', true],
    ['  ', '东街学校', true],
    ['餐饮服务;中餐厅', '东街小学', false],
    ['餐饮服务|学校', '东街小学', false],
    ['学校;驾校', '东街学校', false],
    ['学校', '东街驾校', false],
    ['', '小学培训学校', false],
    ['', '东街小学文具店', false],
    ['', '东街小学(南门)旁', false],
    ['', '东街商店', false],
    ['preschool', '某某教育', false],
    ['schools', '某某教育', false],
    // Parts of a school are no schools, however they are filed.
    ['科教文化服务;学校;小学', '东街小学(东门)', false],
    ['科教文化服务;学校;中学', '建兰中学东门', false],
    ['科教文化服务;学校;学校', '停车场(东街小学北)', false],
    ['', '停车场(东街小学)', false],
    ['科教文化服务;学校;小学', '师范大学第一附属小学羽毛球馆', false],
    ['科教文化服务;学校;学校', '第二中学足球场', false],
    ['科教文化服务;学校;学校', '第四中学教学楼2幢', false],
    ['科教文化服务;学校;小学', '胜利小学（林风花园西南）', true],
    ['科教文化服务;学校;中学', '第四中学(紫薇街)', true],
    ['科教文化服务;学校;小学', '门头沟小学', true],
    ['科教文化服务;学校;小学', '天安门小学', true],
    ['科教文化服务;学校;小学', '清河小学南校区', true],
    ['', '清河小学南校区', true],
    ['', '清河小学姚江路分校（小学部）', true],
    ['', '清河小学南校区文具店', false],
    ['', '清河小学(公交站)', false],
    // Nor is what teaches grown-ups, or a company.
    ['科教文化服务;学校;学校', '湖滨街道党校', false],
    ['科教文化服务;学校;学校', '东平巷社区法制学校', false],
    ['科教文化服务;学校;学校', '真才教育信息咨询有限公司杭州分公司', false],
    ['科教文化服务;学校;学校', '教师进修学校附属小学', true],
    ['科教文化服务;学校;幼儿园', '阳光幼儿园有限公司', true],
  ] as const)('filed under “%s” and called “%s” is a school: %s', (category, name, expected) =>
    expect(isSchoolPlace(category, name)).toBe(expected),
  );
});
