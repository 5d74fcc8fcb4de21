import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { chineseDay } from '#service/output/documents/chinese-date.ts';
import { writeOfficialDocument } from '#service/output/documents/official-document.ts';
import { measuredOrNot, partyWords } from '#service/output/documents/party-words.ts';
import { checkedWords } from '#service/output/documents/record-values.ts';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import { fieldsOf, fillText, secretKey } from '#shared/forms/document-template.ts';
import type { Call } from '../support/calls.ts';
import { openDemo } from '../support/demo.ts';
import { wordsOf } from '../support/document-words.ts';
import { convertAllByOffice, convertByOffice } from '../support/office.ts';
import { drawPage, pdfText } from '../support/pdf.ts';
import { hasWriter } from '../support/this-machine.ts';

const span = { kind: 'span' as const, from: '2026-07-01', to: '2026-09-30' };

/** Makes a document and gives its bytes. */
async function make(
  call: Call,
  input: {
    template: string;
    about: Parameters<typeof aboutOf>[0];
    issuer?: string;
    said?: Record<string, string>;
  },
) {
  const { template, about, issuer = '', said = {} } = input;
  const { id } = await call('documents.make', { template, about, issuer, said, pictures: [] });
  return new Uint8Array(await call('reports.read', { id }));
}
const aboutOf = (
  about:
    | { kind: 'span'; from: string; to: string }
    | { kind: 'visit' | 'hazard' | 'school' | 'venue' | 'licence'; id: number },
) => about;

/** A 送达回证 says how the paper was noted to be handed over, until a person says it otherwise. */
async function expectReceiptByDelivery(call: Call, id: number, issuer: string): Promise<void> {
  const about = { kind: 'hazard' as const, id };
  const receipt = async (said: Record<string, string> = {}) =>
    wordsOf(await make(call, { template: 'service', about, issuer, said }));
  const rest = ['□直接送达　□留置送达', '受送达人拒绝接收的，记明拒收事由和日期'];
  for (const words of rest) expect(await receipt()).toContain(words);
  const [paper] = (await call('papers.of', { about })).filter(({ title }) => title.startsWith('责令改正'));
  const sent = { id: paper?.id ?? 0, on: '2026-01-05', receiver: '', note: '邮件号码 7' };
  await call('papers.serve', { ...sent, method: '邮寄送达' });
  const posted = await receipt({ 送达方式: '□直接送达　□留置送达' });
  expect(posted).toContain('☑邮寄送达');
  expect(posted).toContain('2026年1月5日　　时');
  expect(posted).toContain('不在此签名，以邮寄回执为准');
  expect(posted).not.toContain('拒绝接收');
  const left = await receipt({ 送达方式: '留置送达' });
  expect(left).toContain('拒收，事由：');
  expect(left).not.toContain('邮寄回执');
}

/** A licence of the first venue of the ledger; its id. */
async function addLicence(call: Call): Promise<number> {
  const hazards = await call('hazards.list', {});
  const venueId = hazards.find((hazard) => hazard.venueId !== null)?.venueId ?? 0;
  const { id } = await call('licences.save', {
    id: null,
    venueId,
    number: '许可一号',
    kind: '烟草专卖零售许可证',
    holder: '甲',
    validFrom: '2022-01-01',
    validUntil: '2026-12-31',
    unlimited: false,
  });
  return id;
}

describe('templates', () => {
  it('fill what is known and leave room for a pen', () => {
    expect(fillText('{{a}}与{{ b }}、{{c}}', { a: '甲', b: '乙' })).toBe('甲与乙、＿＿＿＿');
    expect(fieldsOf([{ kind: 'sign', text: '{{x}}', date: '{{y}}{{x}}' }])).toEqual(['x', 'y']);
    expect(
      loadCatalogue()
        .documents.map(({ id }) => id)
        .sort(),
    ).toEqual([
      'acceptance',
      'assistance',
      'bulletin',
      'criticism',
      'district-survey',
      'dossier',
      'expiring-licences',
      'expiry-notice',
      'gansu-assistance',
      'gansu-urging',
      'hazard-list',
      'inquiry',
      'inspection-approval',
      'inspection-notice',
      'inspection-result',
      'minhang-check',
      'minhang-list',
      'minhang-weekly',
      'minutes',
      'notice',
      'order',
      'prosecution-reply',
      'public-report',
      'record',
      'reinspection-notice',
      'report',
      'sampling',
      'scene-record',
      'school-survey',
      'school-talk',
      'service',
      'summary',
      'supervision',
      'talk-record',
      'transfer',
      'urging',
      'weekly',
    ]);
  });

  it('take the words of the workspace, refuse fields that nobody fills, and go back', async () => {
    const call = await openDemo();
    const find = async () => (await call('documents.templates', {})).find(({ id }) => id === 'weekly');
    const blocks = (await find())?.blocks ?? [];
    const own = [...blocks, { kind: 'text' as const, text: '本区另有要求，截至{{截止日期}}。' }];
    await expect(
      call('documents.saveTemplate', { id: 'weekly', blocks: [{ kind: 'text', text: '{{没有的字段}}' }] }),
    ).rejects.toMatchObject({ code: 'TEMPLATE_FIELD' });
    await call('documents.saveTemplate', { id: 'weekly', blocks: own });
    expect((await find())?.own).toBe(true);
    const { issuers } = await call('documents.draft', { template: 'weekly', about: span });
    const made = await make(call, { template: 'weekly', about: span, issuer: issuers[0] ?? '' });
    expect(wordsOf(made)).toContain('本区另有要求，截至2026年9月30日。');
    await call('documents.resetTemplate', { id: 'weekly' });
    expect((await find())?.blocks).toEqual(blocks);
  });
});

describe('documents', () => {
  it('count what the tables count, and tell which rows', async () => {
    const call = await openDemo();
    const { known, figures } = await call('documents.draft', { template: 'summary', about: span });
    expect(figures.length).toBeGreaterThan(8);
    for (const { field, value, table, query } of figures) {
      const { total } = await call('tables.totals', { table, query, text: '', columns: [] });
      expect([field, total]).toEqual([field, Number(value)]);
    }
    expect(Number(known.发现隐患数)).toBeGreaterThan(0);
    expect(Number(known.销号数)).toBeGreaterThan(0);
    expect(known.时段).toBe('2026年第三季度');
  });

  it('a rate of nothing is no rate, and a span that is not over is not written as over', async () => {
    const call = await openDemo();
    const { today } = await call('workspace.describe', {});
    const knownOf = async (from: string, to: string) =>
      (await call('documents.draft', { template: 'summary', about: { kind: 'span', from, to } })).known;
    expect(await knownOf('2001-01-01', '2001-03-31')).toMatchObject({ 整改率: '—', 时段: '2001年第一季度' });
    const year = today.slice(0, 4);
    const known = await knownOf(`${year}-01-01`, `${year}-12-31`);
    expect(known.截止日期).toBe(today === `${year}-12-31` ? known.截止日期 : chineseDay(today));
    if (today < `${year}-12-31`) expect(known.时段).toMatch(/以来$|至/);
  });

  it('order nobody by a body without power over that kind of venue, and name the rule that forbids it', async () => {
    const call = await openDemo();
    const hazards = await call('hazards.list', {});
    const forbidden = hazards.filter(({ kind }) => kind === '区内禁设场所');
    const drafts = [];
    for (const { id } of forbidden)
      drafts.push(await call('documents.draft', { template: 'order', about: { kind: 'hazard', id } }));
    expect(drafts.length).toBeGreaterThan(0);
    for (const { issuers, known } of drafts) {
      expect(issuers.length).toBeGreaterThan(0);
      expect(issuers).not.toContain('区生态环境局');
      expect(known.依据).toMatch(/^《.+》/);
    }
  });

  it('are not issued by a body without the power, and leave out what is sensitive', async () => {
    const call = await openDemo();
    const [hazard] = await call('hazards.list', {});
    const about = { kind: 'hazard' as const, id: hazard?.id ?? 0 };
    const draft = await call('documents.draft', { template: 'order', about });
    expect(draft.issuers).not.toContain('区委政法委');
    expect(draft.issuers).not.toContain('区教委');
    expect(draft.issuers).not.toContain('区教育委员会');
    for (const issuer of ['区委政法委', ''])
      await expect(make(call, { template: 'order', about, issuer })).rejects.toMatchObject({
        code: 'DOCUMENT_ISSUER',
      });
    const order = wordsOf(
      await make(call, { template: 'order', about, issuer: draft.issuers[0] ?? '', said: draft.said }),
    );
    expect(order).toContain(`☑于${draft.known.整改期限}前改正`);
    const school = { kind: 'school' as const, id: 1 };
    const unrest = '涉校不稳定因素情况';
    const said = { 保安员人数: '6', [unrest]: '不得外传的内容', [secretKey(unrest)]: '是' };
    const survey = wordsOf(await make(call, { template: 'school-survey', about: school, said }));
    expect(survey).not.toContain('不得外传');
    expect(survey).toContain('（涉密或敏感，不在本文件中）');
    // It is kept here for the next time.
    expect((await call('documents.draft', { template: 'school-survey', about: school })).said).toMatchObject(
      said,
    );
    await expect(call('documents.draft', { template: 'order', about: school })).rejects.toMatchObject({
      code: 'DOCUMENT_SUBJECT',
    });
    const plain = (await call('hazards.list', {})).find(({ listed }) => !listed);
    await expect(
      call('documents.draft', { template: 'supervision', about: { kind: 'hazard', id: plain?.id ?? 0 } }),
    ).rejects.toMatchObject({ code: 'DOCUMENT_SUBJECT' });
  });

  it('责令改正 has the day, the facts, the measured distance with its limit, what its issuer says on all of them, and a 存根', async () => {
    const call = await openDemo();
    const hazards = await call('hazards.list', {});
    const forbidden = hazards.filter(({ kind }) => kind === '区内禁设场所');
    const drafts = [];
    for (const { id } of forbidden)
      drafts.push({
        id,
        ...(await call('documents.draft', { template: 'order', about: { kind: 'hazard', id } })),
      });
    const [first, second = first] = drafts;
    const issuer = first?.issuers.find((each) => second?.issuers.includes(each)) ?? '';
    const about = (id = 0) => ({ kind: 'hazard' as const, id });
    const venueId = hazards.find(({ id }) => id === first?.id)?.venueId ?? 0;
    const found = await call('findings.list', { venueId });
    const schoolId = found.find(({ severity }) => severity === 'violation')?.schoolId ?? 0;
    await call('surveys.record', {
      ...{
        schoolId,
        venueId,
        gateId: null,
        method: 'straight',
        fromText: '南门门框中点',
        toText: '店门中点',
      },
      ...{ segments: [{ from: '南门', to: '店门', metres: 61.2 }], instrument: 'tape', instrumentNumber: '' },
      ...{ sigma: 0.1, surveyedAt: '2026-11-20T10:00', witness: '', note: '' },
      officers: [
        { name: '张三', certificate: 'A1', agency: issuer },
        { name: '李四', certificate: 'A2', agency: issuer },
      ],
    });
    const own = { 复议机关: '演示区人民政府', 管辖法院: '演示区人民法院' };
    const words = wordsOf(
      await make(call, {
        template: 'order',
        about: about(first?.id),
        issuer,
        said: { ...first?.said, ...own },
      }),
    );
    expect(words).toMatch(
      /经2026年11月20日测量，距.+ 61\.2 米（±.+ 米），起点：南门门框中点，终点：店门中点，实测记录：.+；规定的限值为 \d+ 米。/,
    );
    expect(words.indexOf('责令改正通知书（存根）')).toBeGreaterThan(words.indexOf('提起行政诉讼'));
    const next = wordsOf(
      await make(call, { template: 'order', about: about(second?.id), issuer, said: second?.said ?? {} }),
    );
    expect(next).toContain('向演示区人民政府申请行政复议');
    expect(next).toContain('向演示区人民法院提起行政诉讼');
    // A 送达回证 is for the paper that was made last.
    const served = await call('documents.draft', { template: 'service', about: about(first?.id) });
    expect(served.known.送达文书名称).toBe('责令改正通知书');
    await expectReceiptByDelivery(call, first?.id ?? 0, issuer);
  });

  it('are made for all seven texts of an inspection, 笔录 with signatures on each page and n of m pages', async () => {
    const call = await openDemo();
    const about = { kind: 'visit' as const, id: 1 };
    const texts = [
      'inspection-approval',
      'inspection-notice',
      'record',
      'sampling',
      'scene-record',
      'inquiry',
    ];
    for (const template of [...texts, 'inspection-result']) {
      const { issuers, said } = await call('documents.draft', { template, about });
      const bytes = await make(call, { template, about, issuer: issuers[0] ?? '', said });
      const files = unzipSync(bytes);
      const feet = Object.keys(files)
        .filter((path) => path.startsWith('word/footer'))
        .map((path) => strFromU8(files[path] ?? new Uint8Array()));
      const isSigned = feet.some((foot) => foot.includes('（签名）：') && foot.includes('NUMPAGES'));
      expect(isSigned, template).toBe(['record', 'scene-record', 'inquiry'].includes(template));
    }
  });

  it('print a distance whole or not at all, and say who checked a 笔录 only where somebody did', () => {
    const whole = { measuredDistance: 2.3, measuredFrom: '南门', measuredTo: '店门', instrument: '测距仪' };
    expect(measuredOrNot(whole)).toBe('2.3 米，起点：南门，终点：店门，仪器：测距仪');
    for (const wanting of ['measuredFrom', 'measuredTo', 'instrument'])
      expect(measuredOrNot({ ...whole, [wanting]: '' })).not.toContain('2.3');
    expect(measuredOrNot({ ...whole, measuredDistance: null })).toBe('未测量');
    expect(partyWords('92110115MA01234567').称谓).toBe('你');
    expect(partyWords('91110115MA01234567').负责人称谓).toBe('法定代表人（负责人）');
    expect(partyWords(null).称谓).toBe('你（单位）');
    expect(checkedWords('正常')).toContain('已经当事人核对');
    for (const result of ['拒绝检查', '查无此店', '未营业', '已搬迁', '已关闭'] as const)
      expect(checkedWords(result), result).not.toContain('已经当事人核对');
  });

  it('stay as they were handed out', async () => {
    const call = await openDemo();
    const made = await call('documents.make', {
      template: 'hazard-list',
      about: span,
      issuer: '',
      said: {},
      pictures: [],
    });
    const first = Buffer.from(await call('reports.read', { id: made.id }));
    const open = (await call('hazards.list', {})).find(({ state }) => state !== 'closed');
    await call('hazards.extend', { id: open?.id ?? 0, dueOn: '2027-12-31', reason: '迟' });
    expect(Buffer.from(await call('reports.read', { id: made.id })).equals(first)).toBe(true);
    const [listed] = await call('reports.list', {});
    expect(listed).toMatchObject({ id: made.id, what: '隐患清单', extension: '.docx' });
    expect(listed?.figures.length).toBeGreaterThan(0);
  });

  it.skipIf(!hasWriter)('open in LibreOffice with all their words', async () => {
    const call = await openDemo();
    const hazards = await call('hazards.list', {});
    const listed = hazards.find((hazard) => hazard.listed)?.id ?? 0;
    const abouts = {
      span,
      visit: { kind: 'visit' as const, id: 1 },
      hazard: { kind: 'hazard' as const, id: listed },
      school: { kind: 'school' as const, id: 1 },
      venue: { kind: 'venue' as const, id: hazards.find(({ venueId }) => venueId !== null)?.venueId ?? 0 },
      licence: { kind: 'licence' as const, id: await addLicence(call) },
    };
    const files: Record<string, Uint8Array> = {};
    const wanted: Record<string, string> = {};
    for (const { id, about: kind } of await call('documents.templates', {})) {
      const about = abouts[kind];
      const draft = await call('documents.draft', { template: id, about });
      files[`${id}.docx`] = await make(call, {
        template: id,
        about,
        issuer: draft.issuers[0] ?? '',
        said: draft.said,
      });
      const title = draft.template.blocks.find(({ kind }) => kind === 'title');
      const values = { ...draft.known, 发文机关: draft.issuers[0] ?? '', ...draft.said };
      wanted[`${id}.docx`] = fillText(title?.kind === 'title' ? title.text : '', values).replace(/\s/g, '');
    }
    expect(Object.keys(files).length).toBeGreaterThan(0);
    for (const [name, path] of Object.entries(convertAllByOffice(files, 'pdf'))) {
      const text = pdfText(path).replace(/\s/g, '');
      expect(text).toContain(wanted[name]);
      expect(text).toContain('演示数据');
      expect(text).not.toContain('{{');
    }
  });

  it.skipIf(!hasWriter)(
    'have the page of GB/T 9704: 22 lines of 28 characters in 156 mm × 225 mm, numbers right and left',
    async () => {
      const bytes = await writeOfficialDocument(
        { title: '版式', landscape: false, blocks: [{ kind: 'text', text: '测'.repeat(28 * 60) }] },
        { values: {}, tables: {}, pictures: new Map(), photos: [], remark: '' },
      );
      const pdf = convertByOffice('版式.docx', bytes, 'pdf');
      const pages = pdfText(pdf).split('\f');
      const lines = (pages[1] ?? '').split('\n').filter((line) => line.includes('测'));
      expect(lines).toHaveLength(22);
      expect(lines.every((line) => line.trim().length === 28)).toBe(true);
      const page = drawPage(pdf, 2, 100);
      const millimetres = (pixels: number) => (pixels / page.dpi) * 25.4;
      expect(millimetres(page.width)).toBeCloseTo(210, 0);
      const columns = Array.from({ length: page.width }, (_, x) => x).filter((x) =>
        Array.from({ length: page.height - 300 }, (_, y) => y).some((y) => page.at(x, y) < 128),
      );
      const rows = Array.from({ length: page.height - 130 }, (_, y) => y).filter((y) =>
        columns.some((x) => page.at(x, y) < 128),
      );
      expect(millimetres(columns[0] ?? 0)).toBeGreaterThan(27);
      expect(millimetres(columns[0] ?? 0)).toBeLessThan(30);
      expect(millimetres(columns.at(-1) ?? 0)).toBeLessThan(210 - 25);
      expect(millimetres(rows[0] ?? 0)).toBeGreaterThan(36);
      expect(millimetres(rows[0] ?? 0)).toBeLessThan(43);
      const numberOf = (text: string) => text.split('\n').findLast((line) => /—\s*\d+\s*—/.test(line)) ?? '';
      expect(numberOf(pages[0] ?? '').search(/—/)).toBeGreaterThan(numberOf(pages[1] ?? '').search(/—/));
    },
  );
});
