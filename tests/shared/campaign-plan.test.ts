import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import { writeCalendar } from '#shared/calendar/icalendar.ts';
import { type TaskState, taskState } from '#shared/campaigns/campaign-task.ts';
import { planOfPack } from '#shared/campaigns/plan-of-pack.ts';

const catalogue = loadCatalogue();
const planOf = (pack: string, year: number, weekday = 5) =>
  planOfPack(catalogue.pack(pack), { year, weekday });

describe('the plan of a document', () => {
  it('of 闵行 has its phases, its days in another year, and a weekly report for each week of its phase', () => {
    const { phases, tasks } = planOf('shanghai-minhang', 2027);
    expect(phases).toEqual([
      { title: '集中排查', from: '2027-03-01', to: '2027-03-31' },
      { title: '专项整治', from: '2027-04-01', to: '2027-05-31' },
      { title: '总结评估', from: '2027-06-01', to: '2027-06-30' },
    ]);
    const due = (words: string) =>
      tasks.filter(({ title }) => title.includes(words)).map(({ dueOn }) => dueOn);
    expect(due('附件2')).toEqual(['2027-03-20']);
    expect(due('三类情况')).toEqual(['2027-06-10']);
    // The document gives no day for the departments' list.
    expect(due('附件3')).toEqual([null]);
    const reports = tasks.filter(({ title }) => title.startsWith('工作周报'));
    expect(reports.map(({ dueOn }) => dueOn)).toEqual([
      ...['2027-04-02', '2027-04-09', '2027-04-16', '2027-04-23', '2027-04-30'],
      ...['2027-05-07', '2027-05-14', '2027-05-21', '2027-05-28'],
    ]);
    expect(reports[0]).toMatchObject({
      startsOn: '2027-04-01',
      body: '局机关各责任部门',
      note: '文件只写每周，报送日由本单位定',
    });
    // A day that the office set for itself.
    const mondays = planOf('shanghai-minhang', 2027, 1).tasks.filter(({ title }) =>
      title.startsWith('工作周报'),
    );
    expect(mondays.map(({ dueOn }) => dueOn)[0]).toBe('2027-04-05');
    // By phase, and within one by the last day; what has none comes last.
    expect(tasks.slice(0, 3).map(({ phase, dueOn }) => [phase, dueOn])).toEqual([
      ['集中排查', '2027-03-20'],
      ['集中排查', null],
      ['专项整治', '2027-04-02'],
    ]);
  });

  it('of 常州 begins its inspection on a day and files on another, without an invented year', () => {
    const { phases, tasks } = planOf('jiangsu-changzhou', 2026);
    expect(phases[0]).toEqual({ title: '集中排查整改', from: null, to: '2026-07-31' });
    const task = (words: string) => tasks.find(({ title }) => title.includes(words));
    expect(task('督查')).toMatchObject({ startsOn: '2026-07-25', dueOn: null, body: '市教育局、市公安局' });
    expect(task('情况报告')).toMatchObject({ startsOn: '2026-08-01', dueOn: '2026-08-07' });
    expect(task('随时上报')).toMatchObject({ startsOn: null, dueOn: null, phase: '' });
  });

  it('of 涪陵 and 大兴 has one task for each time: twelve months, four quarters, four visits, two terms without days', () => {
    const fuling = planOf('chongqing-fuling-chongyi', 2028).tasks;
    const of = (words: string) => fuling.filter(({ title }) => title.includes(words));
    expect(of('研究学校安全稳定').map(({ dueOn }) => dueOn)).toContain('2028-02-29');
    expect(of('研究学校安全稳定')).toHaveLength(12);
    expect(of('拉网式').map(({ dueOn }) => dueOn)).toEqual(['2028-06-30', '2028-12-31']);
    expect(of('食品药品').map(({ title, dueOn }) => [title.slice(-14), dueOn])[1]).toEqual([
      '指导 第 2 次，共 4 次',
      '2028-12-31',
    ]);
    const daxing = planOf('beijing-daxing', 2026).tasks;
    expect(daxing.filter(({ title }) => title.includes('综合整治（第')).map(({ dueOn }) => dueOn)).toEqual([
      ...['2026-03-31', '2026-06-30', '2026-09-30', '2026-12-31'],
    ]);
    expect(daxing.filter(({ title }) => title.includes('联席会议')).map(({ dueOn }) => dueOn)).toEqual([
      null,
      null,
    ]);
  });

  it('has the sentence of the document for each task, and a phase that the document has', () => {
    for (const id of [
      'shanghai-minhang',
      'jiangsu-changzhou',
      'beijing-daxing',
      'chongqing-fuling-chongyi',
    ]) {
      const { tasks, phases } = planOf(id, 2026);
      expect(tasks.length).toBeGreaterThan(3);
      for (const { title, excerpt, phase, body } of tasks) {
        expect(excerpt, title).not.toBe('');
        expect(body, title).not.toBe('');
        if (phase !== '') expect(phases.map((each) => each.title)).toContain(phase);
      }
    }
    for (const { obligations, cadence } of catalogue.packs) {
      const known = cadence.kind === 'phases' ? cadence.phases.map(({ title }) => title) : [];
      for (const { phase } of obligations) if (phase !== null) expect(known).toContain(phase);
    }
  });
});

it.each([
  ['2026-11-20', null, null, 'overdue'],
  ['2026-11-21', null, null, 'week'],
  ['2026-11-22', null, null, 'week'],
  ['2026-11-23', null, null, 'ahead'],
  ['2026-11-20', null, '2026-11-19', 'done'],
  [null, '2026-11-21', null, 'current'],
  [null, '2026-11-22', null, 'ahead'],
  ['2026-12-31', '2026-11-01', null, 'current'],
  [null, null, null, 'undated'],
] as const)(
  'a task due on %s from %s and done on %s is %s on a Saturday',
  (dueOn, startsOn, doneOn, state) => {
    expect(taskState({ dueOn, startsOn, doneOn }, '2026-11-21')).toBe<TaskState>(state);
  },
);

it('a whole day stands in a calendar without an hour, and reminds of itself', () => {
  const event = {
    ...{ uid: 'task-1', from: '2026-08-07', until: '2026-08-08', wholeDay: true, remindDays: 2 },
    ...{ title: '报送', place: '', description: '', isCancelled: false },
  };
  const lines = writeCalendar('计划', [event], new Date(0)).split('\r\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'DTSTART;VALUE=DATE:20260807',
      'DTEND;VALUE=DATE:20260808',
      'BEGIN:VALARM',
      'TRIGGER:-P2D',
    ]),
  );
});
