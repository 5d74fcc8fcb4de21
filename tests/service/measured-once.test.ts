import { describe, expect, it } from 'vitest';
import { serviceContract } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { createRandom } from '../support/random.ts';
import { storedFindings } from '../support/stored-findings.ts';
import { importSmallTown, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

/** Findings now, and those of measuring everything anew. */
async function compareWithWhole(workspace: OpenWorkspace) {
  const inPart = await storedFindings(workspace.service.workspace.database.reader);
  await workspace.call('findings.recompute', {});
  return { inPart, whole: await storedFindings(workspace.service.workspace.database.reader) };
}

async function importList(
  { call, file }: OpenWorkspace,
  name: string,
  as: 'auto' | 'venues',
  content: string,
) {
  return await call('import.run', { token: file(name, content), as, crs: 'wgs84', map: {} });
}

const mixed = '名称,类别,地址,经度,纬度\n';

describe('H1: a list that brings both a school and a venue', () => {
  async function townInUse() {
    const workspace = await openWorkspace();
    await importSmallTown(workspace);
    // What is kept in memory is filled, as it is where a map is open.
    await workspace.call('map.extent', { kind: 'school', ids: null });
    await workspace.service.workspace.places.venues();
    expect((await workspace.call('workspace.describe', {})).findingsCurrent).toBe(true);
    return workspace;
  }

  it('finds a new netbar 78 m from a new school', async () => {
    const workspace = await townInUse();
    const { result } = await importList(
      workspace,
      'mixed.csv',
      'auto',
      `${mixed}新桥小学,科教文化服务;学校;小学,新桥路1号,116.4300,39.9100\n新桥网吧,网吧,新桥路9号,116.4300,39.9107\n`,
    );
    expect(result).toMatchObject({ added: 2, rejected: 0 });
    const [school] = await workspace.call('search.places', { text: '新桥小学' });
    const found = await workspace.call('findings.list', { schoolId: school?.id ?? 0 });
    expect(found.map(({ venueName }) => venueName)).toContain('新桥网吧');
    expect(found[0]?.distance).toBeCloseTo(77.7, 0);
    const { inPart, whole } = await compareWithWhole(workspace);
    expect(inPart).toEqual(whole);
  });

  it('finds a new netbar at the place to which the same list moves a school', async () => {
    const workspace = await townInUse();
    await importList(
      workspace,
      'moved.csv',
      'auto',
      `${mixed}西街幼儿园,科教文化服务;学校;幼儿园,,116.4500,39.9200\n西街网吧,网吧,西街2号,116.4500,39.9206\n`,
    );
    const [school] = await workspace.call('search.places', { text: '西街幼儿园' });
    const found = await workspace.call('findings.list', { schoolId: school?.id ?? 0, allRules: true });
    expect(found.map(({ venueName }) => venueName)).toContain('西街网吧');
    const { inPart, whole } = await compareWithWhole(workspace);
    expect(inPart).toEqual(whole);
  });

  it('and forgets both when the list is taken back', async () => {
    const workspace = await townInUse();
    const before = await storedFindings(workspace.service.workspace.database.reader);
    await importList(
      workspace,
      'mixed.csv',
      'auto',
      `${mixed}新桥小学,科教文化服务;学校;小学,新桥路1号,116.4300,39.9100\n新桥网吧,网吧,新桥路9号,116.4300,39.9107\n极速网吧,网吧,东街1号,116.4000,39.8970\n`,
    );
    await workspace.call('import.undo', { batch: null });
    const { inPart, whole } = await compareWithWhole(workspace);
    expect(inPart).toEqual(whole);
    expect(inPart).toEqual(before);
  });

  it('leaves nothing in memory of a list that was only tried', async () => {
    const workspace = await openWorkspace();
    await importSmallTown(workspace);
    const token = workspace.file(
      'mixed.csv',
      `${mixed}新桥小学,科教文化服务;学校;小学,新桥路1号,116.4300,39.9100\n新桥网吧,网吧,新桥路9号,116.4300,39.9107\n`,
    );
    await workspace.call('import.dryRun', { token, as: 'auto', crs: 'wgs84', map: {} });
    expect((await workspace.service.workspace.places.schools()).size).toBe(2);
    expect((await workspace.service.workspace.places.venues()).venues.length).toBe(4);
  });
});

/** Commands after which other findings may hold. */
const measured = [
  ...['gates.save', 'gates.remove', 'schools.saveCampus', 'places.save', 'places.remove'],
  ...[
    'venues.savePosition',
    'venues.end',
    'visits.settleVenue',
    'tables.edit',
    'edits.undo',
    'edits.redo',
    'import.run',
    'import.undo',
  ],
  ...['packs.copy', 'packs.save', 'packs.use', 'review.decide', 'review.saveWording', 'review.removeWording'],
  ...['review.decideAlike', 'review.setKind', 'review.setKindAlike', 'review.decideEach'],
  ...['review.reclassify', 'review.removeAdoption', 'review.setStage'],
  ...['locating.place', 'locating.placeSure', 'locating.keepAnswers', 'duplicates.merge', 'duplicates.part'],
  'queues.decide',
  ...['surveys.record', 'surveys.withdraw', 'workspace.saveSigmas', 'licences.save', 'licences.strike'],
];

/** Commands that change no place, no rule and no survey; field packets bring back edits and are tested with them. */
const notMeasured = [
  ...['attachments.add', 'attachments.caption', 'attachments.remove', 'attachments.restore'],
  ...['backups.note', 'exports.note', 'findings.recompute'],
  ...['documents.saveTemplate', 'documents.resetTemplate', 'documents.save', 'documents.make'],
  ...['letters.issue', 'papers.enter', 'papers.serve', 'papers.void'],
  ...['provisions.keep', 'gaps.plan', 'gaps.toHazard', 'gates.savePlan', 'gates.survey'],
  ...[
    'duties.save',
    'duties.remove',
    'calendar.keep',
    'days.cancel',
    'days.postpone',
    'days.restore',
    'days.standIn',
  ],
  ...['incidents.save', 'incidents.remove', 'presets.save', 'presets.remove', 'presets.take'],
  ...[
    'hazards.transition',
    'hazards.reinspect',
    'hazards.assignMany',
    'hazards.extend',
    'hazards.describe',
    'hazards.classify',
    'hazards.correct',
    'hazards.register',
    'hazards.verify',
    'hazards.void',
    'hazards.restore',
    'visits.correct',
  ],
  ...['hazards.supervise', 'hazards.superviseProgress', 'hazards.delist', 'rechecks.draw', 'rechecks.record'],
  ...['handings.hand', 'handings.record', 'meetings.save', 'calendar.keepHours'],
  ...['approvals.request', 'approvals.decide', 'approvals.withdraw'],
  ...['comments.add', 'comments.edit', 'comments.finish', 'comments.remove', 'comments.restore'],
  ...['troubleSpots.step', 'troubleSpots.put'],
  ...[
    'basemaps.add',
    'basemaps.allow',
    'basemaps.credit',
    'basemaps.remove',
    'packets.make',
    'packets.bringBack',
  ],
  ...[
    'packs.remove',
    'officers.save',
    'officers.take',
    'officers.remove',
    'officers.replace',
    'teams.save',
    'teams.remove',
    'teams.draw',
    'targets.apply',
  ],
  ...['routes.keep', 'routes.move', 'routes.assign', 'routes.lock'],
  ...['sweeps.settle', 'sweeps.remove', 'reports.make'],
  ...['campaigns.start', 'campaigns.remove', 'campaigns.saveTask'],
  ...['campaigns.finishTask', 'campaigns.removeTask', 'selfChecks.begin', 'selfChecks.take'],
  ...['blanks.save', 'blanks.remove'],
  ...['scores.saveScheme', 'scores.importScheme', 'scores.removeScheme', 'scores.adjust'],
  ...['watch.keepWeights'],
  ...['exchange.noteSent', 'exchange.take', 'exchange.settle'],
  ...['neighbours.bring', 'neighbours.remove'],
  ...['locating.saveGeocoder', 'locating.setElsewhere', 'duplicates.keepApart', 'saved.save', 'saved.remove'],
  ...['sheets.begin', 'sheets.finish', 'sheets.drop', 'sweeps.create', 'sweeps.addStop', 'sweeps.addStops'],
  ...['sweeps.addSchools', 'sweeps.removeStop', 'visits.record', 'workspace.setPassword', 'import.keepOpen'],
  ...['calendar.keepSchools', 'papers.serve', 'routes.explain'],
];

describe('after any command, measuring everything anew changes nothing', () => {
  const done = new Map<string, number>();

  it('is asked of every command of the contract', () => {
    const commands = Object.entries(serviceContract).flatMap(([name, { kind }]) =>
      kind === 'command' ? [name] : [],
    );
    expect([...measured, ...notMeasured].sort()).toEqual(
      expect.arrayContaining(commands.filter((name) => !name.startsWith('workspace.')).sort()),
    );
    const known = new Set([...measured, ...notMeasured]);
    expect([...known].filter((name) => !commands.includes(name))).toEqual([]);
  });

  it.each([11, 29, 47, 83])('in a run of made-up commands from seed %i', async (seed) => {
    const workspace = await openWorkspace();
    await importSmallTown(workspace);
    await importList(
      workspace,
      'more.csv',
      'venues',
      '名称,类别,地址,经度,纬度,成立日期,经营范围\n东街网咖,,东街30号,116.4021,39.8990,2020-01-01,互联网上网服务；彩票销售\n东街游艺厅,游艺,东街31号,,,2020-01-01,\n东街会所,,东街32号,116.4022,39.8990,2020-01-01,\n青藤,,东街33号,116.4023,39.8991,2020-01-01,\n极速网吧店,网吧,东街1号,116.4001,39.8985,2023-05-01,\n',
    );
    const random = createRandom(seed);
    const steps = stepsOf(workspace, random);
    // Each once in an order in which it can be carried out, then in any.
    for (let step = 0; step < measured.length + 15; step++) {
      const name = measured[step] ?? pick(measured, random);
      try {
        await steps(name);
        done.set(name, (done.get(name) ?? 0) + 1);
      } catch (error) {
        // What is refused for a good reason changes nothing, and that is looked at too.
        if (!(error instanceof CodedError) || error.code === 'INTERNAL' || error.code === 'INPUT_INVALID')
          throw error;
      }
      const { inPart, whole } = await compareWithWhole(workspace);
      expect(inPart, `${name}, step ${step} of seed ${seed}`).toEqual(whole);
    }
  });

  it('and the runs carried out every one of them', () => {
    expect(measured.filter((name) => !done.has(name))).toEqual([]);
  });
});

function pick<T>(from: readonly T[], random: () => number): T {
  const found = from[Math.floor(random() * from.length)];
  if (found === undefined) throw new CodedError('ROW_UNKNOWN', { table: '', id: 0 });
  return found;
}

/** Carries out a command by its name, with an input that means something in the workspace as it is. */
function stepsOf(workspace: OpenWorkspace, random: () => number): (name: string) => Promise<void> {
  const { call, service } = workspace;
  const db = () => service.workspace.database.reader;
  const near = (): [number, number] => [116.4 + (random() - 0.5) * 0.008, 39.899 + (random() - 0.5) * 0.006];
  type Numbered = 'schools' | 'gates' | 'venues' | 'roads' | 'wordings' | 'merges' | 'licences';
  const idOf = async (table: Numbered) =>
    pick(await db().selectFrom(table).select('id').orderBy('id').execute(), random).id;
  let files = 0;
  const list = async (as: 'schools' | 'gates' | 'venues' | 'roads' | 'auto', name: string, content: string) =>
    void (await call('import.run', {
      token: workspace.file(`${++files}-${name}`, content),
      as,
      crs: 'wgs84',
      map: {},
    }));
  const line = (): [number, number][] => [near(), near()];

  const places: readonly (() => Promise<unknown>)[] = [
    async () =>
      await call('places.save', {
        table: 'venues',
        id: random() < 0.5 ? null : await idOf('venues'),
        values: {
          name: pick(['新风网吧', '歌友KTV', '小卖部'], random),
          category: pick(['internet_cafe', 'ktv'], random),
        },
        geometry: { type: 'Point', coordinates: near() },
      }),
    async () =>
      await call('places.save', {
        table: 'schools',
        id: random() < 0.6 ? null : await idOf('schools'),
        values: {
          name: `新学校${Math.floor(random() * 1000)}`,
          stage: pick(['小学', '幼儿园', '高中'], random),
        },
        geometry: { type: 'Point', coordinates: near() },
      }),
    async () =>
      await call('places.save', {
        table: 'roads',
        id: null,
        values: { name: '新路', class: 'residential' },
        geometry: { type: 'LineString', coordinates: line() },
      }),
  ];
  const steps: Record<string, () => Promise<unknown>> = {
    'gates.save': async () =>
      await call('gates.save', {
        id: random() < 0.5 ? null : await idOf('gates'),
        schoolId: await idOf('schools'),
        name: pick(['东门', '西门', '北门'], random),
        isMain: random() < 0.5,
        position: near(),
        positionSource: pick(['surveyed', 'imagery'], random),
        frontage: null,
        band: null,
      }),
    // What a licence is for speaks for the kind of its venue.
    'licences.save': async () =>
      await call('licences.save', {
        id: null,
        venueId: await idOf('venues'),
        number: `证${Math.floor(random() * 1000)}`,
        kind: pick(['互联网上网服务营业许可证', '烟草专卖零售许可证', '特种行业许可证'], random),
        holder: '',
        validFrom: null,
        validUntil: null,
        unlimited: true,
      }),
    'licences.strike': async () =>
      await call('licences.strike', { id: await idOf('licences'), reason: random() < 0.7 ? '已注销' : '' }),
    'gates.remove': async () => await call('gates.remove', { id: await idOf('gates') }),
    'schools.saveCampus': async () => {
      const [west, south] = near();
      const ring: [number, number][] = [
        [west, south],
        [west + 0.001, south],
        [west + 0.001, south + 0.001],
        [west, south + 0.001],
      ];
      const campus = random() < 0.3 ? null : [[ring]];
      return await call('schools.saveCampus', { schoolId: await idOf('schools'), campus, source: 'imagery' });
    },
    'places.save': async () => await pick(places, random)(),
    'places.remove': async () => {
      const table = pick(['venues', 'schools', 'roads'] as const, random);
      return await call('places.remove', { table, id: await idOf(table) });
    },
    'venues.end': async () =>
      await call('venues.end', {
        id: await idOf('venues'),
        how: pick(['closed', 'elsewhere', 'removed'], random),
        reason: '已核实',
      }),
    'visits.settleVenue': async () => {
      const { id: sweepId } = await call('sweeps.create', {
        title: '行动',
        period: '2026Q4',
        agencies: ['公安分局'],
        focusTopics: [],
      });
      const { id: stopId } = await call('sweeps.addStop', {
        sweepId,
        venueId: await idOf('venues'),
        schoolId: null,
        reason: '抽查',
      });
      const { id } = await call('visits.record', {
        stopId,
        startedAt: '2026-11-02T09:00',
        endedAt: '2026-11-02T09:30',
        officers: [1, 2].map((i) => ({ name: `检查员${i}`, certificate: `证-${i}`, agency: '公安分局' })),
        result: pick(['已搬迁', '已关闭', '查无此店'], random),
        facts: '人去屋空',
        measuredDistance: null,
        measures: '',
        partyView: '',
        capReason: '',
        hazards: [],
      });
      return await call('visits.settleVenue', { id });
    },
    'venues.savePosition': async () =>
      await call('venues.savePosition', { id: await idOf('venues'), position: near(), source: 'surveyed' }),
    'tables.edit': async () =>
      random() < 0.5
        ? await call('tables.edit', {
            table: 'venues',
            ids: [await idOf('venues')],
            values: random() < 0.5 ? { category: 'ktv' } : { status: pick(['注销', '存续'], random) },
          })
        : await call('tables.edit', {
            table: 'schools',
            ids: [await idOf('schools')],
            values: { stage: pick(['小学', '幼儿园', '初中'], random) },
          }),
    'edits.undo': async () => await call('edits.undo', {}),
    'edits.redo': async () => await call('edits.redo', {}),
    'import.run': async () => {
      const [lng, lat] = near();
      const number = Math.floor(random() * 1000);
      const lists: readonly (() => Promise<void>)[] = [
        async () =>
          await list('schools', 's.csv', `学校名称,学段,经度,纬度\n名单小学${number},小学,${lng},${lat}\n`),
        async () =>
          await list('gates', 'g.csv', `校门名称,所属学校,经度,纬度\n名单门,东街小学,${lng},${lat}\n`),
        async () =>
          await list(
            'auto',
            'm.csv',
            `${mixed}混合小学${number},科教文化服务;学校;小学,路1号,${lng},${lat}\n混合网吧${number},网吧,路2号,${lng + 0.0005},${lat}\n极速网吧,网吧,东街1号,${lng},${lat}\n`,
          ),
        async () =>
          await list(
            'roads',
            'r.geojson',
            JSON.stringify({
              type: 'FeatureCollection',
              features: [
                {
                  type: 'Feature',
                  properties: { 名称: `路${number}`, highway: 'residential' },
                  geometry: { type: 'LineString', coordinates: line() },
                },
              ],
            }),
          ),
      ];
      await pick(lists, random)();
    },
    'import.undo': async () => await call('import.undo', { batch: null }),
    'packs.copy': async () => {
      const { packs } = { packs: await call('packs.list', {}) };
      const current = packs.find((each) => each.current);
      return await call('packs.copy', { id: current?.id ?? '', title: '自定' });
    },
    'packs.save': async () => {
      const own = pick(
        (await call('packs.list', {})).filter(({ origin }) => origin !== null),
        random,
      );
      const { pack } = await call('packs.get', { id: own.id });
      const rules = pack.rules.map((rule) =>
        rule.distance === null ? rule : { ...rule, distance: 60 + Math.floor(random() * 300) },
      );
      return await call('packs.save', {
        pack: { ...pack, rules: random() < 0.5 ? rules : [...rules].reverse() },
      });
    },
    'packs.use': async () =>
      await call('packs.use', { id: pick(['beijing-daxing', 'national', 'jiangsu-changzhou'], random) }),
    'review.decide': async () =>
      await call('review.decide', {
        ids: [await idOf('venues')],
        category: pick(['internet_cafe', 'ktv'], random),
      }),
    'review.decideAlike': async () => {
      const { reason, category } = pick((await call('review.queue', {})).venues, random);
      return await call('review.decideAlike', {
        reason,
        category,
        decided: pick(['internet_cafe', 'other'], random),
      });
    },
    'review.decideEach': async () => {
      const { reason, category } = pick((await call('review.queue', {})).venues, random);
      const kinds = ['internet_cafe', 'ktv', 'other'];
      return await call('review.decideEach', {
        decisions: [
          { ids: [await idOf('venues')], category: pick(kinds, random) },
          { alike: { reason, category }, category: pick(kinds, random) },
          { ids: [await idOf('venues')], category: 'lottery', isOfKind: random() < 0.8 },
        ],
      });
    },
    'review.setKind': async () =>
      await call('review.setKind', {
        ids: [await idOf('venues')],
        category: pick(['internet_cafe', 'lottery', 'tobacco'], random),
        isOfKind: random() < 0.7,
      }),
    'review.setKindAlike': async () => {
      const inDoubt = (await call('review.queue', {})).venues.filter(({ beside }) => beside !== null);
      const { reason, beside } = pick(inDoubt, random);
      return await call('review.setKindAlike', {
        reason,
        category: beside ?? '',
        isOfKind: random() < 0.5,
      });
    },
    'review.reclassify': async () => await call('review.reclassify', {}),
    'review.setStage': async () =>
      await call('review.setStage', { ids: [await idOf('schools')], stage: pick(['小学', '高校'], random) }),
    'review.saveWording': async () =>
      await call('review.saveWording', {
        field: 'name',
        text: pick(['网咖', '小卖部', '东街'], random),
        category: 'internet_cafe',
      }),
    'review.removeWording': async () => await call('review.removeWording', { id: await idOf('wordings') }),
    'review.removeAdoption': async () => {
      const [lng, lat] = near();
      const token = workspace.file(
        `${++files}-t.csv`,
        `名称,小类,经度,纬度\n青藤${files},T7,${lng},${lat}\n`,
      );
      const category = pick(['internet_cafe', 'ktv'], random);
      const adoptions = [{ column: '小类', field: 'listed', value: 'T7', category, as: 'all' }] as const;
      await call('import.run', { token, as: 'venues', crs: 'wgs84', map: {}, adoptions: [...adoptions] });
      const { id } = pick(await call('review.adoptions', {}), random);
      return await call('review.removeAdoption', { id });
    },
    'locating.place': async () =>
      await call('locating.place', {
        places: [{ id: await idOf('venues'), position: near(), source: 'imagery' }],
        byHand: random() < 0.5,
      }),
    'locating.placeSure': async () => await call('locating.placeSure', {}),
    'queues.decide': async () =>
      await call('queues.decide', {
        decisions: [
          { kind: 'place', id: await idOf('venues'), position: near(), source: 'imagery', byHand: true },
          { kind: 'elsewhere', id: await idOf('venues') },
          { kind: 'merge', keptId: await idOf('venues'), removedId: await idOf('venues'), values: 'kept' },
        ],
      }),
    'locating.keepAnswers': async () =>
      await call('locating.keepAnswers', {
        answers: [
          {
            id: await idOf('venues'),
            address: '东街31号',
            level: '门牌号',
            position: near(),
            source: 'street_number',
          },
        ],
      }),
    'duplicates.merge': async () => {
      const keptId = await idOf('venues');
      const others = await db().selectFrom('venues').select('id').where('id', '!=', keptId).execute();
      return await call('duplicates.merge', { keptId, removedId: pick(others, random).id, values: 'kept' });
    },
    'duplicates.part': async () => await call('duplicates.part', { mergeId: await idOf('merges') }),
    'surveys.record': async () =>
      await call('surveys.record', {
        schoolId: await idOf('schools'),
        venueId: await idOf('venues'),
        gateId: null,
        method: 'straight',
        fromText: '校园南墙',
        toText: '正门',
        segments: [{ from: '校园南墙', to: '正门', metres: 20 + random() * 300 }],
        instrument: 'tape',
        instrumentNumber: 'JL-1',
        sigma: 0.1,
        surveyedAt: '2026-11-20T10:00',
        officers: [
          { name: '张三', certificate: 'A1', agency: '公安分局' },
          { name: '李四', certificate: 'A2', agency: '区市场监督管理局' },
        ],
        witness: '',
        note: '',
      }),
    'surveys.withdraw': async () => {
      const surveys = await call('surveys.list', {});
      return await call('surveys.withdraw', { id: pick(surveys, random).id, reason: '量错了' });
    },
    'workspace.saveSigmas': async () => {
      const { sigmas } = await call('workspace.describe', {});
      return await call('workspace.saveSigmas', {
        sigmas: { ...sigmas, registry: 5 + Math.floor(random() * 30) },
      });
    },
  };
  return async (name) => {
    const step = steps[name];
    if (!step) throw new Error(`no step for ${name}`);
    await step();
  };
}
