import { describe, expect, it } from 'vitest';
import { secretKey } from '#shared/forms/document-template.ts';
import type { Call } from '../support/calls.ts';
import { openDemo } from '../support/demo.ts';
import { wordsOf } from '../support/document-words.ts';
import { convertByOffice } from '../support/office.ts';
import { pdfText } from '../support/pdf.ts';
import { hasWriter } from '../support/this-machine.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

const school = { kind: 'school' as const, id: 1 };
const span = { kind: 'span' as const, from: '2026-07-01', to: '2026-07-31' };
const UNREST = '涉校不稳定因素情况';

async function make(call: Call, template: string, about: typeof school | typeof span, said = {}) {
  const { id } = await call('documents.make', { template, about, issuer: '', said, pictures: [] });
  return new Uint8Array(await call('reports.read', { id }));
}

describe('常州 annex 1', () => {
  it('asks what the paper asks, in its order, with its footnote and both signatures', async () => {
    const words = wordsOf(await make(await openDemo(), 'school-survey', school));
    const issued = [
      ...['附件1', '学校及周边安全排查整改情况报表', '单位名称：', '填表日期：'],
      ...['是否成立工作专班', '专班负责人', '学校假期是否有值班表', '领导是否带班'],
      ...['门卫、巡查、隐患排查制度是否健全', '保安员人数', '保安员持证上岗人数', '超龄保安员人数'],
      ...['视频监控保存天数是否达30天', '视频探头数量', '围墙周界有无防入侵报警系统'],
      ...['重点要害部位有无防入侵报警', '一键报警有无', '门卫', '学生宿舍（无宿舍填“/”）'],
      ...['技防系统是否全部正常运行', '隔离栏有无', '硬质防冲撞设施有无', '升降柱有无'],
      ...['是否开展电气火灾安全综合治理', '电器火灾隐患整改情况', '危险化学品安全管理三防措施是否落实'],
      ...['校园周边治安乱点情况', UNREST, '校车等安全隐患情况', '（无校车等用“/”）'],
      ...['假期学生安全教育情况', '假期师生', '团体活动', '次数', '总人数', '安全是否由校级领导直接负责'],
      ...['排查出的总隐患数', '隐患整改数', '未整改隐患数', '排查整改工作情况报告'],
      '本表由学校和当地派出所共同填写。涉及保密、敏感信息的，经公安机关研判后直接报市公安局，本表不填写。',
      ...['校长：', '所长：'],
    ];
    let from = 0;
    for (const text of issued) {
      const at = words.indexOf(text, from);
      expect(at, text).toBeGreaterThanOrEqual(from);
      from = at + text.length;
    }
  });

  it('withholds what is said to be secret and nothing else: 无 is printed, and what may go', async () => {
    const call = await openDemo();
    const print = async (said: Readonly<Record<string, string>>) =>
      wordsOf(await make(call, 'school-survey', school, said));
    const withheld = '（涉密或敏感，不在本文件中）';
    for (const none of ['无', '/', '没有']) {
      const words = await print({ [UNREST]: none });
      expect(words, none).toContain(`${UNREST}${none}`);
      expect(words, none).not.toContain(withheld);
    }
    expect(await print({ [UNREST]: '个别家长信访' })).toContain(`${UNREST}个别家长信访`);
    const secret = { [UNREST]: '无业人员聚集', [secretKey(UNREST)]: '是' };
    expect(await print(secret)).toContain(`${UNREST}${withheld}`);
    expect(await print({ ...secret, [secretKey(UNREST)]: '' })).toContain('无业人员聚集');
  });

  it('keeps withholding what a form of an earlier version kept back', async () => {
    const call = await openDemo();
    const earlier = `可写入：${UNREST}`;
    const print = async (said: Readonly<Record<string, string>>) =>
      wordsOf(await make(call, 'school-survey', school, said));
    expect(await print({ [UNREST]: '不得外传', [earlier]: '' })).not.toContain('不得外传');
    expect(await print({ [UNREST]: '个别家长信访', [earlier]: '是' })).toContain('个别家长信访');
  });

  it.skipIf(!hasWriter)('fits on one page', async () => {
    const bytes = await make(await openDemo(), 'school-survey', school);
    const pages = pdfText(convertByOffice('附件1.docx', bytes, 'pdf')).split('\f');
    expect(pages.filter((page) => page.trim() !== '')).toHaveLength(1);
    expect(pages[0]?.replace(/\s/g, '')).toContain('所长：');
  });
});

it('常州 annex 2 has one line a school, with what the schools said in annex 1', async () => {
  const call = await openDemo();
  const spots = '北门夜市占道';
  const said = { 校园周边治安乱点情况: spots, [UNREST]: '不得外传的内容', [secretKey(UNREST)]: '是' };
  await call('documents.save', { template: 'school-survey', about: school, said });
  await call('documents.save', {
    template: 'school-survey',
    about: { kind: 'school', id: 2 },
    said: { 校园周边治安乱点情况: '无', [UNREST]: '无' },
  });
  const { tables } = await call('documents.draft', { template: 'district-survey', about: span });
  const { columns = [], rows = [] } = tables.schoolSurveys ?? {};
  expect(columns.map(({ title }) => title)).toEqual([
    ...['区域', '属地派出所', '学校名称', '校园周边治安乱点情况', '是否整改', '校园隐患总数', '整改数'],
    '涉校不稳定因素情况（未解决）',
  ]);
  const schools = await call('schools.list', {});
  const lineOf = (id: number) =>
    rows.find((row) => row[2] === schools.find((each) => each.id === id)?.name) ?? [];
  expect([lineOf(1)[3], lineOf(1)[7]]).toEqual([spots, '（涉密或敏感，不在本文件中）']);
  expect([lineOf(2)[3], lineOf(2)[7]]).toEqual(['无', '无']);
  expect(rows.length).toBeGreaterThanOrEqual(schools.length);
  const words = wordsOf(await make(call, 'district-survey', span));
  expect(words.indexOf('附件2')).toBeLessThan(words.indexOf('学校及周边安全排查整改情况汇总表'));
  expect(words).not.toContain('不得外传');
});

describe('闵行 annexes 2 to 4', () => {
  it('stand where the pack of the district is in force, and nowhere else', async () => {
    const formsIn = async (call: Call) =>
      (await call('documents.templates', {})).flatMap(({ id, ofPack }) => (ofPack ? [id] : [])).sort();
    const forms = ['minhang-check', 'minhang-list', 'minhang-weekly'];
    const { call } = await openWorkspace('shanghai-minhang');
    expect(await formsIn(call)).toEqual(forms);
    const demo = await openDemo();
    expect(await formsIn(demo)).toEqual([]);
    await demo('packs.use', { id: 'shanghai-minhang' });
    expect(await formsIn(demo)).toEqual(forms);
  });

  it('ask the ten 方面 for what is found, what is planned, and until when; the weekly report has what is next', async () => {
    const open = await openWorkspace('shanghai-minhang');
    const { call } = open;
    await importSmallTown(open);
    const about = { kind: 'school' as const, id: 1 };
    const { asks } = (await call('documents.draft', { template: 'minhang-check', about })).template;
    const aspects = asks.flatMap(({ field }) => /^(\d+)\..+：排查结果$/.exec(field)?.[1] ?? []);
    expect(aspects).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
    const said = { '10.校园周边治安环境：排查结果': '无', '10.校园周边治安环境：完成时限': '4月15日' };
    const words = wordsOf(await make(call, 'minhang-check', school, said));
    expect(words).toContain('校园周边治安环境无4月15日法制科');
    const next = { 下周计划: '复查北门夜市' };
    const { issuers } = await call('documents.draft', { template: 'minhang-weekly', about: span });
    const { id } = await call('documents.make', {
      ...{ template: 'minhang-weekly', about: span, said: next, pictures: [] },
      issuer: issuers[0] ?? '',
    });
    const weekly = wordsOf(new Uint8Array(await call('reports.read', { id })));
    expect(weekly.indexOf('复查北门夜市')).toBeGreaterThan(weekly.indexOf('四、下周计划'));
  });
});

it('甘肃’s 协办单 and 督办单 stand in its pack, two steps of which the second names the first, and say that their columns are suggested', async () => {
  const open = await openWorkspace('gansu');
  const { call } = open;
  const forms = (await call('documents.templates', {})).filter(({ ofPack }) => ofPack);
  expect(forms.map(({ id, title }) => [id, title])).toEqual([
    ['gansu-assistance', '校园安全保护区社会治安综合治理协办单'],
    ['gansu-urging', '校园安全保护区社会治安综合治理督办单'],
  ]);
  for (const { source } of forms) expect(source).toContain('原表栏目没有读到');
  const urging = JSON.stringify(forms[1]?.blocks);
  expect(urging).toContain('{{原协办单编号}}');
  expect(urging).toContain('报同级平安办通报');
});
