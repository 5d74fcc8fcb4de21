import { readFileSync } from 'node:fs';
import { read, utils } from '@e965/xlsx';
import { describe, expect, it, onTestFinished } from 'vitest';
import { exportTables } from '#service/output/export/export-tables.ts';
import { writeWorkbook } from '#service/output/reports/workbook.ts';
import { systemClock } from '#service/platform/clock.ts';
import { openWorkspace } from '#service/workspace/workspace.ts';
import { reportKindNames, reportKinds } from '#shared/contract/reports.ts';
import { all, openHazards, yes } from '#shared/tables/conditions.ts';
import type { Query } from '#shared/tables/query.ts';
import { layDemo, openDemo } from '../support/demo.ts';
import { convertByOffice } from '../support/office.ts';
import { hasOffice } from '../support/this-machine.ts';
import { openService } from '../support/workspace.ts';

describe('a workbook', () => {
  const sheets = [
    {
      name: '清单',
      title: '标题',
      note: '说明',
      columns: [
        { title: '序号', width: 6, kind: 'count' as const },
        { title: '名称', width: 20, total: 'filled' as const },
        { title: '距离', width: 10, kind: 'metres' as const },
        { title: '日期', width: 12, kind: 'day' as const },
        { title: '份数', width: 8, kind: 'count' as const, total: 'sum' as const },
      ],
      rows: [
        [1, '=HYPERLINK("http://x")', 12.34, '2026-11-21', 3],
        [2, '<b>&"乙"', null, null, 4],
      ],
    },
  ];

  it('holds typed cells, a header that stays, totals by formula, and texts as texts', async () => {
    const bytes = await writeWorkbook(sheets);
    const book = read(bytes, { cellDates: true, cellFormula: true, cellStyles: true });
    const sheet = book.Sheets.清单;
    expect(sheet?.A1?.v).toBe('标题');
    expect(sheet?.B4).toMatchObject({ t: 's', v: '=HYPERLINK("http://x")' });
    expect(sheet?.B5?.v).toBe('<b>&"乙"');
    expect(sheet?.C4).toMatchObject({ t: 'n', v: 12.34 });
    expect(sheet?.D4?.t).toBe('d');
    expect(sheet?.E6?.f).toBe('SUM(E4:E5)');
    expect(sheet?.['!merges']).toHaveLength(2);
    expect(book.Workbook?.Names?.map(({ Name, Ref }) => [Name, Ref])).toEqual([
      ['_xlnm.Print_Titles', "'清单'!$1:$3"],
    ]);
  });

  it.skipIf(!hasOffice)('opens in LibreOffice, whose sums agree', async () => {
    const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1';
    const path = convertByOffice('表.xlsx', await writeWorkbook(sheets), filter);
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    expect(lines.at(-1)).toBe('合计,2,,,7');
    expect(lines[3]).toContain('2026-11-21');
  });
});

describe('reports', () => {
  it('are made of all kinds over the year, and kept as they were handed out', async () => {
    const call = await openDemo();
    const { today } = await call('workspace.describe', {});
    const year = today.slice(0, 4);
    const asked = { kinds: [...reportKinds], from: `${year}-01-01`, to: `${year}-12-31` };
    const { id } = await call('reports.make', asked);
    const bytes = Buffer.from(await call('reports.read', { id }));
    const book = read(bytes, { cellDates: true });
    expect(book.SheetNames).toEqual([
      '隐患台账',
      '隐患汇总表（按学校）',
      '检查清单',
      '研判结果',
      '整治覆盖情况',
      '设施缺口',
      '到期不延续',
    ]);
    const rowsOf = (name: string) =>
      utils.sheet_to_json<string[]>(book.Sheets[name] ?? {}, { header: 1 }).slice(3);
    const hazards = await call('hazards.list', {});
    const ledger = rowsOf('隐患台账');
    expect(ledger).toHaveLength(hazards.length + 1);
    expect(new Set(ledger.slice(0, -1).map((row) => row[1]))).toEqual(
      new Set(hazards.map(({ code }) => code)),
    );
    const schools = await call('schools.list', {});
    const summary = rowsOf('隐患汇总表（按学校）').slice(0, -1);
    expect(summary).toHaveLength(schools.length);
    expect(summary.reduce((sum, row) => sum + Number(row[6]), 0)).toBe(hazards.length);
    const coverage = rowsOf('整治覆盖情况').slice(0, -1);
    const swept = coverage.filter((row) => row[6] === '已整治').length;
    expect(swept).toBeGreaterThan(0);
    const visits = await call('tables.totals', {
      table: 'visits',
      query: { match: 'all', parts: [] },
      text: '',
      columns: [],
    });
    expect(rowsOf('检查清单')).toHaveLength(visits.total + 1);
    const open = hazards.find(({ state }) => state !== 'closed');
    // What happens later changes nothing of a report that was handed out.
    await call('hazards.extend', {
      id: open?.id ?? 0,
      dueOn: `${Number(year) + 1}-12-31`,
      reason: '迟',
    });
    expect(Buffer.from(await call('reports.read', { id })).equals(bytes)).toBe(true);
    const what = reportKinds.map((kind) => reportKindNames[kind]).join('、');
    expect(await call('reports.list', {})).toMatchObject([{ id, what, extension: '.xlsx', figures: [] }]);
  });

  it('one workbook never contradicts itself: every sheet counts the same hazards, over any span', async () => {
    const call = await openDemo();
    const { today } = await call('workspace.describe', {});
    const hazards = await call('hazards.list', {});
    const days = [
      ...new Set(hazards.flatMap(({ foundOn, closedOn }) => [foundOn, closedOn ?? foundOn])),
    ].sort();
    const [first = today, middle = today] = [days[0], days[Math.floor(days.length / 2)]];
    const spans = [
      { from: first, to: today },
      { from: first, to: middle },
      { from: middle, to: middle },
      { from: middle, to: today },
    ];
    for (const span of spans) {
      const { id } = await call('reports.make', { kinds: [...reportKinds], ...span });
      const book = read(Buffer.from(await call('reports.read', { id })));
      const sheetOf = (name: string) =>
        utils.sheet_to_json<string[]>(book.Sheets[name] ?? {}, { header: 1, defval: '' });
      const columnOf = (name: string, title: string) => {
        const [, , head = [], ...rows] = sheetOf(name);
        return rows.slice(0, -1).map((row) => row[head.indexOf(title)]);
      };
      const sum = (values: (string | undefined)[]) =>
        values.reduce((total, value) => total + Number(value), 0);
      const count = (title: string, wanted: string) =>
        columnOf('隐患台账', title).filter((value) => value === wanted).length;
      const titles = ['期初在办', '本期新增', '本期销号', '期末在办'];
      const ledger = [
        ...['期初在办', '本期新增'].map((wanted) => count('期初、新增', wanted)),
        ...['本期销号', '期末在办'].map((wanted) => count('销号、期末', wanted)),
      ];
      expect(titles.map((title) => sum(columnOf('隐患汇总表（按学校）', title)))).toEqual(ledger);
      expect(sum(columnOf('隐患汇总表（按学校）', '隐患总数'))).toBe(columnOf('隐患台账', '编号').length);
      expect(columnOf('隐患台账', '完成日期').filter((day) => day !== '')).toHaveLength(ledger[2] ?? 0);
      const said = titles.map((title, i) => `${title} ${ledger[i]}`).join('，');
      for (const name of ['隐患台账', '隐患汇总表（按学校）', '检查清单', '整治覆盖情况'])
        expect(sheetOf(name)[1]?.[0], name).toContain(`隐患：${said}`);
      // And what every hazard says for itself, counted anew.
      const open = (day: string, before: boolean) =>
        hazards.filter(
          ({ foundOn, closedOn }) =>
            (before ? foundOn < day : foundOn <= day) &&
            (closedOn === null || (before ? closedOn >= day : closedOn > day)),
        ).length;
      expect([ledger[0], ledger[3]]).toEqual([open(span.from, true), open(span.to, false)]);
    }
  });

  it('a school with an old open hazard is never 无: workbook, papers, overview, tables and the exported summary of one day agree', async () => {
    const directory = await layDemo();
    const { service, call } = await openService(directory, systemClock);
    const { today } = await call('workspace.describe', {});
    const { hazards } = await call('overview.get', {});
    const count = (query: Query) => call('tables.totals', { table: 'hazards', query, text: '', columns: [] });
    const inTables = [(await count(all(openHazards))).total, (await count(all(yes('overdue')))).total];
    // A span that begins after every hazard was found: what is open is open all the same.
    const span = { from: today, to: today };
    const { known } = await call('documents.draft', {
      template: 'summary',
      about: { kind: 'span', ...span },
    });
    const { id } = await call('reports.make', { kinds: ['ledger', 'summary'], ...span });
    const book = read(Buffer.from(await call('reports.read', { id })));
    const [, , head = [], ...rows] = utils.sheet_to_json<string[]>(
      book.Sheets['隐患汇总表（按学校）'] ?? {},
      {
        header: 1,
        defval: '',
      },
    );
    const bySchool = rows.slice(0, -1).map((row) => Number(row[head.indexOf('期末在办')]));
    const { tables } = await call('documents.draft', {
      template: 'district-survey',
      about: { kind: 'span', ...span },
    });
    const surveyed = (tables.schoolSurveys?.rows ?? []).map(
      ([, , , , , total, done]) => Number(total) - Number(done),
    );
    await service.close();
    const workspace = await openWorkspace(directory);
    onTestFinished(() => workspace.close());
    const exported = await exportTables.summary?.(workspace.database.reader, workspace, today);
    const column = (name: string) =>
      (exported?.rows ?? []).map((row) => Number(row[exported?.columns.indexOf(name) ?? -1]));
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    expect(hazards.open).toBeGreaterThan(0);
    expect(hazards.overdue).toBeGreaterThan(0);
    expect(inTables).toEqual([hazards.open, hazards.overdue]);
    expect([Number(known.在办数), Number(known.逾期数)]).toEqual([hazards.open, hazards.overdue]);
    expect([sum(bySchool), sum(surveyed), sum(column('open'))]).toEqual([
      hazards.open,
      hazards.open,
      hazards.open,
    ]);
    expect(sum(column('overdue'))).toBe(hazards.overdue);
  });

  it('refuse days the wrong way round', async () => {
    const call = await openDemo();
    const asked = { kinds: ['ledger' as const], from: '2026-12-31', to: '2026-01-01' };
    await expect(call('reports.make', asked)).rejects.toMatchObject({ code: 'REPORT_DATES' });
  });
});
