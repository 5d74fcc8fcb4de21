import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { suggestionDue, suggestionTermOf } from '#shared/ledger/suggestion-clock.ts';
import { readDocument } from '../support/blank-forms.ts';
import { fillBlankTown } from '../support/blank-town.ts';
import { pdfText } from '../support/pdf.ts';
import { PIXEL } from '../support/photo.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { openWorkspace } from '../support/workspace.ts';

describe('a suggestion of the procuratorate', () => {
  it('has its day from the day on which it came, by the law that it rests on', () => {
    expect(suggestionDue('2026-09-15', 'general')).toBe('2026-11-15');
    expect(suggestionDue('2026-09-15', 'minors')).toBe('2026-10-15');
    // A month that is shorter ends earlier.
    expect(suggestionDue('2026-12-31', 'general')).toBe('2027-02-28');
    expect(suggestionTermOf('依未成年人保护法第一百一十四条，建议清理网吧')).toBe('minors');
    expect(suggestionTermOf('建议整治摊贩')).toBe('general');
  });

  it('waits in what is due though nobody has verified it, and its reply begins with its number', async () => {
    const { call, file } = await openWorkspace();
    const csv = '学校名称,学段,经度,纬度\n甲小学,小学,116.42,39.9\n';
    await call('import.run', { token: file('s.csv', csv), as: 'schools', crs: 'wgs84', map: {} });
    const said = {
      ...{ source: '检察建议' as const, saidBy: '某某检察院', venueId: null, schoolId: 1, placeText: '' },
      ...{
        kind: '其他' as const,
        level: '一般' as const,
        responsibleBody: '',
        responsiblePerson: '',
        dueOn: null,
      },
    };
    const minors = {
      ...said,
      lead: true,
      sourceNumber: '某检建〔2026〕5号',
      saidOn: '2026-10-25',
      description: '依未成年人保护法第一百一十四条建议整治',
    };
    const { id } = await call('hazards.register', minors);
    expect((await call('hazards.get', { id })).hazard).toMatchObject({
      state: 'lead',
      dueOn: '2026-11-25',
      reminders: ['soon', 'verify'],
    });
    // Another one has two months; one whose letter says when has that day.
    const general = await call('hazards.register', {
      ...said,
      lead: false,
      sourceNumber: '6号',
      saidOn: '2026-11-01',
      description: '建议整治摊贩',
    });
    expect((await call('hazards.get', { id: general.id })).hazard.dueOn).toBe('2027-01-01');
    const own = await call('hazards.register', {
      ...said,
      lead: true,
      sourceNumber: '7号',
      saidOn: '2026-11-01',
      description: '急',
      dueOn: '2026-11-20',
    });
    expect((await call('hazards.get', { id: own.id })).hazard).toMatchObject({
      dueOn: '2026-11-20',
      reminders: ['overdue', 'verify'],
    });
    const draft = await call('documents.draft', {
      template: 'prosecution-reply',
      about: { kind: 'hazard', id: general.id },
    });
    expect(draft.said).toMatchObject({
      建议书文号: '6号',
      收到日期: '2026年11月1日',
      建议内容: '建议整治摊贩',
    });
    expect(JSON.stringify(draft.said)).not.toContain('某某检察院');
  });
});

/** What is written on a map. */
function mapText(bytes = new Uint8Array()): string {
  const path = join(temporaryFolder(), 'map.pdf');
  writeFileSync(path, bytes);
  return pdfText(path);
}

describe('a case file', () => {
  it('holds what is on record of a venue, with an index of its parts and of the files beside it', async () => {
    const town = await openWorkspace();
    await fillBlankTown(town);
    const { call } = town;
    await call('attachments.add', {
      of: { kind: 'visit', id: 1 },
      token: town.file('门头.jpg', PIXEL),
      thumbnail: null,
      caption: '门头',
    });
    const { rows } = await call('tables.rows', {
      ...{
        table: 'venues',
        query: { match: 'all', parts: [] },
        text: '网吧甲',
        sort: [],
        about: null,
        columns: ['name'],
        offset: 0,
        limit: 5,
      },
    });
    const venueId = rows[0]?.id ?? 0;
    const files = unzipSync(await call('cases.file', { venueId }));
    const names = Object.keys(files);
    expect(names).toHaveLength(3);
    expect(names[0]).toBe('00 卷宗（封面、目录、正文）.docx');
    // The map is drawn for the case: nobody has to print one before.
    expect(names[1]).toMatch(/^图\/判定图 1 .+\.pdf$/);
    expect(names[2]).toBe('照片/01 门头.jpg');
    const map = mapText(files[names[1] ?? '']);
    for (const words of ['网吧甲', '卷宗附图', '采用：', '限值']) expect(map, words).toContain(words);
    const document = files['00 卷宗（封面、目录、正文）.docx'] ?? new Uint8Array();
    const { xml } = readDocument(document);
    for (const words of [
      '案件卷宗',
      '目录',
      '一、距离判定',
      '网吧甲',
      '91110115MA00000018',
      '网吧甲证照齐全',
      '附 1',
      '门头',
      '依据',
      '第九条',
    ])
      expect(xml, words).toContain(words);
    // Its pages are numbered.
    expect(
      Object.entries(unzipSync(document)).some(
        ([path, part]) => /footer/.test(path) && strFromU8(part).includes('PAGE'),
      ),
    ).toBe(true);
    await expect(call('cases.file', { venueId: 9999 })).rejects.toMatchObject({ code: 'VENUE_UNKNOWN' });
  });

  it('holds of a school every venue in its zones, what was found and handed about there, and what was issued', async () => {
    const town = await openWorkspace();
    await fillBlankTown(town);
    const { call } = town;
    const [school] = await call('schools.list', {});
    const schoolId = school?.id ?? 0;
    await call('handings.hand', {
      ...{ hazardId: null, schoolId, venueId: null, placeText: '', kind: 'talk', fromBody: '', toPerson: '' },
      ...{ toBodies: [school?.name ?? ''], matter: '护学岗缺岗', due: { by: 'none' } },
    });
    const files = unzipSync(await call('cases.file', { schoolId }));
    const { xml } = readDocument(files['00 卷宗（封面、目录、正文）.docx'] ?? new Uint8Array());
    const inZone = (await call('findings.list', { schoolId })).filter(
      ({ severity }) => severity !== 'outside',
    );
    expect(inZone.length).toBeGreaterThan(0);
    const map = mapText(files[`图/安全区域图 ${school?.name}.pdf`]);
    for (const { venueName } of inZone) expect(map, venueName).toContain(venueName);
    for (const { venueName } of inZone) expect(xml, venueName).toContain(venueName);
    const hazards = (await call('hazards.list', {})).filter((each) => each.schoolId === schoolId);
    expect(hazards.length).toBeGreaterThan(0);
    for (const { code } of hazards) expect(xml).toContain(code);
    for (const words of ['区内及存疑的场所', '检查记录', '约谈（', '护学岗缺岗', '九、依据'])
      expect(xml, words).toContain(words);
    await expect(call('cases.file', { schoolId: 9999 })).rejects.toMatchObject({ code: 'SCHOOL_UNKNOWN' });
    await expect(call('cases.file', {})).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});
