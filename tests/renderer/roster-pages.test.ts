import { describe, expect, it } from 'vitest';
import { type DutyRow, findDuties } from '../../renderer/features/facilities/find-duties.ts';
import { rosterPages } from '../../renderer/features/sheets/documents/roster-pages.ts';

function gate(gateId: number, posts: number, people = 1): DutyRow {
  const duties = Array.from({ length: posts * people }, (_, i) => ({
    id: gateId * 1000 + i,
    gateId,
    period: '上学' as const,
    post: `岗位${Math.floor(i / people)}`,
    body: '学校',
    person: `人${gateId}-${i}`,
    phone: '138****8000',
    from: '07:10',
    until: '08:10',
    weekdays: [1, 2, 3, 4, 5],
    substitute: '',
    substitutePhone: '',
  }));
  const place = { gateName: '南门', schoolId: gateId, schoolName: `第${gateId}小学`, town: '东街道' };
  return { gateId, ...place, duties, gaps: [], doubts: [] };
}

describe('pages of a roster', () => {
  it('keep a gate together where it fits, and leave out gates without anybody', () => {
    const pages = rosterPages([gate(1, 9), gate(2, 0), gate(3, 9), gate(4, 9)]);
    expect(pages.map((page) => page.map((part) => part.gate.gateId))).toEqual([[1, 3], [4]]);
    expect(pages[0]?.[0]?.notes).toEqual(['放学没有安排']);
  });

  it('go on with a gate that is higher than a page, and lose nobody', () => {
    const pages = rosterPages([gate(1, 2), gate(2, 40, 3)]);
    const parts = pages.flat();
    expect(parts.filter(({ isContinued }) => isContinued).length).toBe(pages.length - 2);
    expect(parts.flatMap(({ rows }) => rows.flatMap(({ duties }) => duties))).toHaveLength(2 + 120);
    expect(parts.every(({ rows }) => rows.length > 0)).toBe(true);
  });

  it('take a post that is higher than a page by itself', () => {
    expect(rosterPages([gate(1, 2, 60)]).map((page) => page.length)).toEqual([1, 1]);
  });
});

describe('looking for people at gates', () => {
  const [first, second] = [gate(1, 1), gate(2, 1)];
  const rows = [
    {
      ...first,
      duties: first.duties.map((duty) => ({ ...duty, person: '周敏', substitute: '孙丽', weekdays: [1, 3] })),
    },
    second,
  ];
  const found = (text: string) => findDuties(rows, text).map(({ gateId }) => gateId);

  it.each([
    ['', [1, 2]],
    ['孙丽', [1]],
    ['周敏', [1]],
    ['第2小学', [2]],
    ['周三', [1, 2]],
    ['周五', [2]],
    ['第1小学 周五', []],
    ['孙 周一', [1]],
    ['学校', [1, 2]],
    ['没有的人', []],
  ])('finds by “%s”', (text, ids) => {
    expect(found(text)).toEqual(ids);
  });
});
