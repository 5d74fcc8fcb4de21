import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { DataService } from '#service/dispatch/service.ts';
import { openPacket } from '#service/sweeps/packets/open-packet.ts';
import type { InputOf } from '#shared/contract/contract.ts';
import { neighbourFileOf } from '#shared/districts/neighbour-file.ts';
import { elementAt } from '#shared/lists/element.ts';
import { everything } from '#shared/tables/query.ts';
import { usualWeights } from '#shared/watch/watched-figures.ts';
import { writeVectorMbtiles } from '../../../electron/demo/basemap.ts';
import { blankWorkbook } from '../blank-forms.ts';
import { callsTo } from '../calls.ts';
import { filledForm } from '../filled-form.ts';
import { hotlineLead, leadsHazard } from '../leads.ts';
import { PIXEL } from '../photo.ts';
import { temporaryFolder } from '../temporary.ts';
import type { listCommands } from './list-commands.ts';
import { type placeCommands, surveyOf } from './place-commands.ts';
import {
  type CommandName,
  daysAfter,
  firstOf,
  freeVenues,
  type InputsOf,
  type TownInUse,
} from './town-in-use.ts';
import { SPOT, square } from './town-spots.ts';

type WorkCommand = Exclude<
  CommandName,
  keyof typeof placeCommands | keyof typeof listCommands | 'edits.undo' | 'edits.redo' | `workspace.${string}`
>;

/** A check form of the latest round as a school sends it back. */
async function returnedForm({ call, file }: TownInUse): Promise<string> {
  const [round] = await call('selfChecks.rounds', {});
  const [form] = Object.values(unzipSync(await call('selfChecks.forms', { id: round?.id ?? 0 })));
  if (!form) throw new Error('nobody was given a form');
  const hazard = ['消防安全', '一般', '食堂', '灭火器过期', '', '王主任', '2027-01-10'];
  return file('自查表.xlsx', filledForm(form, [], [hazard]));
}

/** What the program suggests for schools. */
async function suggestedScheme(call: TownInUse['call']) {
  const found = (await call('scores.schemes', {})).find(({ key }) => key === 'builtin-schools');
  if (!found) throw new Error('the program suggests one');
  return found.scheme;
}

/** How many events each town was told: two towns that do the same are told the same. */
const eventsTold = new WeakMap<TownInUse['call'], number>();

/** An event of another system that says that it was put right. */
function exchangedFile({ call, file }: TownInUse) {
  const told = (eventsTold.get(call) ?? 0) + 1;
  eventsTold.set(call, told);
  const event = {
    ...{ number: `C-${told}`, description: '井盖破损', state: 'closed', result: '已修复' },
    place: { name: '东街路口' },
  };
  return { token: file(`事件${told}.json`, JSON.stringify([event])), system: '城市运管服' };
}

/** How many files of a neighbour each town was handed. */
const neighboursHanded = new WeakMap<TownInUse['call'], number>();

/** A neighbour's file of a later day each time: its venue lies at the door of the town's first school. */
async function neighbourFile({ call, file, today }: TownInUse) {
  const handed = (neighboursHanded.get(call) ?? 0) + 1;
  neighboursHanded.set(call, handed);
  const { id } = firstOf(await call('schools.list', {}));
  const { position } = firstOf((await call('schools.get', { id })).gates);
  const venue = {
    ...{ id: 1, name: `邻区网吧${handed}`, category: 'internet_cafe', further: [], since: null },
    ...{ position: [...position] as [number, number], sigma: 5, coarse: false },
  };
  const edge = { rules: [], schools: [], venues: [venue] };
  const day = daysAfter(today, handed);
  return { token: file(`邻区${handed}.json`, neighbourFileOf([{ district: '邻区', day, edge }])) };
}

/** A task that an office adds to its plan. */
const addedTask = {
  title: '联席会议',
  kind: 'meeting' as const,
  phase: '',
  body: '区委政法委',
  helping: '',
  startsOn: null,
  note: '',
};

/** Commands about sweeps, hazards, evidence, and what is made of all that. */
export const workCommands: InputsOf<WorkCommand> = {
  'officers.save': [
    () => ({ id: null, name: '新检查员', certificate: '试-9', agency: '公安分局', active: true }),
    () => ({ id: null, name: '另检查员', certificate: '试-8', agency: '公安分局', active: true }),
  ],
  'officers.take': [
    () => ({
      officers: [
        {
          name: '名单员',
          certificate: '单-1',
          agency: '公安分局',
          phone: '13900000000',
          validUntil: '2031-01-01',
        },
      ],
    }),
  ],
  'officers.remove': [async (town) => ({ id: await town.last('officers') })],
  'sweeps.create': [
    async ({ call }) => ({
      title: '试验行动',
      period: '2026Q4',
      agencies: (await call('workspace.describe', {})).pack.agencies
        .filter(({ mayInspect }) => mayInspect)
        .map(({ name }) => name),
      focusTopics: [],
    }),
  ],
  'sweeps.remove': [
    async ({ call }) =>
      await call('sweeps.create', {
        title: '误建行动',
        period: '2026Q4',
        agencies: ['公安分局'],
        focusTopics: [],
      }),
  ],
  'sweeps.settle': [
    async (town) => ({
      id: await town.last('sweeps'),
      title: '改名行动',
      startsOn: town.today,
      endsOn: daysAfter(town.today, 30),
      leadBody: '公安分局',
      agencies: ['公安分局', '区消防救援支队', '区应急局'],
      focusTopics: ['消防安全'],
      start: { name: '集合点', position: [116.402, 39.59] },
    }),
  ],
  'sweeps.addStop': [
    async (town) => ({
      sweepId: await town.last('sweeps'),
      venueId: firstOf(await freeVenues(town)),
      schoolId: null,
      reason: '举报',
    }),
  ],
  'sweeps.addStops': [
    async (town) => ({
      sweepId: await town.last('sweeps'),
      venueIds: (await freeVenues(town)).slice(0, 3),
      reason: '举报',
    }),
  ],
  'sweeps.addSchools': [
    async (town) => ({
      sweepId: await town.last('sweeps'),
      schoolIds: [firstOf(await town.call('schools.list', {})).id],
      reason: '轮到',
    }),
  ],
  'sweeps.removeStop': [async (town) => ({ stopId: await town.last('stops') })],
  'targets.apply': [async (town) => ({ sweepId: await town.last('sweeps'), options: { sample: 0.1 } })],
  'teams.save': [
    async (town) => ({
      id: null,
      sweepId: await town.last('sweeps'),
      name: '试验组',
      days: 2,
      from: '09:00',
      until: '17:00',
      times: { startsOn: town.today, pause: { from: '12:00', until: '13:00' }, evening: null },
      byHand: false,
      members: officers.map((officer) => ({ ...officer })),
    }),
  ],
  'officers.replace': [
    async (town) => {
      const [by] = (await town.call('officers.list', {})).filter(({ removedOn }) => removedOn === null);
      const own = firstOf(officers).certificate;
      const of = (await town.call('officers.list', {})).find(({ certificate }) => certificate === own);
      return { id: of?.id ?? 0, by: by?.id ?? 0 };
    },
  ],
  'teams.draw': [async (town) => ({ sweepId: await town.last('sweeps'), teams: 1, seed: 3 })],
  'routes.keep': [
    async (town) => {
      const sweepId = await town.last('sweeps');
      const stops = (await stopsOf(town, sweepId)).slice(0, 3);
      return { sweepId, teams: [{ teamId: await town.last('teams'), days: [stops] }], leftOut: [] };
    },
  ],
  'routes.move': [
    async (town) => ({
      stopId: firstOf(await stopsOf(town, await town.last('sweeps'))),
      to: { teamId: await town.last('teams'), day: 0, place: 1 },
    }),
  ],
  'routes.assign': [
    async (town) => ({
      stopIds: await stopsOf(town, await town.last('sweeps')),
      teamId: await town.last('teams'),
    }),
  ],
  'routes.explain': [
    async (town) => ({ stopId: await town.last('stops'), capReason: '群众举报', apart: '抽样' }),
  ],
  'routes.lock': [
    async (town) => ({ stopId: firstOf(await stopsOf(town, await town.last('sweeps'))), locked: false }),
  ],
  'days.postpone': [async (town) => ({ ...(await teamOf(town)), from: await firstDay(town) })],
  'days.cancel': [
    async (town) => ({ ...(await teamOf(town)), date: await firstDay(town), reason: '暴雨', makeUp: true }),
  ],
  'days.restore': [async (town) => ({ ...(await teamOf(town)), date: await firstDay(town) })],
  'days.standIn': [
    async (town) => ({
      ...(await teamOf(town)),
      date: await firstDay(town),
      away: await memberOf(town),
      by: { name: '替班员', certificate: '替-1', agency: '公安分局' },
    }),
  ],
  'calendar.keepSchools': [
    () => ({
      breaks: [{ title: '寒假', from: '2027-01-25', to: '2027-02-26' }],
      peaks: [['07:20', '08:00']],
    }),
  ],
  'calendar.keepHours': [
    () => ({
      hours: [
        ['08:00', '12:00'],
        ['13:30', '17:30'],
      ],
    }),
  ],
  'calendar.keep': [() => ({ text: '2027-01-01..2027-01-03,休,元旦' })],
  'selfChecks.begin': [() => ({ title: '秋季自查', of: 'schools', placeIds: [], dueOn: null })],
  'selfChecks.take': [async (town) => ({ tokens: [await returnedForm(town)] })],
  'watch.keepWeights': [() => ({ weights: { ...usualWeights, overdue: 9 } })],
  'exchange.take': [(town) => exchangedFile(town)],
  'exchange.noteSent': [
    async (town) => ({
      system: '一网统管',
      sent: [{ id: await town.last('hazards'), revision: 1, hash: 'first' }],
    }),
  ],
  'neighbours.bring': [neighbourFile],
  'neighbours.remove': [
    async (town) => {
      await town.call('neighbours.bring', await neighbourFile(town));
      return { id: await town.last('neighbours') };
    },
  ],
  'exchange.settle': [
    async (town) => {
      await town.call('exchange.take', exchangedFile(town));
      const [reply] = await town.call('exchange.replies', {});
      return { id: reply?.id ?? 0, confirmed: true, note: '电话核对过' };
    },
  ],
  'campaigns.start': [() => ({ year: 2031 })],
  'campaigns.saveTask': [
    async (town) => ({ id: null, campaignId: await town.last('campaigns'), ...addedTask, dueOn: town.today }),
    async (town) => ({
      id: await town.last('campaignTasks'),
      campaignId: await town.last('campaigns'),
      ...addedTask,
      body: '公安分局',
      dueOn: town.today,
    }),
  ],
  'campaigns.finishTask': [
    async (town) => ({ id: await town.last('campaignTasks'), doneOn: town.today }),
    async (town) => ({ id: await town.last('campaignTasks'), doneOn: null }),
  ],
  'campaigns.removeTask': [async (town) => ({ id: await town.last('campaignTasks') })],
  'campaigns.remove': [async (town) => ({ id: await town.last('campaigns') })],
  'visits.record': [
    async (town) => await visitOf(town, firstOf(await stopsOf(town, await town.last('sweeps'))), true),
    async (town) => await visitOf(town, firstOf(await stopsOf(town, 1)), true, newOfficers),
    // One that was found closed waits for the next day of its team.
    async (town) => {
      const { teams } = await town.call('routes.get', { sweepId: PLANNED });
      const early = teams.flatMap(({ days }) => days.slice(0, -1).flatMap(({ stops }) => stops));
      return { ...(await visitOf(town, firstOf(early).stopId, false)), result: '未营业' };
    },
  ],
  'visits.settleVenue': [async (town) => ({ id: await visitToGone(town) })],
  'visits.correct': [
    async (town) => ({
      id: await town.last('visits'),
      result: '已关闭',
      facts: '大门紧闭，招牌已拆',
      measures: '',
      partyView: '',
      documents: '',
      reason: '补记招牌情况',
    }),
    async (town) => ({
      id: await town.last('visits'),
      result: '发现隐患',
      facts: '门口堆放杂物',
      measures: '',
      partyView: '',
      documents: '',
      reason: '看错了门牌',
      hazards: (await visitOf(town, 1, true)).hazards,
    }),
  ],
  'hazards.assignMany': [
    async (town) => ({
      ids: [await town.last('hazards')],
      responsibleBody: '公安分局',
      responsiblePerson: '何某',
      dueOn: daysAfter(town.today, 9),
    }),
  ],
  'handings.hand': [
    async (town) => handedOver(await town.last('hazards'), 'transfer', ['区应急局']),
    async (town) => handedOver(await town.last('hazards'), 'talk', ['区应急局']),
    async (town) => handedOver(await town.last('hazards'), 'assist', ['区应急局', '区教育局']),
    async (town) => handedOver(await town.last('hazards'), 'whistle', ['区公安分局', '区应急局']),
    async (town) => ({ ...handedOver(null, 'whistle', ['区应急局']), schoolId: await town.last('schools') }),
  ],
  'handings.record': [
    async (town) => ({ ...(await lastHanding(town)), step: 'receive', by: '何某' }),
    async (town) => ({ ...(await lastHanding(town)), step: 'urge', note: '请即报到' }),
    async (town) => ({ ...(await lastHanding(town, 1)), step: 'answer', note: '已到场' }),
  ],
  'meetings.save': [
    ({ today }) => meetingOn(today),
    async ({ call, today }) => {
      const { id, savedAt } = firstOf(await call('meetings.list', {}));
      return { ...meetingOn(today), id, savedAt, title: '改名的联席会' };
    },
  ],
  'hazards.transition': [
    async (town) => ({
      id: await town.last('hazards'),
      action: 'startRectifying',
      note: '',
      reinspectionId: null,
    }),
    async (town) => ({
      id: await town.last('hazards'),
      action: 'submitForReinspection',
      note: '',
      reinspectionId: null,
    }),
  ],
  'hazards.reinspect': [
    async (town) => reinspectionOf(town, await town.last('hazards'), '未整改', officers),
    async (town) => reinspectionOf(town, await town.last('hazards'), '已整改', reinspectors),
  ],
  'hazards.extend': [
    async (town) => ({ id: await town.last('hazards'), dueOn: daysAfter(town.today, 20), reason: '等材料' }),
  ],
  'hazards.describe': [
    async (town) => ({ id: await town.last('hazards'), basis: '条例第 3 条', fiveItems: { 责任: '何某' } }),
  ],
  'hazards.classify': [
    async (town) => ({
      id: await town.last('hazards'),
      outcome: 'resolving',
      dueOn: daysAfter(town.today, 20),
      meetingOn: null,
      reportedTo: '',
      note: '',
    }),
  ],
  'hazards.supervise': [
    async (town) => ({
      id: await town.last('hazards'),
      number: '督办 9 号',
      level: '区级',
      body: '区委政法委',
      leader: '某某',
      requirement: '限期整改',
      listedOn: town.today,
      dueOn: daysAfter(town.today, 20),
    }),
  ],
  'hazards.superviseProgress': [async (town) => ({ id: await town.last('hazards'), progress: '已约谈' })],
  'hazards.delist': [
    async (town) => {
      const id = await town.last('hazards');
      const act = async (action: 'submitForReinspection' | 'close', reinspectionId: number | null) =>
        await town.call('hazards.transition', { id, action, note: '', reinspectionId });
      await act('submitForReinspection', null);
      const passed = reinspectionOf(town, id, '已整改', reinspectors);
      await act('close', (await town.call('hazards.reinspect', passed)).id);
      return { id, acceptance: '验收合格', delistedOn: town.today };
    },
  ],
  'hazards.correct': [
    async (town) => ({
      id: await town.last('hazards'),
      level: '较大',
      kind: '消防安全',
      description: '堵塞消防通道',
      schoolId: firstOf(await town.call('schools.list', {})).id,
      reason: '复核现场照片',
    }),
  ],
  'hazards.register': [(town) => ({ ...hotlineLead, saidOn: town.today })],
  'hazards.verify': [
    async (town) => ({
      id: await town.last('hazards'),
      verdict: 'true',
      note: '到场看过',
      into: null,
      hazard: { ...leadsHazard, dueOn: '2027-01-31' },
    }),
    async (town) => ({
      id: await town.last('hazards'),
      verdict: 'again',
      note: '再看一次',
      into: null,
      hazard: null,
    }),
    async (town) => ({
      id: await town.last('hazards'),
      verdict: 'true',
      note: '仍在',
      into: null,
      hazard: { ...leadsHazard, dueOn: '2027-01-31' },
    }),
  ],
  'hazards.void': [async (town) => ({ id: await town.last('hazards'), into: null, reason: '登记重复' })],
  'hazards.restore': [async (town) => ({ id: await town.last('hazards'), reason: '不是一回事' })],
  'rechecks.draw': [() => ({ share: 1, seed: 1 })],
  'rechecks.record': [
    async (town) => ({
      id: await town.last('rechecks'),
      checkedOn: town.today,
      passed: false,
      officers: '复核员',
      note: '又堆了',
    }),
  ],
  'teams.remove': [async (town) => ({ id: await town.last('teams') })],
  'attachments.add': [
    (town) => ({
      token: town.file('a.jpg', PIXEL),
      thumbnail: null,
      of: { kind: 'visit', id: 1 },
      caption: '现场',
    }),
    async (town) => ({
      token: town.file('b.jpg', PIXEL),
      thumbnail: null,
      of: { kind: 'hazard', id: 1 },
      caption: '',
    }),
  ],
  'attachments.caption': [() => ({ id: 1, on: 'visit', caption: '店门口' })],
  'attachments.remove': [() => ({ id: 1, on: 'visit' })],
  'attachments.restore': [() => ({ id: 1, on: 'visit' })],
  'packets.make': [async (town) => await fieldTeam(town)],
  'packets.bringBack': [async (town) => ({ token: await workInField(town), sides: {} })],
  'blanks.save': [
    (town) => ({
      source: {
        token: town.file(
          '月报.xlsx',
          blankWorkbook({
            rows: [
              ['镇街', '学校数'],
              ['', ''],
            ],
          }),
        ),
      },
      name: '月报',
      content: { typed: { 填报: '某某' } },
    }),
  ],
  'blanks.remove': [async (town) => ({ id: await town.last('blanks') })],
  'scores.saveScheme': [
    async ({ call }) => ({ key: null, revision: null, scheme: await suggestedScheme(call) }),
    async ({ call }) => {
      const [own] = await call('scores.schemes', {});
      return {
        ...{ key: own?.key ?? '', revision: own?.revision ?? null },
        scheme: { ...(await suggestedScheme(call)), title: '本区考核' },
      };
    },
  ],
  'scores.importScheme': [
    async ({ call, file }) => ({
      token: file('方案.json', JSON.stringify({ ...(await suggestedScheme(call)), title: '带来的' })),
    }),
  ],
  'scores.removeScheme': [async ({ call }) => ({ key: (await call('scores.schemes', {}))[0]?.key ?? '' })],
  'scores.adjust': [
    async ({ call, today }) => ({
      ...{ scheme: 'builtin-schools', from: daysAfter(today, -200), to: today },
      ...{ schoolId: firstOf(await call('schools.list', {})).id, name: '', indicator: 'guards' },
      ...{ points: 8, reason: '夜间无人值守', was: null },
    }),
  ],
  'reports.make': [({ today }) => ({ kinds: ['ledger', 'visits'], from: daysAfter(today, -200), to: today })],
  'documents.saveTemplate': [
    async ({ call }) => {
      const [template] = (await call('documents.templates', {})).filter(({ id }) => id === 'weekly');
      return { id: 'weekly', blocks: template?.blocks.slice(1) ?? [] };
    },
  ],
  'documents.resetTemplate': [() => ({ id: 'weekly' })],
  'documents.save': [({ today }) => ({ ...weekly(today), said: { 备注: '无' } })],
  'documents.make': [
    async ({ call, today }) => {
      const { issuers } = await call('documents.draft', weekly(today));
      const number = { code: '周报', number: null };
      return { ...weekly(today), issuer: issuers[0] ?? '', said: {}, pictures: [], number };
    },
  ],
  'letters.issue': [
    async (town) => ({ ...(await lettersOf(town)), as: 'zip' as const }),
    async (town) => ({ ...(await lettersOf(town)), as: 'file' as const, again: true }),
  ],
  'troubleSpots.step': [
    async (town) => ({
      ...{ id: await newSpot(town), step: 'list', on: '2026-01-20', grade: '区级' },
    }),
    async (town) => ({
      ...{ id: await newSpot(town), step: 'settle', on: '2026-01-20', evaluation: '已好转' },
    }),
  ],
  'troubleSpots.put': [
    async (town) => ({
      ...{ id: await newSpot(town), kind: 'hazard', recordId: await town.last('hazards'), belongs: true },
    }),
  ],
  'comments.add': [
    () => ({ about: { kind: 'place', position: SPOT }, text: '路口标线看不清' }),
    async ({ call }) => ({
      about: { kind: 'school', id: firstOf(await call('schools.list', {})).id },
      text: '@王芳 校门口的桩缺一根',
      mentioned: [{ name: '', person: '王芳' }],
    }),
  ],
  'comments.edit': [
    async (town) => ({ id: await town.last('comments'), text: '@王芳 桩缺两根', mentioned: [] }),
  ],
  'comments.finish': [
    async (town) => ({ id: await town.last('comments'), done: true }),
    async (town) => ({ id: await town.last('comments'), done: false }),
  ],
  'comments.remove': [async (town) => ({ id: await town.last('comments') })],
  'comments.restore': [async (town) => ({ id: await town.last('comments') })],
  'approvals.request': [
    async (town) => ({ wanted: await laterDay(town) }),
    async (town) => ({ wanted: await weeklyPaper(town) }),
  ],
  'approvals.decide': [
    async (town) => ({ id: await askedFirst(town), command: 'hazards.extend', approve: true, note: '同意' }),
    async (town) => ({
      id: await town.last('approvals'),
      command: 'documents.make',
      approve: true,
      note: '',
    }),
  ],
  'approvals.withdraw': [
    async (town) => await town.call('approvals.request', { wanted: await laterDay(town) }),
  ],
  'papers.enter': [
    () => ({ code: '试政法', year: 2026, first: 90, last: 91, title: '另行出具的通知', note: '' }),
  ],
  'papers.serve': [
    async (town) => ({
      ...{ id: await town.last('papers'), on: town.today, method: '直接送达' as const },
      ...{ receiver: '店主', note: '' },
    }),
  ],
  'papers.void': [async (town) => ({ id: await town.last('papers'), reason: '填错' })],
  'sheets.begin': [
    async ({ call }) => ({ order: await orderOf(call), recipient: '教育局', purpose: '存档' }),
  ],
  'sheets.finish': [
    async (town) => {
      const id = await town.last('prints');
      await town.call('sheets.draw', { id });
      return { id };
    },
  ],
  'sheets.drop': [async (town) => await town.call('sheets.begin', { order: await orderOf(town.call) })],
  'saved.save': [
    () => ({ name: '条件', content: { kind: 'query', table: 'venues', query: everything } }),
    () => ({ name: '书签', content: { kind: 'bookmark', lng: 116.4, lat: 39.6, zoom: 14, bearing: 0 } }),
    async ({ call }) => ({
      name: '自用图幅',
      content: { kind: 'sheet', template: (await orderOf(call)).template },
    }),
    () => ({
      name: '网络底图',
      content: {
        kind: 'basemap',
        source: { type: 'tiles', url: 'http://127.0.0.1:9/{z}/{x}/{y}', maxzoom: 16 },
      },
    }),
  ],
  'basemaps.allow': [async (town) => ({ ids: [`saved:${await town.last('saved')}`] })],
  'saved.remove': [async (town) => ({ id: await town.last('saved') })],
  'basemaps.add': [
    (town) => ({ token: basemapFor(town), link: false }),
    (town) => ({ token: basemapFor(town), link: true }),
  ],
  'basemaps.credit': [
    async ({ call }) => ({
      id: firstOf(await call('basemaps.list', {})).id,
      attribution: '自绘',
      approval: '',
    }),
  ],
  'basemaps.remove': [
    // A file of the workspace, and one that is only linked.
    async ({ call }) => ({ id: await ownBasemap(call, (id) => !id.startsWith('saved:')) }),
    async ({ call }) => ({ id: await ownBasemap(call, (id) => id.startsWith('saved:')) }),
  ],
  'backups.note': [() => ({ file: 'a.xab', size: 1, sealed: false })],
  'exports.note': [() => ({ what: '场所', file: 'a.csv', rows: 3 })],
};

const officers = [1, 2].map((i) => ({ name: `检查员${i}`, certificate: `试-${i}`, agency: '公安分局' }));

const newOfficers = [1, 2].map((i) => ({ name: `新来的${i}`, certificate: `来-${i}`, agency: '公安分局' }));
const reinspectors = [1, 2].map((i) => ({ name: `复查员${i}`, certificate: `复-${i}`, agency: '公安分局' }));
const fieldOfficers = [1, 2].map((i) => ({ name: `外勤员${i}`, certificate: `外-${i}`, agency: '公安分局' }));

async function teamOf(town: TownInUse): Promise<{ sweepId: number; teamId: number }> {
  return { sweepId: await town.last('sweeps'), teamId: await town.last('teams') };
}

/** The first member of the latest team. */
async function memberOf(town: TownInUse): Promise<{ name: string; certificate: string }> {
  const { sweepId, teamId } = await teamOf(town);
  const { teams } = await town.call('routes.get', { sweepId });
  const [member] = teams.find(({ team }) => team.id === teamId)?.team.members ?? [];
  return { name: member?.name ?? '', certificate: member?.certificate ?? '' };
}

/** The first date of the latest team. */
async function firstDay(town: TownInUse): Promise<string> {
  const { sweepId, teamId } = await teamOf(town);
  const { teams } = await town.call('routes.get', { sweepId });
  return teams.find(({ team }) => team.id === teamId)?.days[0]?.date ?? town.today;
}

async function stopsOf({ call }: TownInUse, id: number): Promise<number[]> {
  const { stops } = await call('sweeps.get', { id });
  return stops.filter(({ venueId }) => venueId !== null).map((stop) => stop.id);
}

async function visitOf(
  { today }: TownInUse,
  stopId: number,
  isFaulty: boolean,
  people: readonly (typeof officers)[number][] = officers,
): Promise<InputOf<'visits.record'>> {
  return {
    stopId,
    startedAt: `${today}T08:00`,
    endedAt: `${today}T08:30`,
    officers: [...people],
    result: isFaulty ? '发现隐患' : '正常',
    facts: '现场记录',
    measuredDistance: null,
    measures: '',
    partyView: '',
    capReason: '按计划复查',
    hazards: isFaulty
      ? [
          {
            kind: '社会治安',
            level: '重大',
            description: '接纳未成年人',
            responsibleBody: '',
            responsiblePerson: '',
            dueOn: daysAfter(today, 5),
          },
        ]
      : [],
  };
}

/** The sweep of the demonstration that goes on. */
const PLANNED = 2;

/** A visit that found a venue gone which is a stop of another sweep as well; its id. */
async function visitToGone(town: TownInUse): Promise<number> {
  const { call } = town;
  const { stops } = await call('sweeps.get', { id: PLANNED });
  const stop = firstOf(stops.filter(({ severity, done }) => severity === 'violation' && !done));
  const sweepId = await town.last('sweeps');
  const others = (await call('sweeps.get', { id: sweepId })).stops;
  if (!others.some(({ venueId }) => venueId === stop.venueId))
    await call('sweeps.addStop', { sweepId, venueId: stop.venueId, schoolId: null, reason: '举报' });
  const visit = { ...(await visitOf(town, stop.id, false)), result: '已关闭' as const };
  return (await call('visits.record', visit)).id;
}

function reinspectionOf(
  { today }: TownInUse,
  hazardId: number,
  result: InputOf<'hazards.reinspect'>['result'],
  people: readonly (typeof officers)[number][],
): InputOf<'hazards.reinspect'> {
  return {
    hazardId,
    startedAt: `${today}T10:00`,
    endedAt: `${today}T10:20`,
    officers: [...people],
    result,
    facts: '复查记录',
  };
}

async function fieldTeam({ call }: TownInUse): Promise<{ sweepId: number; teamId: number }> {
  for (const { id } of await call('sweeps.list', {})) {
    const { teams } = await call('routes.get', { sweepId: id });
    const found = teams.find(({ stops }) => stops > 0);
    if (found) return { sweepId: id, teamId: found.team.id };
  }
  throw new Error('no team has stops');
}

/** A team takes a packet along, visits a stop, moves a venue, and gives its work back: the token of that. */
async function workInField(town: TownInUse): Promise<string> {
  const folder = temporaryFolder();
  const path = join(folder, '一组.xatp');
  writeFileSync(path, await town.call('packets.make', await fieldTeam(town)));
  await openPacket(path, join(folder, '外勤'), town.now);
  const field = new DataService({ now: () => town.now });
  await field.open(join(folder, '外勤'));
  try {
    const call = callsTo(field);
    const sweepId = firstOf(await call('sweeps.list', {})).id;
    const { stops } = await call('sweeps.get', { id: sweepId });
    // A venue that is measured: one that has closed meanwhile has no findings that could change.
    const stop = firstOf(stops.filter(({ teamId, severity }) => teamId !== null && severity === 'violation'));
    const venueId = stop.venueId ?? 0;
    const visit = await call('visits.record', await visitOf(town, stop.id, true, fieldOfficers));
    const { id: schoolId } = firstOf(await call('schools.list', {}));
    await call('surveys.record', surveyOf(town, schoolId, venueId));
    const photo = { token: fileFor(field, PIXEL), thumbnail: null, caption: '' };
    await call('attachments.add', { ...photo, of: { kind: 'visit', id: visit.id } });
    await call('comments.add', { about: { kind: 'stop', id: stop.id }, text: '后门常锁' });
    await call('venues.savePosition', { id: venueId, position: [116.4031, 39.5911], source: 'surveyed' });
    await call('tables.edit', { table: 'schools', ids: [schoolId], values: { address: '新址' } });
    await call('gates.save', {
      id: null,
      schoolId,
      name: '外勤门',
      isMain: false,
      position: [116.4031, 39.5911],
      positionSource: 'surveyed',
      frontage: null,
      band: null,
    });
    const { gates } = await call('schools.get', { id: schoolId });
    await call('gates.survey', {
      gateId: firstOf(gates).id,
      surveyedOn: town.today,
      surveyors: '外勤员1',
      answers: { lighting: '有' },
      note: '',
    });
    const values = { kind: '减速带', name: '外勤减速带' };
    const geometry = { type: 'Point' as const, coordinates: [116.4031, 39.5911] };
    await call('places.save', { table: 'facilities', id: null, values, geometry });
    await call('sweeps.addSchools', { sweepId, schoolIds: [schoolId], reason: '顺路' });
    return town.file('回传.xatp', await call('packets.giveBack', {}));
  } finally {
    await field.close();
  }
}

function fileFor(service: DataService, content: Uint8Array): string {
  const path = join(temporaryFolder(), 'f.jpg');
  writeFileSync(path, content);
  return service.files.register(path);
}

function weekly(today: string) {
  return { template: 'weekly', about: { kind: 'span' as const, from: daysAfter(today, -7), to: today } };
}

/** Letters about the first hazard, from the body that may issue them. */
async function lettersOf(town: TownInUse) {
  const ids = [1];
  const { issuers } = await town.call('letters.draft', { template: 'assistance', ids });
  const number = { code: '试协', number: null };
  return { template: 'assistance', ids, issuer: issuers[0] ?? '', said: { 联系人: '何某' }, number };
}

/** One sheet of one school. */
async function orderOf(call: TownInUse['call']) {
  const templates = await call('sheets.templates', {});
  const { savedId: _, ...template } = firstOf(templates.filter(({ id }) => id === 'school-zone'));
  const school = firstOf(await call('schools.list', {}));
  const [page] = await call('sheets.pages', { kind: 'school', order: { template } });
  return { template, pages: { keys: [page?.key ?? String(school.id)] }, basemaps: [] };
}

async function ownBasemap(call: TownInUse['call'], isWanted: (id: string) => boolean): Promise<string> {
  const own = (await call('basemaps.list', {})).filter(({ title }) => title.startsWith('试验底图'));
  return firstOf(own.filter(({ id }) => isWanted(id))).id;
}

/** Of each town: two towns that are asked the same give the same names. */
const basemaps = new WeakMap<TownInUse, number>();

function basemapFor(town: TownInUse): string {
  const number = (basemaps.get(town) ?? 0) + 1;
  basemaps.set(town, number);
  const path = join(temporaryFolder(), `试验底图${number}.mbtiles`);
  const road: GeoJSON.Feature = {
    type: 'Feature',
    properties: { name: '东街' },
    geometry: {
      type: 'LineString',
      coordinates: [
        [116.39, 39.59],
        [116.41, 39.59],
      ],
    },
  };
  writeVectorMbtiles(
    path,
    { name: `试验底图${number}`, attribution: '自绘' },
    { roads: [road] },
    [116.38, 39.58, 116.42, 39.6],
  );
  return town.service.files.register(path);
}

/** A later day for a hazard that is not closed, as it is asked for. */
async function laterDay({ call, today }: TownInUse): Promise<InputOf<'approvals.request'>['wanted']> {
  const open = (await call('hazards.list', {})).filter(({ state }) => state === 'assigned');
  const id = firstOf(open).id;
  return { command: 'hazards.extend', input: { id, dueOn: daysAfter(today, 90), reason: '等待批复' } };
}

async function weeklyPaper({ call, today }: TownInUse): Promise<InputOf<'approvals.request'>['wanted']> {
  const { issuers } = await call('documents.draft', weekly(today));
  const number = { code: '周报', number: null };
  const said = { said: { 报送: '区委' }, pictures: [], number, again: true };
  return { command: 'documents.make', input: { ...weekly(today), issuer: issuers[0] ?? '', ...said } };
}

/** What was asked for before the last. */
async function askedFirst(town: TownInUse): Promise<number> {
  return (await town.last('approvals')) - 1;
}

function handedOver(
  hazardId: number | null,
  kind: InputOf<'handings.hand'>['kind'],
  toBodies: string[],
): InputOf<'handings.hand'> {
  const due = { by: 'hours' as const, hours: 4 };
  return { hazardId, kind, fromBody: '', toBodies, toPerson: '何某', matter: '请即办理', due };
}

/** What was handed over last and is no urge, or one before it. */
async function lastHanding({ call }: TownInUse, before = 0) {
  const all = await call('handings.list', { hazardId: null, standing: true });
  const { id } = elementAt(
    all.toSorted((a, b) => b.id - a.id),
    before,
  );
  return { id, note: '', at: null, by: '' };
}

function meetingOn(heldOn: string): InputOf<'meetings.save'> {
  const decision = { id: null, dueOn: heldOn, hazardId: null };
  return {
    ...{ id: null, savedAt: null, title: '试验联席会', heldOn, place: '三楼', chair: '何某', recorder: '' },
    ...{ attendees: '成员单位', agenda: ['摊点整治'] },
    decisions: [
      { ...decision, matter: '清理摊点', toBody: '区应急局' },
      { ...decision, matter: '每月排查', toBody: '区教育局' },
    ],
  };
}

/** A 治安乱点 for the commands about one. */
async function newSpot({ call }: TownInUse): Promise<number> {
  const geometry = { type: 'Polygon' as const, coordinates: [square(SPOT, 0.002)] };
  const values = { name: '试验乱点', foundOn: '2026-01-05' };
  return (await call('places.save', { table: 'troubleSpots', id: null, values, geometry })).id;
}
