import { describe, expect, it } from 'vitest';
import type { RowSet } from '#shared/contract/tables.ts';
import { type Condition, everything, type Query } from '#shared/tables/query.ts';
import {
  type CellValue,
  type Column,
  findColumn,
  nearColumns,
  type TableName,
  tableColumns,
  tableNames,
} from '#shared/tables/table-columns.ts';
import { openFilledTown } from '../support/filled-town.ts';
import { conditionsOn } from '../support/table-conditions.ts';

const where = (...parts: Condition[]): Query => ({ match: 'all', parts });
const set = (table: RowSet['table'], query: Query = everything): RowSet => ({ table, query });

/** A row of a table, its cells in the order of the columns; numbers to the centimetre. */
type Row = readonly CellValue[];

/** Every row of the filled town in the order in which its table shows it, cells parted by bars. */
const expected: Readonly<Record<TableName, readonly Row[]>> = {
  findings: rowsOf(
    'findings',
    `
    violation|西街酒吧|bar|西街幼儿园|幼儿园|anyGate|straight|42.04|20.02|200|BJ-29-1|||0|0|0||42.04||inside|forbidden|same|西街5号|存续|2021-03-01|0|0|大区|西镇||东街派出所|缺校园边界，以校门为起点；2021-03-01 设立，早于规定施行（2023-06-01），属存量：存量同样适用。
    violation|极速网吧|internet_cafe|东街小学|小学|boundary|straight|111.03|22.36|200|DX-11-1|2026-11-12||0|0|0|111.03|111.03|111.03|inside|forbidden||东街1号||2023-05-01|1|2|大区|东镇|东街社区|东街派出所|
    violation|边缘KTV|ktv|东街小学|小学|boundary|straight|199.45|0.2|200|DX-11-1|||0|0|1|197.64|197.64|197.64|inside|forbidden||东街20号||2019-03-05|0|0|大区|东镇|东街社区|东街派出所|实测 199.45 米（CL-2026Q4-0001）
    undetermined|临界网吧|internet_cafe|东街小学|小学|boundary|straight|199.86|22.36|200|DX-11-1||实测校园边界最近处至场所出入口的直线距离|1|1|0|199.86|202.77|234.07|undetermined|forbidden||东街18号|存续|2023-08-01|0|0|大区|东镇|东街社区|东街派出所|边界直线、校门直线、校门步行三种距离分处限值两侧
    supervised|平安旅馆|lodging|东街小学|小学|boundary|straight|61.16|22.36|200|DX-11-3|2026-11-04||0|0|0|61.16|88.11|123.93|inside|supervised||东街3号||2015-01-01|1|0|大区|东镇|东街社区|东街派出所|
    supervised|旧书店|press_av|东街小学|小学|boundary|straight|88.83|22.36|200|DX-11-3|||0|0|0|88.83|90.46|105.93|inside|supervised||东街7号|存续|2011-11-11|0|0|大区|东镇|东街社区|东街派出所|
  `,
  ),
  venues: rowsOf(
    'venues',
    `
    临界网吧|internet_cafe||undetermined|199.86|1|东街18号|存续|||||周九||2023-08-01|互联网上网服务|网吧|internet_cafe|6513|1|名单类别含“网吧”，名称含“网吧”，经营范围含“互联网上网服务”|registry|0||0|0|registry.csv|大区|东镇|东街社区|东街派出所
    平安旅馆|lodging||supervised|61.16|1|东街3号||||||||2015-01-01||住宿|lodging||1|名单类别含“住宿”，名称含“旅馆”|registry|0|2026-11-04|1|0|venues.csv|大区|东镇|东街社区|东街派出所
    无址网吧|internet_cafe||unlocated|||无名巷9号|注销||110115600002|||钱七||2020-05-06|互联网上网服务|网吧|internet_cafe|6513|1|名单类别含“网吧”，名称含“网吧”，经营范围含“互联网上网服务”||0||0|0|registry.csv||||
    旧书店|press_av|mahjong|supervised|88.83|1|东街7号|存续|||||孙八|010****4567|2011-11-11|图书零售；许可项目：棋牌服务|书店|press_av|5243|1|名单类别含“书店”，行业代码 5243，名称含“书店”，经营范围含“图书零售”|registry|1||0|0|registry.csv|大区|东镇|东街社区|东街派出所
    极速网吧|internet_cafe||violation|111.03|1|东街1号||||WL1|2026-11-30|||2023-05-01||网吧|internet_cafe||1|名单类别含“网吧”，许可证“网络文化经营许可证”（别的行业也用），名称含“网吧”|registry|0|2026-11-12|1|2|venues.csv|大区|东镇|东街社区|东街派出所
    西街酒吧|bar||violation|42.04|1|西街5号|存续|92110115MA00000017|110115600001|JY1|2026-10-31|赵六|138****8000|2021-03-01|酒吧服务|酒吧|bar|5132|1|名单类别含“酒吧”，名称含“酒吧”，经营范围含“酒吧”|registry|0||0|0|registry.csv|大区|西镇||东街派出所
    边缘KTV|ktv||violation|199.45|1|东街20号||||||||2019-03-05||KTV|ktv||1|名单类别含“KTV”，名称含“KTV”|registry|0||0|0|venues.csv|大区|东镇|东街社区|东街派出所
    远方网吧|internet_cafe||outside|||东街99号||||||||2023-05-01||网吧|internet_cafe||1|名单类别含“网吧”，名称含“网吧”|registry|0||0|0|venues.csv|大区|西镇||东街派出所
  `,
  ),
  schools: rowsOf(
    'schools',
    `
    东街小学|小学|东街10号|1|1|2|1|3|2026-11-20|1|2111000001|010****0001|1998-09-01|imagery|大区|东镇|东街社区|东街派出所
    西街幼儿园|幼儿园||1|0|1|0|0||0|||||大区|西镇||东街派出所
  `,
  ),
  gates: rowsOf(
    'gates',
    `
    东街小学|南门|1|registry|小学|0|0|大区|东镇|东街社区|东街派出所
    西街幼儿园|东门|0|surveyed|幼儿园|1|1|大区|西镇||东街派出所
  `,
  ),
  facilities: rowsOf(
    'facilities',
    `
    公交站|西街口站|完好||||facilities.csv|大区|西镇||东街派出所
    减速带|东街减速带|完好|区城市管理局|2026-09-01||facilities.csv|大区|东镇|东街社区|东街派出所
    限速标志|东街限速标志|损坏|公安分局|2026-10-12|立柱倾斜|facilities.csv|大区|东镇|东街社区|东街派出所
  `,
  ),
  hazards: rowsOf(
    'hazards',
    `
    YH-2026Q4-0001|assigned|1|社会治安|重大|极速网吧|internet_cafe|东街小学|接纳未成年人|区文化和旅游局|孙文博|2026-10-08|2026-11-01|||1|0|大区|东镇|东街社区|东街派出所|现场检查|||||
    YH-2026Q4-0002|found|0|社会治安|较大|极速网吧|internet_cafe|东街小学|再次接纳未成年人|||2026-11-12|2026-12-20|||0|1|大区|东镇|东街社区|东街派出所|现场检查|||||
    YH-2026Q4-0004|found|0|游商和摊贩|一般|东门|school|东街小学|放学时段占道|||2026-11-21|2026-12-25|||0|0|大区|东镇|东街社区|东街派出所|12345热线|工单7|2026-11-15|2026-11-21|东街小学|区交通局、东镇
    YH-2026Q4-0003|closed|0|社会治安|一般|东街小学|school|东街小学|校门前违停|区文化和旅游局|孙文博|2026-11-03|2026-11-30|2026-11-21|resolved|0|0|大区|东镇|东街社区|东街派出所|现场检查|||||
  `,
  ),
  visits: rowsOf(
    'visits',
    `
    2026-11-20|东街小学|school|东街小学|正常|冬季行动|已清理||||大区|东镇|东街社区|东街派出所
    2026-11-12|极速网吧|internet_cafe|东街小学|发现隐患|冬季行动|仍接纳未成年人|110.8|责令停业|无异议|大区|东镇|东街社区|东街派出所
    2026-11-04|平安旅馆|lodging|东街小学|正常|冬季行动|登记齐全||||大区|东镇|东街社区|东街派出所
    2026-11-03|东街小学|school|东街小学|发现隐患|冬季行动|校门前停车||||大区|东镇|东街社区|东街派出所
    2026-10-08|极速网吧|internet_cafe|东街小学|发现隐患|冬季行动|接纳未成年人|110.8|责令停业|无异议|大区|东镇|东街社区|东街派出所
  `,
  ),
  licences: rowsOf(
    'licences',
    `
    expired|西街酒吧|bar|2026-10-31|-21|食品经营许可证|JY1|inside|西街幼儿园|42.04|same|BJ-29-1|赵六|2021-11-01||西街5号|存续|licences.csv||0|0|大区|西镇||东街派出所
    expiring|极速网吧|internet_cafe|2026-11-30|9|网络文化经营许可证|WL1|inside|东街小学|111.03||DX-11-1||||东街1号|||2026-11-12|1|2|大区|东镇|东街社区|东街派出所
    struck|极速网吧|internet_cafe||||WL0|inside|东街小学|111.03||DX-11-1|||录错|东街1号|||2026-11-12|1|2|大区|东镇|东街社区|东街派出所
  `,
  ),
  troubleSpots: rowsOf(
    'troubleSpots',
    `
    东街夜市|listed|1|占道经营|校园周边|东街南侧|公安分局|区城管执法局、东镇|李四|138****8001|2026-09-10|2026-11-10|区级|2026-10-01|||1|4|每晚巡查||放学时段|大区|东镇|东街社区|东街派出所
    西街路口|delisted|0|交通秩序|||||||2026-08-01|||2026-09-01|2026-10-30|||||明显好转||大区|西镇||东街派出所
    西街巷口|settled|0|游商|||||||2026-07-01|||||2026-10-10||||已无摊点||大区|西镇||东街派出所
  `,
  ),
};

/** What is shown shortened and looked for whole. */
const phones: Readonly<Record<string, string>> = {
  '010****4567': '010-61234567',
  '138****8000': '13800138000',
  '010****0001': '010-69240001',
  '138****8001': '13800138001',
};

/** Told in words when rows are read: the database itself neither sorts nor compares by it. */
const isTold = ({ key }: Column) => key === 'toSettle';

/** What a plain search looks at, of what a table shows. */
const searched: Readonly<Record<TableName, readonly string[]>> = {
  findings: ['venueName', 'schoolName', 'address'],
  venues: ['name', 'address', 'uscc', 'phone', 'legalPerson'],
  schools: ['name', 'address', 'schoolCode', 'phone'],
  gates: ['schoolName', 'name'],
  facilities: ['kind', 'name'],
  hazards: ['code', 'venueName', 'schoolName', 'description'],
  visits: ['venueName', 'schoolName', 'facts'],
  licences: ['number', 'holder', 'venueName', 'address'],
  troubleSpots: ['name', 'problem', 'rangeText', 'leadBody', 'joinBodies'],
};

const TODAY = '2026-11-21';
const QUARTER = ['2026-10-01', '2026-12-31'] as const;

function rowsOf(table: TableName, text: string): Row[] {
  return text
    .trim()
    .split('\n')
    .map((line) =>
      line
        .trim()
        .split('|')
        .map((cell, i) => {
          const type = tableColumns[table][i]?.type;
          if (cell === '') return null;
          return type === 'number' || type === 'flag' ? Number(cell) : cell;
        }),
    );
}

/** A value as the rows above have it. */
function rounded(value: CellValue | undefined): CellValue {
  return typeof value === 'number' ? Number(value.toFixed(2)) : value || null;
}

/** The same with each of several values by itself: a venue counts for every kind that it is of. */
function eachStored(table: TableName, column: Column): CellValue[] {
  const further = table === 'venues' && column.key === 'category' && findColumn(table, 'furtherKinds');
  const beside = further ? stored(table, further).filter((value) => value !== null) : [];
  return [...stored(table, column), ...beside];
}

/** What the database has in a column of all rows. */
function stored(table: TableName, column: Column): CellValue[] {
  const at = tableColumns[table].indexOf(column);
  return expected[table].map((row) => {
    const cell = row[at] ?? null;
    return column.key === 'phone' ? (phones[String(cell)] ?? cell) : cell;
  });
}

/** Whether a value fulfils a condition, as the interface puts it in words. */
function fulfils(value: CellValue, { operator, operands }: Condition): boolean {
  const [first = '', second = ''] = operands;
  const text = String(value ?? '');
  const isNumber = typeof value === 'number';
  switch (operator) {
    case 'contains':
      return text.includes(String(first));
    case 'notContains':
      return !text.includes(String(first));
    case 'startsWith':
      return text.startsWith(String(first));
    case 'equals':
      return text === first;
    case 'empty':
      return text === '';
    case 'notEmpty':
      return text !== '';
    case 'oneOf':
      return operands.includes(text);
    case 'noneOf':
      return !operands.includes(text);
    case 'least':
      return isNumber && value >= Number(first);
    case 'most':
      return isNumber && value <= Number(first);
    case 'above':
      return isNumber && value > Number(first);
    case 'between':
      return isNumber
        ? value >= Number(first) && value <= Number(second)
        : text !== '' && text >= String(first) && text <= String(second);
    case 'from':
      return text !== '' && text >= String(first);
    case 'until':
      return text !== '' && text <= String(first);
    case 'lastDays': {
      const start = new Date(Date.parse(TODAY) - Number(first) * 86_400_000).toISOString().slice(0, 10);
      return text > start;
    }
    case 'thisQuarter':
      return text >= QUARTER[0] && text <= QUARTER[1];
    case 'yes':
      return value === 1;
    case 'no':
      return value !== 1;
  }
}

/** As the database compares: what is empty first, numbers by size, texts by their bytes. */
function compare(a: CellValue, b: CellValue): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}

describe.each(tableNames)('the table of %s', (table) => {
  // What a distance condition measured is empty without one: see the test of these.
  const columns = tableColumns[table].filter(({ key }) => !nearColumns.includes(key));
  const rows = expected[table];
  const compared = columns.filter((each) => !isTold(each));

  it('shows every value of every row, and has one in every column', async () => {
    const call = await openFilledTown();
    const keys = columns.map(({ key }) => key);
    const request = { ...set(table), columns: keys };
    const read = await call('tables.rows', { ...request, offset: 0, limit: 100 });
    expect(read.rows.map(({ cells }) => cells.map(rounded))).toEqual(rows);
    expect(read.total).toBe(rows.length);
    const second = await call('tables.rows', { ...request, offset: 1, limit: 1 });
    expect(second.rows.map(({ cells }) => cells.map(rounded))).toEqual(rows.slice(1, 2));
    expect(keys.filter((_, i) => rows.every((row) => row[i] === null))).toEqual([]);
  });

  it('is sorted by every column, either way, with what is empty last', async () => {
    const call = await openFilledTown();
    const { ids } = await call('tables.ids', set(table));
    for (const column of compared)
      for (const descending of [false, true]) {
        const known = stored(table, column).map((value, i) => ({ id: ids[i], value }));
        const filled = known
          .filter(({ value }) => value !== null)
          .sort((a, b) => (descending ? -1 : 1) * compare(a.value, b.value));
        const wanted = [...filled, ...known.filter(({ value }) => value === null)];
        const sorted = await call('tables.ids', {
          ...set(table),
          sort: [{ column: column.key, descending }],
        });
        expect(sorted.ids, `${column.key} ${descending}`).toEqual(wanted.map(({ id }) => id));
      }
  });

  it('is filtered by every operator on every column', async () => {
    const call = await openFilledTown();
    const { ids } = await call('tables.ids', set(table));
    for (const column of compared) {
      const values = stored(table, column);
      for (const condition of conditionsOn(column, values, TODAY)) {
        const found = await call('tables.ids', set(table, where(condition)));
        const wanted = ids.filter((_, i) => fulfils(values[i] ?? null, condition));
        expect(found.ids, JSON.stringify(condition)).toEqual(wanted);
      }
    }
  });

  it('is searched by what people look for', async () => {
    const call = await openFilledTown();
    const { ids } = await call('tables.ids', set(table));
    const looked = searched[table].flatMap((key) => findColumn(table, key) ?? []);
    const texts = looked.map((column) => stored(table, column).map((value) => String(value ?? '')));
    for (const text of new Set(texts.flat().filter((each) => each !== ''))) {
      const found = await call('tables.ids', { ...set(table), text });
      const wanted = ids.filter((_, i) => texts.some((each) => each[i]?.includes(text)));
      expect(found.ids, text).toEqual(wanted);
    }
    expect((await call('tables.ids', { ...set(table), text: '没有这样的' })).ids).toEqual([]);
  });

  it('is grouped by the values of every column, most frequent first', async () => {
    const call = await openFilledTown();
    for (const column of compared) {
      const counts = new Map<CellValue, number>();
      for (const value of eachStored(table, column)) counts.set(value, (counts.get(value) ?? 0) + 1);
      const wanted = [...counts]
        .sort(([a, m], [b, n]) => n - m || compare(a, b))
        .map(([value, count]) => ({ value: String(value ?? ''), count }));
      const groups = await call('tables.values', { ...set(table), column: column.key });
      const found = groups.map(({ value, count }) => ({
        value: column.type === 'number' && value !== '' ? String(rounded(Number(value))) : value,
        count,
      }));
      expect(found, column.key).toEqual(wanted);
    }
  });

  it('has figures of every column: how many, least, most and the mean', async () => {
    const call = await openFilledTown();
    const totals = await call('tables.totals', { ...set(table), columns: compared.map(({ key }) => key) });
    expect(totals.total).toBe(rows.length);
    for (const [i, column] of compared.entries()) {
      const filled = stored(table, column).filter((value) => value !== null);
      const ordered = filled.toSorted(compare);
      const figures = totals.columns[i];
      const mean = filled.reduce<number>((sum, value) => sum + Number(value), 0) / filled.length;
      expect(
        [figures?.count, rounded(figures?.least), rounded(figures?.most), rounded(figures?.mean)],
        column.key,
      ).toEqual([
        filled.length,
        ordered[0],
        ordered.at(-1),
        column.type === 'number' ? expect.closeTo(mean, 1) : null,
      ]);
    }
  });
});
