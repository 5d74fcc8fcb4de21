import type { InputOf, OpenedOf, ServiceProcedureName, serviceContract } from '#shared/contract/contract.ts';
import { onSchoolDays } from './duty.ts';
import { PIXEL } from './photo.ts';
import { importSmallTown, type OpenWorkspace, openWorkspace } from './workspace.ts';

export type CommandName = {
  [Name in ServiceProcedureName]: (typeof serviceContract)[Name]['kind'] extends 'command' ? Name : never;
}[ServiceProcedureName];

/** A town with one of each thing that a form is about. */
export async function openTown() {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const { call, file } = workspace;
  const officers = ['甲', '乙'].map((name) => ({ name, certificate: `证${name}`, agency: '公安分局' }));
  const { id: sweep } = await call('sweeps.create', {
    title: '行动',
    period: '2026Q4',
    agencies: ['公安分局'],
    focusTopics: [],
  });
  const { id: stopId } = await call('sweeps.addStop', {
    sweepId: sweep,
    venueId: 1,
    schoolId: 1,
    reason: '抽查',
  });
  const { id: visit, hazards } = await call('visits.record', {
    stopId,
    startedAt: '2026-11-20T09:00',
    endedAt: '2026-11-20T09:30',
    officers,
    result: '发现隐患',
    facts: '堆物',
    measuredDistance: null,
    measures: '',
    partyView: '',
    capReason: '',
    hazards: [
      {
        kind: '消防安全',
        level: '重大',
        description: '通道堵塞',
        dueOn: '2026-12-20',
        responsibleBody: '',
        responsiblePerson: '',
      },
    ],
  });
  const hazard = hazards[0] ?? 0;
  return { ...workspace, call, file, officers, sweep, visit, hazard };
}
export type Town = Awaited<ReturnType<typeof openTown>>;

/** Sends what a form says, and what it was opened with. */
export const send = async <Name extends CommandName>(
  { service }: Pick<OpenWorkspace, 'service'>,
  name: Name,
  input: InputOf<Name>,
  was: OpenedOf<Name>,
) => await service.call({ id: name, name, input, was, signal: new AbortController().signal });

/** Two pages with the same form open. */
export interface Play<Name extends CommandName> {
  /** What the form was opened with, and the input that says the same. */
  readonly open: (town: Town) => Promise<{ was: OpenedOf<Name>; said: InputOf<Name> }>;
  /** What one page changes, and what another changes beside it: both hold. */
  readonly one?: Partial<InputOf<Name>>;
  readonly beside?: Partial<InputOf<Name>>;
  /** What two pages make of the same: the second is asked. */
  readonly first: Partial<InputOf<Name>>;
  readonly second: Partial<InputOf<Name>>;
  /** What is stored, by the names of the input. */
  readonly read: (town: Town) => Promise<object>;
}

/** A play whose form says its whole input. */
const play = <Name extends CommandName>(each: Play<Name>) => each;
const POLYGON: [number, number][][][] = [
  [
    [
      [116.3995, 39.8995],
      [116.4006, 39.8995],
      [116.4006, 39.9005],
      [116.3995, 39.9005],
    ],
  ],
];
const rounder = POLYGON.map((polygon) =>
  polygon.map((ring) => [...ring, [116.39945, 39.9] as [number, number]]),
);

const gate = async ({ call }: Town) => {
  const [first] = (await call('schools.get', { id: 1 })).gates;
  if (!first) throw new Error('the school has a gate');
  const { id, name, isMain, position, positionSource, frontage, band } = first;
  return { id, schoolId: 1, name, isMain, position, positionSource, frontage, band };
};
export const hazardOf = async ({ call, hazard }: Town) => await call('hazards.get', { id: hazard });
const twice = <T>(said: T) => ({ was: said, said });

/** For each command that joins, by its name. */
export const plays = {
  'gates.save': play<'gates.save'>({
    open: async (town) => twice(await gate(town)),
    one: { name: '正南门' },
    beside: { isMain: false },
    first: { name: '东门' },
    second: { name: '西门' },
    read: gate,
  }),
  'schools.saveCampus': play<'schools.saveCampus'>({
    open: async ({ call }) => {
      const { campus, boundarySource } = await call('schools.get', { id: 1 });
      return twice({ schoolId: 1, campus, source: boundarySource ?? 'imagery' });
    },
    first: { campus: POLYGON },
    second: { campus: rounder },
    read: async ({ call }) => {
      const { campus } = await call('schools.get', { id: 1 });
      return { campus: campus?.map((polygon) => polygon.map((ring) => ring.slice(0, -1))) };
    },
  }),
  'places.save': play<'places.save'>({
    open: async () =>
      twice({
        table: 'venues',
        id: 1,
        geometry: null,
        values: { name: '极速网吧', phone: '', address: '东街1号' },
      }),
    one: { values: { name: '极速网吧', phone: '1', address: '东街1号' } },
    beside: { values: { name: '极速网吧', phone: '', address: '东街2号' } },
    first: { values: { name: '甲网吧' } },
    second: { values: { name: '乙网吧' } },
    read: async ({ call }) => {
      const { name, phone, address } = await call('venues.get', { id: 1 });
      return { values: { name, phone, address } };
    },
  }),
  'venues.savePosition': play<'venues.savePosition'>({
    open: async () => twice({ id: 1, position: [116.4, 39.8985], source: 'registry' }),
    first: { position: [116.4001, 39.8985], source: 'surveyed' },
    second: { position: [116.4002, 39.8985], source: 'surveyed' },
    read: async ({ call }) => ({ position: (await call('venues.get', { id: 1 })).position }),
  }),
  'tables.edit': play<'tables.edit'>({
    open: async () => twice({ table: 'venues', ids: [1], values: { phone: '' } }),
    first: { values: { phone: '1' } },
    second: { values: { phone: '2' } },
    read: async ({ call }) => ({ values: { phone: (await call('venues.get', { id: 1 })).phone } }),
  }),
  'licences.save': play<'licences.save'>({
    open: async ({ call }) => {
      const licence = {
        venueId: 1,
        number: '许-1',
        kind: '食品经营许可证',
        holder: '甲',
        validFrom: null,
        validUntil: null,
        unlimited: false,
      };
      const { id } = await call('licences.save', { id: null, ...licence });
      return twice({ id, ...licence });
    },
    one: { holder: '乙' },
    beside: { validUntil: '2030-01-01' },
    first: { holder: '丙' },
    second: { holder: '丁' },
    read: async ({ call }) => (await call('licences.list', { venueId: 1 }))[0] ?? {},
  }),
  'officers.save': play<'officers.save'>({
    open: async ({ call }) => {
      const [known] = await call('officers.list', {});
      if (!known) throw new Error('whoever made a visit is known');
      const { id, name, certificate, agency, active, phone, validUntil, leaves } = known;
      return twice({ id, name, certificate, agency, active, phone, validUntil, leaves });
    },
    one: { phone: '1' },
    beside: { validUntil: '2030-01-01' },
    first: { phone: '2' },
    second: { phone: '3' },
    read: async ({ call }) => (await call('officers.list', {}))[0] ?? {},
  }),
  'teams.save': play<'teams.save'>({
    open: async ({ call, sweep, officers }) => {
      const team = {
        sweepId: sweep,
        name: '一组',
        days: 2,
        from: '09:00',
        until: '17:00',
        times: null,
        byHand: false,
        members: officers,
      };
      const { id } = await call('teams.save', { id: null, ...team });
      return twice({ id, ...team });
    },
    one: { name: '南片组' },
    beside: { from: '08:30' },
    first: { days: 3 },
    second: { days: 4 },
    read: teamOf,
  }),
  'sweeps.settle': play<'sweeps.settle'>({
    open: async ({ call, sweep }) => {
      const { title, startsOn, endsOn, leadBody, agencies, focusTopics } = (
        await call('sweeps.get', { id: sweep })
      ).sweep;
      return twice({ id: sweep, title, startsOn, endsOn, leadBody, agencies, focusTopics, start: null });
    },
    one: { title: '冬季行动' },
    beside: { focusTopics: ['消防安全'] },
    first: { title: '甲行动' },
    second: { title: '乙行动' },
    read: async ({ call, sweep }) => (await call('sweeps.get', { id: sweep })).sweep,
  }),
  'duties.save': play<'duties.save'>({
    open: async ({ call }) => {
      const duty = {
        gateId: 1,
        period: '上学' as const,
        post: '校门口',
        body: '派出所',
        person: '甲',
        phone: '',
        from: '07:00',
        until: '08:00',
        ...onSchoolDays,
      };
      const { id } = await call('duties.save', { id: null, ...duty });
      return twice({ id, ...duty });
    },
    one: { person: '乙' },
    beside: { post: '路口' },
    first: { person: '丙' },
    second: { person: '丁' },
    read: async ({ call }) => (await call('gates.plan', { id: 1 })).duties[0] ?? {},
  }),
  'incidents.save': play<'incidents.save'>({
    open: async ({ call }) => {
      const incident = {
        kind: '拥堵' as const,
        at: '2026-11-20T07:40',
        position: [116.4, 39.8995] as [number, number],
        note: '',
      };
      const { id } = await call('incidents.save', { id: null, ...incident });
      return twice({ id, ...incident });
    },
    one: { note: '救护车被堵' },
    beside: { at: '2026-11-20T07:50' },
    first: { note: '甲' },
    second: { note: '乙' },
    read: async ({ call }) => (await call('incidents.list', {}))[0] ?? {},
  }),
  'campaigns.saveTask': play<'campaigns.saveTask'>({
    open: async ({ call }) => {
      const { id: campaignId } = await call('campaigns.start', { year: 2031 });
      const task = {
        ...{ campaignId, title: '联席会议', kind: 'meeting' as const, phase: '', body: '区委政法委' },
        ...{ helping: '', startsOn: null, dueOn: '2031-06-30', note: '' },
      };
      const { id } = await call('campaigns.saveTask', { id: null, ...task });
      return twice({ id, ...task });
    },
    one: { body: '公安分局' },
    beside: { dueOn: '2031-05-30' },
    first: { note: '甲' },
    second: { note: '乙' },
    read: async ({ call }) => (await call('campaigns.list', {})).campaigns[0]?.tasks.at(-1) ?? {},
  }),
  'gates.savePlan': play<'gates.savePlan'>({
    open: async ({ call }) => {
      const plan = { id: 1, restrictions: '', oneWay: '', waiting: '', note: '' };
      await call('gates.savePlan', plan);
      return twice(plan);
    },
    one: { oneWay: '由东向西' },
    beside: { note: '雨天另行安排' },
    first: { note: '甲' },
    second: { note: '乙' },
    read: async ({ call }) => (await call('gates.plan', { id: 1 })).text,
  }),
  'attachments.caption': play<'attachments.caption'>({
    open: async ({ call, file, visit }) => {
      const token = file('照片.jpg', PIXEL);
      const { id } = await call('attachments.add', {
        token,
        thumbnail: null,
        of: { kind: 'visit', id: visit },
        caption: '',
      });
      return twice({ id, on: 'visit', caption: '' });
    },
    first: { caption: '门前' },
    second: { caption: '后门' },
    read: async ({ call, visit }) =>
      (await call('attachments.list', { of: { kind: 'visit', id: visit } }))[0] ?? {},
  }),
  'hazards.transition': play<'hazards.transition'>({
    open: async (town) => ({
      was: { id: town.hazard, responsibleBody: '', responsiblePerson: '' },
      said: {
        id: town.hazard,
        action: 'assign',
        note: '',
        reinspectionId: null,
        responsibleBody: '公安分局',
        responsiblePerson: '甲',
      },
    }),
    first: { responsiblePerson: '乙' },
    second: { responsiblePerson: '丙' },
    read: async (town) => (await hazardOf(town)).hazard,
  }),
  'hazards.extend': play<'hazards.extend'>({
    open: async ({ hazard }) => ({
      was: { id: hazard, dueOn: '2026-12-20' },
      said: { id: hazard, dueOn: '2026-12-20', reason: '材料未到' },
    }),
    first: { dueOn: '2026-12-25' },
    second: { dueOn: '2026-12-31' },
    read: async (town) => (await hazardOf(town)).hazard,
  }),
  'hazards.correct': play<'hazards.correct'>({
    open: async (town) => {
      const { level, kind, description, schoolId } = (await hazardOf(town)).hazard;
      const was = { id: town.hazard, level, kind, description, schoolId };
      return { was, said: { ...was, reason: '登记有误' } as InputOf<'hazards.correct'> };
    },
    one: { level: '一般' },
    beside: { description: '东侧通道堵塞' },
    first: { description: '甲' },
    second: { description: '乙' },
    read: async (town) => (await hazardOf(town)).hazard,
  }),
  'hazards.describe': play<'hazards.describe'>({
    open: async ({ hazard }) => twice({ id: hazard, basis: '', fiveItems: {} }),
    one: { basis: '消防法第二十八条' },
    beside: { fiveItems: { 责任: '甲' } },
    first: { basis: '甲' },
    second: { basis: '乙' },
    read: hazardOf,
  }),
  'hazards.classify': play<'hazards.classify'>({
    open: async ({ hazard }) => ({
      was: { id: hazard, outcome: null, dueOn: '2026-12-20', meetingOn: null, reportedTo: '' },
      said: {
        id: hazard,
        outcome: 'resolving',
        dueOn: '2026-12-20',
        meetingOn: null,
        reportedTo: '',
        note: '',
      },
    }),
    one: { dueOn: '2026-12-28' },
    beside: { reportedTo: '区政府' },
    first: { dueOn: '2026-12-29' },
    second: { dueOn: '2026-12-30' },
    read: async (town) => {
      const { hazard, reportedTo } = await hazardOf(town);
      return { ...hazard, reportedTo };
    },
  }),
  'hazards.superviseProgress': play<'hazards.superviseProgress'>({
    open: async ({ call, hazard }) => {
      await call('hazards.supervise', {
        id: hazard,
        number: '挂-1',
        level: '区级',
        body: '政法委',
        leader: '甲',
        requirement: '清理',
        listedOn: '2026-11-21',
        dueOn: '2026-12-20',
      });
      return twice({ id: hazard, progress: '' });
    },
    first: { progress: '已约谈' },
    second: { progress: '已清理' },
    read: async (town) => (await hazardOf(town)).supervisions[0] ?? {},
  }),
  'visits.correct': play<'visits.correct'>({
    open: async ({ visit }) => {
      const was = {
        id: visit,
        result: '发现隐患' as const,
        facts: '堆物',
        measures: '',
        partyView: '',
        documents: '',
      };
      return { was, said: { ...was, reason: '补充', hazards: [] } };
    },
    one: { measures: '责令清理' },
    beside: { partyView: '无异议' },
    first: { facts: '甲' },
    second: { facts: '乙' },
    read: async ({ call, visit }) => await call('visits.get', { id: visit }),
  }),
};

export async function teamOf({ call, sweep }: Town) {
  const [plan] = (await call('routes.get', { sweepId: sweep })).teams;
  return plan?.team ?? {};
}
