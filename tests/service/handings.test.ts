import { describe, expect, it } from 'vitest';
import { readAudit } from '#service/db/journal/audit.ts';
import type { InputOf } from '#shared/contract/contract.ts';
import type { RoleId } from '#shared/office/roles.ts';
import { callerWith, callsBy } from '../support/office-callers.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

const at = (minute: string) => new Date(`${minute}:00+08:00`);
const COMMITTEE = '区委政法委';
const MARKET = '区市场监管局';
const CITY = '区城管执法局';
const CULTURE = '区文化和旅游局';

/** A small town on the Thursday before 中秋, with a hazard that the market bureau answers for, and a clock that is put on. */
async function openTown() {
  let now = at('2026-09-24T09:00');
  const workspace = await openWorkspace('beijing-daxing', { now: () => now });
  await importSmallTown(workspace);
  const { call, service } = workspace;
  const { id } = await call('hazards.register', {
    ...{ lead: false, source: '12345热线', sourceNumber: '', saidBy: '', saidOn: '2026-09-24' },
    ...{ venueId: null, schoolId: 1, placeText: '东门南侧', kind: '游商和摊贩', level: '一般' },
    ...{
      description: '放学时段占道',
      responsibleBody: MARKET,
      responsiblePerson: '马某',
      dueOn: '2026-10-20',
    },
  });
  const hand = async (
    given: Partial<InputOf<'handings.hand'>> & Pick<InputOf<'handings.hand'>, 'kind' | 'toBodies'>,
    by = call,
  ) => {
    const rest = { fromBody: '', toPerson: '', matter: '请即处置', due: { by: 'none' as const } };
    return (await by('handings.hand', { hazardId: id, ...rest, ...given })).ids;
  };
  const record = async (
    handing: number | undefined,
    step: InputOf<'handings.record'>['step'],
    more: Partial<InputOf<'handings.record'>> = {},
    by = call,
  ) => await by('handings.record', { id: handing ?? 0, step, note: '', at: null, by: '', ...more });
  const list = async (standing = true) => await call('handings.list', { hazardId: null, standing });
  return {
    ...{ call, service, id, hand, record, list },
    goTo: (minute: string) => {
      now = at(minute);
    },
    as: (roles: readonly RoleId[], body: string) =>
      callsBy(service, callerWith(roles, { name: `${roles.join()}${body}`, body, regions: [] })),
    hazard: async () => (await call('hazards.get', { id })).hazard,
    told: async () =>
      (await call('hazards.get', { id })).timeline.map(({ action, bodies, note, hoursLate }) =>
        [action, bodies, note, hoursLate === null ? '' : `late ${hoursLate}`].join(' | '),
      ),
  };
}

const refused = (code: string, reason?: string) => ({
  code,
  ...(reason !== undefined && { message: expect.stringContaining(reason) }),
});

describe('a whistle', () => {
  it('is answered within working hours or late, each body for itself, over a holiday', async () => {
    const { hand, record, list, goTo, told } = await openTown();
    goTo('2026-09-24T15:30');
    const due = { by: 'hours' as const, hours: 4 };
    const [city, culture] = await hand({
      ...{ kind: 'whistle', fromBody: '东镇人民政府', toBodies: [CITY, CULTURE, CITY], due },
      matter: '校门口二十几个摊位',
    });
    // Two hours are left of Thursday; 中秋 is Friday to Sunday.
    expect((await list()).filter(({ kind }) => kind === 'whistle')).toMatchObject([
      {
        toBody: CITY,
        fromBody: '东镇人民政府',
        dueAt: at('2026-09-28T10:30').toISOString(),
        waits: 'receipt',
      },
      {
        toBody: CULTURE,
        waits: 'receipt',
        hoursLate: null,
        steps: ['receive', 'answer', 'return', 'urge', 'withdraw'],
      },
    ]);
    goTo('2026-09-24T16:10');
    await record(city, 'answer', { note: '两人到场', by: '程某' });
    goTo('2026-09-28T11:00');
    // What is late comes before what has no limit and waits longer.
    expect(await list()).toMatchObject([
      { id: culture, hoursLate: 0.5, waits: 'receipt' },
      { kind: 'assign', toBody: MARKET, waits: 'receipt', hoursLate: null },
    ]);
    await record(culture, 'urge', { note: '请立即到场' });
    await record(culture, 'receive', { by: '温某', at: '2026-09-28T09:05' });
    goTo('2026-09-28T15:00');
    await record(culture, 'answer', { note: '到场，劝离十家' });
    expect((await list(false)).find(({ id }) => id === culture)).toMatchObject({
      ...{ waits: null, ended: 'answered', urges: 1, hoursLate: 2.5 },
      ...{
        receivedAt: at('2026-09-28T09:05').toISOString(),
        receivedBy: expect.stringMatching(/^温某（.+ 登记）$/),
        steps: [],
      },
    });
    expect((await told()).slice(2)).toEqual([
      `吹哨 | 东镇人民政府 → ${CITY} | 校门口二十几个摊位 | `,
      `吹哨 | 东镇人民政府 → ${CULTURE} | 校门口二十几个摊位 | `,
      `签收吹哨 | ${CITY} |  | `,
      `报到 | ${CITY} | 两人到场 | `,
      `签收吹哨 | ${CULTURE} |  | `,
      `催办 | ${COMMITTEE} → ${CULTURE} | 请立即到场 | `,
      `报到 | ${CULTURE} | 到场，劝离十家 | late 2.5`,
    ]);
  });

  it('and a talk need no hazard: a township says the place, and a school is called for itself', async () => {
    const { call, hand, record, list, goTo, as, service } = await openTown();
    const place = { hazardId: null, schoolId: 1, placeText: '北门外' };
    const due = { by: 'hours' as const, hours: 2 };
    const whistle = { kind: 'whistle' as const, toBodies: [CITY], due };
    for (const [given, code] of [
      [{ ...whistle, hazardId: null }, 'HAZARD_PLACE_REQUIRED'],
      [{ ...whistle, ...place, schoolId: 99 }, 'SCHOOL_UNKNOWN'],
      [{ ...whistle, ...place, kind: 'transfer' as const }, 'HANDING_REFUSED'],
    ] as const)
      await expect(hand(given)).rejects.toMatchObject(refused(code));
    const [called] = await hand({ ...whistle, ...place, fromBody: '东镇人民政府' });
    expect((await list()).find(({ id }) => id === called)).toMatchObject({
      ...{ hazardId: null, code: '', placeName: '东街小学 北门外', schoolId: 1, waits: 'receipt' },
      dueAt: at('2026-09-24T11:00').toISOString(),
    });
    // A township sees what is whistled for in its region, the body what waits for it, another body nothing of it.
    const seen = async (by: typeof call) =>
      (await by('handings.list', { hazardId: null, standing: true })).map(({ id }) => id);
    expect(await seen(as(['officer'], CITY))).toEqual([called]);
    expect(await seen(as(['officer'], CULTURE))).toEqual([]);
    expect(await seen(as(['township'], '东镇人民政府'))).toEqual([called]);
    expect(await seen(as(['township'], '西镇人民政府'))).toEqual([]);
    goTo('2026-09-24T14:30');
    await record(called, 'answer', { note: '到场，劝离十家' });
    expect((await list(false)).find(({ id }) => id === called)).toMatchObject({
      ended: 'answered',
      hoursLate: 1.5,
    });
    const moment = { by: 'moment' as const, moment: '2026-09-25T09:00' };
    const talked = { kind: 'talk' as const, toBodies: ['东街小学'], matter: '事故频发', due: moment };
    const [talk] = await hand({ ...talked, hazardId: null, schoolId: 1, toPerson: '校长' });
    await record(talk, 'answer', { note: '承诺错峰放学' });
    const about = { kind: 'school' as const, id: 1 };
    expect((await call('documents.draft', { template: 'school-talk', about })).said).toMatchObject({
      ...{ 约谈对象: '东街小学　校长', 约谈时间: '2026年9月25日09时00分' },
      ...{ 约谈事由: '事故频发', 约谈情况: '承诺错峰放学' },
    });
    // 挂牌督办 of a school: of what is wrong with the school itself.
    const { id } = await call('hazards.register', {
      ...{
        lead: false,
        source: '上级督查',
        sourceNumber: '',
        saidBy: '',
        saidOn: '2026-09-24',
        venueId: null,
      },
      ...{ schoolId: 1, placeText: '', kind: '其他', level: '重大', description: '安全事故频发' },
      ...{ responsibleBody: '东街小学', responsiblePerson: '校长', dueOn: '2026-10-20' },
    });
    await call('hazards.supervise', {
      ...{
        id,
        number: '督办1号',
        level: '区级',
        body: COMMITTEE,
        leader: '示例领导',
        requirement: '限期整改',
      },
      ...{ listedOn: '2026-09-24', dueOn: '2026-10-20' },
    });
    const { hazard, supervisions } = await call('hazards.get', { id });
    expect([hazard.placeName, supervisions.length]).toEqual(['东街小学', 1]);
    // A unit that was late is criticised with what the ledger of handings knows, and the paper is on record.
    const quarter = { kind: 'span' as const, from: '2026-07-01', to: '2026-09-30' };
    const { said, issuers } = await call('documents.draft', { template: 'criticism', about: quarter });
    expect(said.未按时办理的事项).toContain(
      `${CITY}：吹哨“请即处置”，时限2026年9月24日，逾期1.5小时（工作时间）才办理`,
    );
    await call('documents.make', {
      ...{ template: 'criticism', about: quarter, issuer: issuers[0] ?? '' },
      said: { ...said, 被通报单位: CITY },
      number: { code: '演政法', number: null },
      pictures: [],
    });
    expect((await call('papers.register', {}))[0]?.papers).toMatchObject([
      { title: expect.stringContaining('通报批评') },
    ]);
    expect(service.workspace.database.verifySeals()).toMatchObject({ altered: [] });
  });

  it('takes the office’s own hours, refuses what cannot be and a step that was taken already', async () => {
    const { call, hand, record, list, goTo } = await openTown();
    await call('calendar.keepHours', { hours: [['09:00', '17:00']] });
    expect((await call('calendar.get', { year: 2026 })).hours).toEqual([['09:00', '17:00']]);
    const [whistle] = await hand({ kind: 'whistle', toBodies: [CITY], due: { by: 'hours', hours: 9 } });
    expect((await list()).find(({ id }) => id === whistle)?.dueAt).toBe(at('2026-09-28T10:00').toISOString());
    goTo('2026-09-24T10:00');
    await expect(
      hand({ kind: 'assist', toBodies: [CITY], due: { by: 'day', day: '2026-09-23' } }),
    ).rejects.toMatchObject(refused('HANDING_REFUSED', '已经过去'));
    await expect(hand({ kind: 'whistle', toBodies: [COMMITTEE] })).rejects.toMatchObject(
      refused('HANDING_REFUSED', '给自己'),
    );
    await expect(record(whistle, 'answer')).rejects.toMatchObject(refused('HANDING_REFUSED', '请写明报到'));
    for (const [moment, why] of [
      ['2026-09-24T08:59', '早于上一步'],
      ['2026-09-24T10:01', '还没有到'],
    ])
      await expect(record(whistle, 'receive', { at: moment ?? '' })).rejects.toMatchObject(
        refused('HANDING_REFUSED', why),
      );
    await record(whistle, 'withdraw', { note: '已自行处置' });
    await expect(record(whistle, 'answer', { note: '到了' })).rejects.toMatchObject(
      refused('HANDING_REFUSED', '已经撤回'),
    );
    await expect(record(999, 'receive')).rejects.toMatchObject(refused('HANDING_UNKNOWN'));
  });
});

describe('a hazard that is handed on', () => {
  it('is another body’s until that gives it back with a reason; who had signed for it has it again', async () => {
    const { hand, record, list, goTo, hazard, told, call, id } = await openTown();
    const [assigned] = await list();
    expect(assigned).toMatchObject({ kind: 'assign', fromBody: COMMITTEE, toBody: MARKET, toPerson: '马某' });
    await record(assigned?.id, 'receive', { by: '马某' });
    goTo('2026-09-24T10:00');
    const [transfer] = await hand({
      kind: 'transfer',
      toBodies: [CITY],
      toPerson: '程某',
      matter: '摊点归城管',
    });
    expect(await hazard()).toMatchObject({
      state: 'assigned',
      responsibleBody: CITY,
      responsiblePerson: '程某',
    });
    expect(await list()).toMatchObject([
      { id: transfer, kind: 'transfer', fromBody: MARKET, waits: 'receipt' },
    ]);
    await expect(record(transfer, 'return')).rejects.toMatchObject(refused('HANDING_REFUSED', '请写明退回'));
    goTo('2026-09-24T11:00');
    await record(transfer, 'return', { note: '在店内，归市场监管' });
    expect(await hazard()).toMatchObject({ responsibleBody: MARKET, responsiblePerson: '马某' });
    const [again] = await list();
    expect(again).toMatchObject({
      id: assigned?.id,
      waits: null,
      ended: '',
      receivedBy: expect.stringMatching(/^马某（.+ 登记）$/),
    });
    // Given back to the committee, it waits to be assigned anew.
    await record(assigned?.id, 'return', { note: '不属于本局职责' });
    expect(await hazard()).toMatchObject({ state: 'found', responsibleBody: '', reminders: ['unassigned'] });
    await expect(hand({ kind: 'transfer', toBodies: [CITY] })).rejects.toMatchObject(
      refused('HANDING_REFUSED', '还没有交办'),
    );
    await call('hazards.assignMany', {
      ids: [id],
      responsibleBody: CITY,
      responsiblePerson: '程某',
      dueOn: null,
    });
    expect(await list()).toMatchObject([{ kind: 'assign', toBody: CITY, waits: 'receipt' }]);
    // The same body with another person signs once.
    await call('hazards.assignMany', {
      ids: [id],
      responsibleBody: CITY,
      responsiblePerson: '柴某',
      dueOn: null,
    });
    expect(await list()).toMatchObject([{ toBody: CITY, toPerson: '柴某' }]);
    await call('hazards.transition', { id, action: 'startRectifying', note: '', reinspectionId: null });
    const [standing] = await list();
    await expect(record(standing?.id, 'return', { note: '办不了' })).rejects.toMatchObject(
      refused('HANDING_REFUSED', '已经开始整改'),
    );
    expect(await told()).toEqual([
      '发现登记 |  | 12345热线 | ',
      `交办 | ${COMMITTEE} → ${MARKET} 马某 |  | `,
      `签收交办 | ${MARKET} |  | `,
      `转办 | ${MARKET} → ${CITY} 程某 | 摊点归城管 | `,
      `退回 |  | ${CITY} 退回 ${MARKET}：在店内，归市场监管 | `,
      `退回 |  | ${MARKET} 退回：不属于本局职责 | `,
      `交办 | ${COMMITTEE} → ${CITY} 柴某 |  | `,
      `变更责任 |  | ${CITY} 柴某 | `,
      '开始整改 |  |  | ',
    ]);
  });

  it('is reported and comes back with instructions; somebody is talked to; closed, nothing of it waits', async () => {
    const { call, id, hand, record, list, goTo, told } = await openTown();
    const report = async (reportedTo: string) =>
      await call('hazards.transition', {
        id,
        action: 'escalate',
        note: '久拖不决',
        reinspectionId: null,
        reportedTo,
      });
    await report('分管副区长');
    const reported = (await list()).find(({ kind }) => kind === 'report');
    expect(reported).toMatchObject({ toBody: '分管副区长', waits: 'answer', steps: ['answer', 'urge'] });
    await record(reported?.id, 'answer', { note: '请市场监管局三日内办结', by: '分管副区长' });
    const due = { by: 'moment' as const, moment: '2026-09-25T09:00' };
    const [talk] = await hand({ kind: 'talk', toBodies: [MARKET], matter: '整改不力', due });
    goTo('2026-09-24T17:00');
    await record(talk, 'answer', { note: '承诺三日内办结' });
    expect((await told()).slice(2)).toEqual([
      `上报 | ${COMMITTEE} → 分管副区长 | 久拖不决 | `,
      '批示 | 分管副区长 | 请市场监管局三日内办结 | ',
      `约谈 | ${COMMITTEE} → ${MARKET} | 整改不力 | `,
      `约谈记录 | ${MARKET} | 承诺三日内办结 | `,
    ]);
    await hand({ kind: 'assist', toBodies: [CITY, CULTURE], due: { by: 'day', day: '2026-09-28' } });
    const draft = await call('documents.draft', { template: 'assistance', about: { kind: 'hazard', id } });
    expect(draft.said).toMatchObject({
      ...{ 协办单位: `${CITY}、${CULTURE}`, 协办事项: '请即处置', 办理时限: '2026年9月28日' },
    });
    goTo('2026-09-29T09:30');
    const urging = await call('documents.draft', { template: 'urging', about: { kind: 'hazard', id } });
    expect(urging.said).toMatchObject({
      逾期情况: '已逾期1小时（工作时间），没有签收',
      原办理时限: '2026年9月28日',
    });
    // Reported, the hazard itself waits for no receipt any more.
    expect((await list()).filter(({ waits }) => waits !== null)).toHaveLength(2);
    await call('hazards.void', { id, into: null, reason: '登记重复' });
    expect(await list()).toEqual([]);
    expect((await list(false)).every(({ waits, steps }) => waits === null && steps.length === 0)).toBe(true);
  });
});

describe('a joint meeting', () => {
  const decided = (matter: string, toBody: string, more: Partial<Decision> = {}): Decision => ({
    ...{ id: null, matter, toBody, dueOn: '2026-09-30', hazardId: null, ...more },
  });
  type Decision = InputOf<'meetings.save'>['decisions'][number];
  const meeting = (decisions: Decision[], more: Partial<InputOf<'meetings.save'>> = {}) => ({
    ...{ id: null, savedAt: null, title: '秋季联席会', heldOn: '2026-09-24', place: '三楼', chair: '贾某' },
    ...{ recorder: '', attendees: '各成员单位', agenda: ['摊点', '停车'], decisions, ...more },
  });

  it('decides tasks that bodies sign for and answer; undone, they are gone, and not once somebody signed', async () => {
    const { call, id, record, list, goTo, told } = await openTown();
    const { id: first } = await call(
      'meetings.save',
      meeting([decided('清理摊点', CITY, { hazardId: id }), decided('摸排网吧', CULTURE, { dueOn: null })]),
    );
    const tasks = async () => (await list()).filter(({ kind }) => kind === 'task');
    expect(await tasks()).toMatchObject([
      { toBody: CITY, hazardId: id, dueAt: at('2026-09-30T17:30').toISOString(), meeting: '秋季联席会' },
      { toBody: CULTURE, hazardId: null, code: '', dueAt: null, waits: 'receipt' },
    ]);
    expect(await told()).toContain(`议定事项 | ${COMMITTEE} → ${CITY} | 清理摊点 | `);
    await call('edits.undo', {});
    expect(await call('meetings.list', {})).toEqual([]);
    expect(await tasks()).toEqual([]);
    await call('edits.redo', {});
    const [city, culture] = await tasks();
    const [kept] = await call('meetings.list', {});
    expect(kept).toMatchObject({
      id: first,
      agenda: ['摊点', '停车'],
      decisions: [{ id: city?.id }, { id: culture?.id }],
    });
    await record(city?.id, 'receive');
    await expect(call('edits.undo', {})).rejects.toMatchObject(refused('EDIT_OVERTAKEN'));
    // What was signed for stays; the other may be said otherwise, and one be added.
    goTo('2026-09-24T10:00');
    const of = { id: first, savedAt: kept?.savedAt ?? null };
    const same = decided('清理摊点', CITY, { id: city?.id ?? null, hazardId: id });
    const other = decided('摸排网吧、书店', CULTURE, { id: culture?.id ?? null });
    await expect(call('meetings.save', meeting([{ ...same, dueOn: null }], of))).rejects.toMatchObject(
      refused('MEETING_BEGUN'),
    );
    await expect(call('meetings.save', meeting([other], of))).rejects.toMatchObject(refused('MEETING_BEGUN'));
    await call('meetings.save', meeting([same, other, decided('施划停车位', '区交通局')], of));
    await expect(call('meetings.save', meeting([same], of))).rejects.toMatchObject(
      refused('MEETING_CHANGED'),
    );
    await record(city?.id, 'answer', { note: '已清理' });
    goTo('2026-10-09T09:30');
    await call(
      'meetings.save',
      meeting([decided('回头看', CITY)], { heldOn: '2026-10-09', title: '十月联席会' }),
    );
    expect((await call('meetings.list', {})).map(({ title, decisions }) => [title, decisions])).toMatchObject(
      [
        ['十月联席会', [{ matter: '回头看' }]],
        [
          '秋季联席会',
          [
            { answer: '已清理', waits: null, begun: true, hoursLate: null },
            { matter: '摸排网吧、书店', begun: false, hoursLate: 8 },
            { toBody: '区交通局', dueOn: '2026-09-30' },
          ],
        ],
      ],
    );
    const about = { kind: 'span' as const, from: '2026-09-25', to: '2026-10-09' };
    expect((await call('documents.draft', { template: 'minutes', about })).said).toMatchObject({
      ...{ 会议名称: '十月联席会', 会议时间: '2026年10月9日', 主持人: '贾某', 会议议题: '1．摊点\n2．停车' },
      议定事项: `1．回头看（责任单位：${CITY}，2026年9月30日前完成）`,
      上次议定事项的落实:
        `1．清理摊点（${CITY}）：已清理\n2．摸排网吧、书店（${CULTURE}）：尚未签收\n` +
        '3．施划停车位（区交通局）：尚未签收',
    });
  });
});

describe('where people have accounts', () => {
  it('a body sees what is handed to it and answers there; others do not, and instructions are a leader’s', async () => {
    const { call, id, hand, record, as, service, list } = await openTown();
    const city = as(['officer'], CITY);
    const culture = as(['bodyAdministrator'], CULTURE);
    const leader = as(['leader'], '区委');
    const coordinator = as(['coordinator'], COMMITTEE);
    const school = as(['school'], '东街小学');
    const own = async (by: typeof call) =>
      (await by('handings.list', { hazardId: null, standing: true })).filter((each) => each.own);
    expect(await city('hazards.list', {})).toEqual([]);
    const [whistle] = await hand(
      { kind: 'whistle', toBodies: [CITY], due: { by: 'hours', hours: 2 } },
      coordinator,
    );
    expect(await city('hazards.list', {})).toMatchObject([{ id }]);
    expect(await own(city)).toMatchObject([{ id: whistle, steps: ['receive', 'answer', 'return'] }]);
    expect(await culture('handings.list', { hazardId: null, standing: true })).toEqual([]);
    await expect(record(whistle, 'receive', {}, culture)).rejects.toMatchObject(refused('OUT_OF_SCOPE'));
    await expect(record(whistle, 'urge', {}, city)).rejects.toMatchObject(
      refused('HANDING_NOT_YOURS', COMMITTEE),
    );
    await expect(record(whistle, 'receive', {}, leader)).rejects.toMatchObject(
      refused('HANDING_NOT_YOURS', CITY),
    );
    await expect(record(whistle, 'receive', { at: '2026-09-24T09:00' }, city)).rejects.toMatchObject(
      refused('HANDING_REFUSED', '系统记录'),
    );
    await record(whistle, 'receive', {}, city);
    await record(whistle, 'answer', { note: '到场' }, city);
    expect(await own(city)).toEqual([]);
    // Passing on is for who has it; a talk is the committee’s to call for; a school hands nothing over.
    const away = { kind: 'transfer' as const, toBodies: [CULTURE] };
    await expect(hand(away, city)).rejects.toMatchObject(refused('HANDING_NOT_YOURS', MARKET));
    await expect(hand({ kind: 'talk', toBodies: [MARKET] }, city)).rejects.toMatchObject(
      refused('FORBIDDEN'),
    );
    await expect(hand({ kind: 'whistle', toBodies: [CITY] }, school)).rejects.toMatchObject(
      refused('FORBIDDEN'),
    );
    await expect(hand({ kind: 'assist', fromBody: MARKET, toBodies: [CULTURE] }, city)).rejects.toMatchObject(
      refused('HANDING_NOT_YOURS', MARKET),
    );
    await hand(away, as(['officer'], MARKET));
    expect(await own(culture)).toMatchObject([{ kind: 'transfer', fromBody: MARKET }]);
    await coordinator('hazards.transition', {
      ...{ id, action: 'escalate', note: '', reinspectionId: null, reportedTo: '区委书记' },
    });
    const report = (await list()).find(({ kind }) => kind === 'report')?.id;
    await expect(record(report, 'answer', { note: '从快' }, culture)).rejects.toMatchObject(
      refused('HANDING_NOT_YOURS', '区委书记'),
    );
    await record(report, 'answer', { note: '从快' }, leader);
    // What is taken back is out of sight again.
    const [taken] = await hand({ kind: 'assist', toBodies: ['区应急局'] }, coordinator);
    const emergency = as(['officer'], '区应急局');
    expect(await emergency('hazards.list', {})).toHaveLength(1);
    await record(taken, 'withdraw', { note: '不用了' }, coordinator);
    expect(await emergency('hazards.list', {})).toEqual([]);
    // A township whose regions hold nothing of it is told of its task all the same.
    const decisions = [{ id: null, matter: '每月排查', toBody: '东镇人民政府', dueOn: null, hazardId: null }];
    await coordinator('meetings.save', {
      ...{
        id: null,
        savedAt: null,
        title: '联席会',
        heldOn: '2026-09-24',
        place: '',
        chair: '',
        recorder: '',
      },
      ...{ attendees: '', agenda: [], decisions },
    });
    const township = as(['township'], '东镇人民政府');
    expect(await own(township)).toMatchObject([{ matter: '每月排查', meeting: '联席会' }]);
    expect(await township('meetings.list', {})).toMatchObject([{ title: '联席会' }]);
    expect(await culture('meetings.list', {})).toEqual([]);
    // The trail has each step, and nothing was altered past it.
    const steps: string[] = [];
    for await (const { command } of readAudit(service.workspace.database.reader))
      if (command.startsWith('handings.')) steps.push(command);
    expect(steps).toHaveLength(7);
    expect(service.workspace.database.verifySeals()).toMatchObject({ altered: [] });
    const sheet = await call('exports.list', { what: 'handings' });
    expect(Buffer.from(sheet).subarray(0, 2).toString()).toBe('PK');
  });
});
