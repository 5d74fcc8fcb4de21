import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import { citationText, documentText } from '#shared/rules/basis.ts';
import { decidingRules, governs, rangeOf } from '#shared/rules/governing.ts';
import { basisText, isWorkingRange, type Rule, type RulePack, zoneTitle } from '#shared/rules/rule.ts';
import { timelineOf } from '#shared/rules/timeline.ts';
import { dueSpans } from '#shared/sweeps/school-coverage.ts';

const catalogue = loadCatalogue();
const pack = (id: string) => catalogue.pack(id);
const TODAY = '2026-11-29';

function rule(packId: string, ruleId: string): Rule {
  const found = catalogue.rules(pack(packId)).find(({ id }) => id === ruleId);
  if (!found) throw new Error(`${packId} has no rule ${ruleId}`);
  return found;
}

/** Rules of a pack in force that decide about a kind of venue near a school of a stage. */
function deciding(packId: string, category: string, stage: Rule['stages'][number]): string[] {
  const own = pack(packId);
  return decidingRules(catalogue.rules(own), TODAY, rangeOf(own))
    .filter((each) => governs(each, category, stage))
    .map(({ id }) => id);
}

const has =
  (
    kind: RulePack['obligations'][number]['kind'],
    every: RulePack['obligations'][number]['every'],
    by: string,
  ) =>
  ({ obligations }: RulePack) =>
    obligations.some((each) => each.kind === kind && each.every === every && each.by.includes(by));

const hasTask =
  (kind: string, subject: string, bodies: readonly string[], helping: readonly string[]) =>
  ({ hazardKinds }: RulePack) =>
    hazardKinds
      .find(({ name }) => name === kind)
      ?.tasks.some(
        (task) =>
          task.subject === subject &&
          task.bodies.join() === bodies.join() &&
          task.helping.join() === helping.join(),
      ) ?? false;

/** A sentence of a locality's document, and what of its pack says the same. */
type Sentence = readonly [text: string, holds: (pack: RulePack) => boolean];

const sentences: Readonly<Record<string, readonly Sentence[]>> = {
  'zhejiang-dongyang': [
    ['征求意见稿', ({ rules }) => rules.every(({ basis }) => basis.draft)],
    [
      '校园周边200米内相关经营服务场所、经营活动的管理和监督',
      ({ rules }) => rules.some(({ distance, effect }) => distance === 200 && effect === 'supervised'),
    ],
    ['没有禁设清单', ({ rules }) => rules.every(({ effect }) => effect === 'supervised')],
    ['政法部门要统筹协调', ({ coordinator }) => coordinator === '市委政法委'],
    [
      '市市场监管局、文广旅体局、综合行政执法局等部门',
      named('市市场监管局', '市文广旅体局', '市综合行政执法局'),
    ],
    [
      '市委宣传部〔网信办〕、市消防救援局、生态环境东阳分局、各镇乡街道',
      named('市委宣传部（网信办）', '市消防救援局', '生态环境东阳分局', '各镇乡街道'),
    ],
    ['学校门口附近50米区域', ({ gateZone }) => gateZone.distance === 50 && gateZone.shape === 'circle'],
    [
      '警告标志、限速标志、过街设施、信号灯、禁停网状线等“五类”基础设施',
      asksAtGates('warning_sign', 'speed_sign', 'crossing', 'signal', 'no_stopping'),
    ],
    ['防冲撞金属柱、水泥柱（墩）、石球、拒马', asksAtGates('anti_ram')],
    ['家长等候区、花坛、石墩等硬质隔离设施', asksAtGates('waiting_area', 'hard_barrier')],
    [
      '由学校领导担任队长，由保安人员和教师组成，成员不少于5人',
      ({ escort }) =>
        escort?.members === 5 && escort.leader === '学校领导' && escort.of.join() === '学校,教师,保安',
    ],
    ['每年不少于1次专业培训和演练', has('check', 'year', '市教育局')],
    ['没有整治频次', ({ cadence }) => cadence.kind === 'none'],
  ],
  'jiangsu-changzhou': [
    [
      '以校园周边中小旅馆、商店、出租房屋等为重点部位，逐区域筛查（无距离）',
      ({ rules }) => rules.some(({ id, distance, listed }) => id === 'CZ-3' && distance === null && listed),
    ],
    [
      '加强对校园周边互联网上网服务营业场所、娱乐场所监管（无距离）',
      ({ rules }) =>
        rules.some(
          ({ id, distance, categories }) =>
            id === 'CZ-3-6' && distance === null && categories.includes('internet_cafe'),
        ),
    ],
    ['没有写明安全区域', isWorkingRange],
    ['即日起至7月31日集中排查整改，没有年份', onceWithin(null, null, '07-31')],
    ['市教育局和市公安局于7月25日起，组织开展工作督查', has('check', 'once', '市教育局、市公安局')],
    ['于8月7日前报送', ({ obligations }) => obligations.some(({ due }) => due === '08-07')],
    ['措施、责任、时限、督办到位', ({ fiveItems }) => fiveItems.join() === '措施,责任,时限,督办'],
    ['市教育局与市公安局联合成立工作专班', ({ coordinator }) => coordinator === '市教育局、市公安局'],
    ['隔离栏、升降柱、视频监控等安防设施', asksAtGates('anti_ram', 'hard_barrier', 'camera')],
    [
      '采取临时强化防范措施，严防带病作业',
      ({ temporaryMeasures }) => temporaryMeasures?.excerpt.includes('临时强化防范措施') ?? false,
    ],
    ['及时整治校园周边治安乱点', hasTask('校园周边治安乱点', '', [], [])],
    ['校车、接送学校车辆安全隐患排查整治', hasTask('校车、接送学校车辆安全隐患', '', [], [])],
    ['学校校门存在出行道路不畅等问题', hasTask('学校周边道路交通安全隐患', '', [], [])],
    ['没有写整改天数', ({ deadlines }) => deadlines.length === 0],
    ['没有日期', undated],
  ],
  'chongqing-fuling-chongyi': [
    [
      '以学校校门口为起点，建立200米距离范围内的学生安全区域',
      ({ rules, safetyZone }) =>
        safetyZone.origin === 'anyGate' &&
        rules.every(({ origin, distance }) => origin === 'anyGate' && distance === 200),
    ],
    [
      '禁止新建对环境造成污染的企业、设施',
      ({ rules }) => rules.some(({ id, effect }) => id === 'FL-2-2-2' && effect === 'noNew'),
    ],
    [
      '禁止设立上网服务、娱乐、游戏专营等营业场所（无彩票）',
      ({ rules }) =>
        rules.some(({ id, effect }) => id === 'FL-2-2-1' && effect === 'forbidden') &&
        !rules.some(({ categories }) => categories.includes('lottery')),
    ],
    ['2018年3月20日', ({ rules }) => rules.every(({ effectiveFrom }) => effectiveFrom === '2018-03-20')],
    ['每半年要组织开展1次拉网式排查', has('check', 'halfYear', '专项整治办公室')],
    ['综治办每半年开展1次校园周边环境专项整治', has('sweep', 'halfYear', '综治办')],
    ['各社区每月召开1次会议', has('meeting', 'month', '各社区')],
    ['各社区每月开展1次风险隐患、矛盾纠纷排查', has('check', 'month', '各社区')],
    ['年度专项考核', has('assessment', 'year', '街道')],
    [
      '资金、人员、措施、时限、预案“五落实”',
      ({ fiveItems }) => fiveItems.join() === '资金,人员,措施,时限,预案',
    ],
    [
      '教管中心、综治办、派出所、交巡警勤务大队、社区卫生服务中心、食药监所、综合执法支队、安监办、司法所、各社区',
      named(
        '教管中心',
        '综治办',
        '派出所',
        '交巡警勤务大队',
        '社区卫生服务中心',
        '食药监所',
        '综合执法支队',
        '安监办',
        '司法所',
        '各社区',
      ),
    ],
    [
      '小旅馆、网吧、书报摊、音像制品店',
      ({ focusTopics }) =>
        ['小旅馆', '网吧', '书报摊', '音像制品店'].every((topic) => focusTopics.includes(topic)),
    ],
    ['抗冲撞隔离栏、隔离墩、阻车钉', asksAtGates('anti_ram', 'hard_barrier')],
    [
      '综合执法支队：乱搭乱建、夜间噪声污染、环境污染、游摊游贩、占道经营',
      (own) =>
        ['乱搭乱建', '环境污染', '游摊游贩', '占道经营'].every((kind) =>
          hasTask(kind, '', ['综合执法支队'], [])(own),
        ) && hasTask('夜间噪声、生活噪声污染', '', ['综合执法支队'], [])(own),
    ],
    [
      '派出所、交巡警勤务大队：加强生活噪声污染查处',
      hasTask('夜间噪声、生活噪声污染', '', ['派出所', '交巡警勤务大队'], []),
    ],
  ],
  'shanghai-minhang': [
    ['探索将学校周边200米划为学生安全区域', zoneOf(200)],
    [
      '网吧、KTV、游戏机房等场所清理整治（不是禁设）',
      ({ rules }) => rules.every(({ effect }) => effect === 'supervised'),
    ],
    ['推动存量场所业态转变', ({ rules }) => rules.some(({ existing }) => existing === 'convert')],
    [
      '10项之10没有50米',
      ({ gateZone }) =>
        gateZone.basis.document === '中小学幼儿园安全防范工作规范（试行）' && !gateZone.basis.verified,
    ],
    ['因地制宜设置家长接送、等待区域', asksAtGates('waiting_area')],
    ['2022年3月1日—6月30日', onceWithin(2022, '03-01', '06-30')],
    ['3月20日前，各学校填写排查表', has('report', 'once', '各学校')],
    ['每周将工作推进情况汇总', has('report', 'week', '责任部门')],
    ['6月10日前反馈', ({ obligations }) => obligations.some(({ due }) => due === '2022-06-10')],
    ['责任主体：法制科', ({ coordinator }) => coordinator === '区教育局法制科'],
    ['重点对以下10个方面安全风险隐患进行排查整治', ({ hazardKinds }) => hazardKinds.length === 10],
    [
      '责任主体：各学校 责任部门：安全管理中心 配合部门：教育基建装备资产管理中心',
      hasTask('校园消防安全、危化品管理', '各学校', ['安全管理中心'], ['教育基建装备资产管理中心']),
    ],
    ['责任主体：法制科 配合单位：各学校', hasTask('校园周边治安环境', '法制科', [], ['各学校'])],
  ],
  'beijing-daxing': [
    ['将学校周边200米范围内作为学生安全区域', zoneOf(200)],
    ['由区委政法委牵头', ({ coordinator }) => coordinator === '区委政法委'],
    ['每个季度至少开展1次综合整治', ({ cadence }) => cadence.kind === 'quarterly' && cadence.times === 1],
    ['相关部门按职责参与', ({ sweepCounts }) => sweepCounts.bodies === 2 && sweepCounts.assumption !== null],
    [
      '市容环境卫生、无证无照经营、游商和摊贩、乱堆物料、社会治安、交通秩序',
      ({ focusTopics }) =>
        focusTopics.join() === '市容环境卫生,无证无照经营,游商和摊贩,乱堆物料,社会治安,交通秩序',
    ],
    [
      '整治重点包括六项“等”，区消防救援支队负责开展消防安全监督检查',
      ({ hazardKinds, focusTopics }) =>
        hazardKinds.map(({ name }) => name).join() === [...focusTopics, '消防安全', '校车安全'].join(),
    ],
    [
      '禁止新建对环境造成污染的企业、设施',
      ({ rules }) => rules.some(({ id, effect }) => id === 'DX-11-2' && effect === 'noNew'),
    ],
    [
      '禁止设立互联网上网服务、歌舞娱乐、游艺娱乐、彩票专营等营业场所',
      ({ rules }) =>
        rules.some(
          ({ id, effect, dedicated }) =>
            id === 'DX-11-1' && effect === 'forbidden' && dedicated.join() === 'lottery',
        ),
    ],
    [
      '校园门前100米（校门两侧各50米）禁止停放机动车',
      ({ gateZone }) => gateZone.distance === 50 && gateZone.shape === 'alongRoad',
    ],
    ['每学期（半年）至少召开一次联席会议', has('meeting', 'term', '区教委')],
    ['每年定期开展学校安全工作联合检查', has('check', 'year', '区消防救援支队')],
    ['辖区民警包校，每月定期入校', has('visit', 'month', '区公安分局')],
    ['纳入平安北京建设工作考核体系', has('assessment', 'year', '区委政法委')],
    [
      '区教委、区委宣传部、区公安分局、区城市管理委、区生态环境局、区交通局、区文化和旅游局、区消防救援支队、区市场监管局、区城管执法局',
      named(
        '区教委',
        '区委宣传部',
        '区公安分局',
        '区城市管理委',
        '区生态环境局',
        '区交通局',
        '区文化和旅游局',
        '区消防救援支队',
        '区市场监管局',
        '区城管执法局',
      ),
    ],
    ['没有日期', undated],
    ['硬质防冲撞隔离桩', asksAtGates('anti_ram')],
    ['区公安分局：对校车标牌进行发放回收工作', hasTask('校车安全', '', ['区公安分局'], [])],
    ['区应急局：校车安全管理的综合监管', hasTask('校车安全', '', ['区应急局'], [])],
  ],
  shaanxi: [
    [
      '第五条：教育行政部门负责集中整治和专项治理活动的组织、协调',
      ({ coordinator, obligations }) =>
        coordinator === '教育局' &&
        obligations.some(({ kind, article }) => kind === 'sweep' && article === '第五条'),
    ],
    [
      '第五条：教育、公安、工商、文化、建设、环卫、环保；没有写烟草、民政、体育',
      (pack) =>
        named(
          '教育局',
          '公安局',
          '市场监督管理局',
          '文化和旅游局',
          '住房和城乡建设局',
          '城市管理局',
          '生态环境局',
        )(pack) && ['烟草专卖局', '民政局', '体育局'].every((name) => !named(name)(pack)),
    ],
    ['第九条：责任区民警与学校联系协作', has('visit', 'irregular', '公安局')],
    [
      '第十条：城镇中小学校门前设置限速标志、限时通过标志或其他安全通行警示标志',
      asksAtGates('speed_sign', 'warning_sign'),
    ],
    [
      '第十一条：中小学校校园周边200米以内、高等学校门口50米以内',
      ({ rules }) =>
        rules.some(
          ({ id, distance, origin }) => id === 'SX-1' && distance === 200 && origin === 'boundary',
        ) &&
        rules.some(({ id, distance, origin }) => id === 'SX-2' && distance === 50 && origin === 'anyGate'),
    ],
    [
      '第十二至十四条：占道经营、依托围墙搭建、集贸市场停车场夜市没有距离',
      ({ rules }) =>
        ['SX-12-3', 'SX-13', 'SX-14'].every((id) =>
          rules.some((each) => each.id === id && each.distance === null && each.subject !== null),
        ),
    ],
    ['第七至十四条读过，其余没有', ({ rules }) => rules.every(({ basis }) => basis.verified)],
  ],
  hainan: [
    [
      '普通中小学、特殊教育学校、中等职业学校、专门学校、幼儿园周边直线延伸200米',
      ({ safetyZone: { distance, basis } }) => distance === 200 && basis?.verified === false,
    ],
    [
      '市场监管、卫健、民政等部门，公安机关依法查处',
      named('市场监督管理局', '卫生健康委员会', '民政局', '公安局'),
    ],
  ],
  hubei: [
    ['在中小学校、幼儿园周边200米范围内建立学生安全区域', ({ safetyZone }) => safetyZone.distance === 200],
    [
      '每年两次集中整治，3月至5月、9月至11月',
      ({ cadence }) =>
        cadence.kind === 'phases' &&
        cadence.phases.map(({ from, to }) => `${from}—${to}`).join() === '03-01—05-31,09-01—11-30',
    ],
    ['烟草专卖管理部门、民政、体育、公安', named('烟草专卖局', '民政局', '体育局', '公安局')],
    [
      '高压电线、长输天然气管道、输油管道严禁穿越或跨越中小学校',
      ({ rules }) =>
        rules.some(({ id, distance, subject }) => id === 'HB-5' && distance === null && subject !== null),
    ],
    [
      '2018年意见的200米、50米不作判定',
      ({ rules }) =>
        rules
          .filter(({ id }) => id.startsWith('HB-2018'))
          .every(({ distance, listed }) => distance === null && !listed),
    ],
    ['没有读到正式文本', ({ rules }) => rules.every(({ basis }) => !basis.verified && basis.article === '')],
  ],
};

function named(...names: string[]) {
  return ({ agencies }: RulePack) =>
    names.every((name) => agencies.some((agency) => agency.name === name && agency.named));
}
function asksAtGates(...ids: string[]) {
  return ({ gateBases }: RulePack) =>
    ids.every((id) => gateBases.some(({ requirement }) => requirement === id));
}
function zoneOf(distance: number) {
  return ({ safetyZone }: RulePack) =>
    safetyZone.distance === distance && safetyZone.basis?.verified === true;
}
function onceWithin(year: number | null, from: string | null, to: string) {
  return ({ cadence }: RulePack) =>
    cadence.kind === 'phases' &&
    cadence.year === year &&
    cadence.phases[0]?.from === from &&
    cadence.phases.some((phase) => phase.to === to);
}
function undated({ rules }: RulePack) {
  return rules.every(({ effectiveFrom, basis }) => effectiveFrom === null && basis.edition === null);
}

describe('a pack says what its document says', () => {
  for (const [id, rows] of Object.entries(sentences))
    it.each(rows)(`${id}: %s`, (_, holds) => expect(holds(pack(id))).toBe(true));
});

/** The points in which packs contradicted the texts (law-texts, section 4). */
describe('packs as the texts have them', () => {
  const points: readonly (readonly [point: string, holds: () => boolean])[] = [
    [
      '1 北京条例第二十九条自2023年6月1日起施行',
      () => ['BJ-29-1', 'BJ-29-2'].every((id) => rule('beijing', id).effectiveFrom === '2023-06-01'),
    ],
    [
      '2 上海条例第四十四条自2022年3月1日起施行',
      () => rule('shanghai', 'SH-44').effectiveFrom === '2022-03-01',
    ],
    [
      '3 北京福利彩票规定是征求意见稿，不作判定',
      () =>
        rule('beijing', 'BJ-LOT').basis.draft &&
        rule('beijing', 'BJ-LOT').distance === null &&
        deciding('beijing', 'lottery', '小学').join() === 'BJ-17-1',
    ],
    [
      '5 网吧条例第九条及于各类中小学',
      () => ['中职', '特教', '专门'].every((stage) => rule('national', 'N3').stages.includes(stage as never)),
    ],
    [
      '6 广东、宁波的测法取代直线：一家网吧一个结论',
      () =>
        deciding('guangdong', 'internet_cafe', '小学').join() === 'GD-1' &&
        deciding('zhejiang-ningbo', 'internet_cafe', '小学').join() === 'NB-28',
    ],
    ['6 姜堰的一家网吧一个结论', () => deciding('jiangsu-jiangyan', 'internet_cafe', '小学').join() === 'N3'],
    [
      '7 幼儿园周边的老场所在延续时处理',
      () =>
        rule('national', 'N7').existing === 'untilExpiry' &&
        rule('guangdong', 'GD-2').existing === 'untilExpiry',
    ],
    [
      '8 歌舞游艺场所及于幼儿园，只引第二项',
      () =>
        rule('national', 'N5').stages.includes('幼儿园') &&
        rule('national', 'N5').basis.article === '第七条第一款第二项' &&
        !rule('national', 'N5').basis.excerpt.includes('居民楼'),
    ],
    ['9 电子烟另有一条', () => rule('national', 'N9').effectiveFrom === '2022-05-01'],
    [
      '10 烟草许可办法只及中小学，没有写明到期不延续',
      () =>
        !rule('national', 'N8').stages.includes('幼儿园') &&
        rule('national', 'N8').existing !== 'untilExpiry',
    ],
    ['11 加油站不因烟花爆竹条款判为禁设', () => deciding('national', 'hazchem', '小学').length === 0],
    [
      '11 危险化学品安全法没有数值',
      () =>
        rule('national', 'N16').distance === null && rule('national', 'N16').effectiveFrom === '2026-05-01',
    ],
    [
      '12 湖北：网吧、娱乐只及中小学，没有酒吧',
      () =>
        deciding('hubei', 'internet_cafe', '幼儿园').length === 0 &&
        deciding('hubei', 'bar', '小学').length === 0 &&
        rule('hubei', 'HB-1').basis.document === '湖北省学校周边安全区域管理办法',
    ],
    [
      '12 湖北：烟到期不延续，彩票引导搬离或退出',
      () =>
        rule('hubei', 'HB-2').existing === 'untilExpiry' &&
        rule('hubei', 'HB-2-3').existing === 'relocate' &&
        deciding('hubei', 'tobacco', '幼儿园').length === 0,
    ],
    [
      '12 湖北：酒没有过渡，只及中小学',
      () =>
        rule('hubei', 'HB-2-2').existing === 'same' &&
        deciding('hubei', 'liquor', '小学').join() === 'HB-2-2' &&
        deciding('hubei', 'liquor', '幼儿园').length === 0,
    ],
    ['12 湖北：200米摆摊', () => rule('hubei', 'HB-4').subject === '违规摆摊设点'],
    [
      '未保法五十九条：烟、酒、彩票；北京、上海酒的范围由市级部门定',
      () =>
        rule('national', 'N2').categories.join() === 'tobacco,liquor,lottery' &&
        rule('beijing', 'BJ-29-3').categories.includes('liquor') &&
        rule('shanghai', 'SH-45').categories.includes('liquor'),
    ],
    [
      '4 北京售酒：100米，最近的学生校门，步行，只及新设',
      () => {
        const { distance, origin, method, effect, existing } = rule('beijing', 'BJ-JIU');
        return (
          [distance, origin, method, effect, existing].join() === '100,anyGate,walking,noNew,exempt' &&
          deciding('beijing-daxing', 'liquor', '幼儿园').join() === 'BJ-JIU'
        );
      },
    ],
    [
      '22 电竞酒店：五十八条的开放列举，没有距离，不是网吧',
      () =>
        rule('national', 'N1').categories.includes('esports_hotel') &&
        deciding('national', 'esports_hotel', '小学').length === 0 &&
        !rule('national', 'N3').categories.includes('esports_hotel'),
    ],
    [
      'N11、N13 旅馆、剧本娱乐没有距离，不作判定',
      () =>
        rule('national', 'N11').distance === null &&
        rule('national', 'N13').distance === null &&
        deciding('national', 'script_game', '小学').length === 0,
    ],
    [
      '海南：文身200米直线，含幼儿园，2023年9月1日起',
      () =>
        rule('hainan', 'HN-WS').effectiveFrom === '2023-09-01' &&
        deciding('hainan', 'tattoo', '幼儿园').join() === 'HN-WS',
    ],
    [
      '常州：商店、出租房屋是重点部位',
      () =>
        ['shop', 'rental', 'lodging'].every((id) =>
          rule('jiangsu-changzhou', 'CZ-3').categories.includes(id),
        ),
    ],
    [
      '13 陕西：只及中小学，令第70号，2001年',
      () =>
        deciding('shaanxi', 'billiard', '中职').length === 0 &&
        rule('shaanxi', 'SX-1').basis.number === '陕西省人民政府令第70号' &&
        rule('shaanxi', 'SX-1').issuedBy === '2001-07-19',
    ],
    [
      '13 陕西：门口30米摆摊、20米垃圾台',
      () => rule('shaanxi', 'SX-12-1').distance === 30 && rule('shaanxi', 'SX-12-2').distance === 20,
    ],
    [
      '14 枣庄：条例全称，不含幼儿园',
      () =>
        rule('shandong-zaozhuang', 'ZZ-1').basis.document === '枣庄市中小学校幼儿园周边环境管理条例' &&
        deciding('shandong-zaozhuang', 'bar', '幼儿园').length === 0,
    ],
    [
      '15 佛山：全称，须大于100米，正好100.0米不符合',
      () =>
        rule('guangdong-foshan-tobacco', 'FS-1').basis.document === '佛山市烟草制品零售点合理布局规定' &&
        rule('guangdong-foshan-tobacco', 'FS-1').bound === 'inclusive' &&
        rule('guangdong', 'GD-1').bound === 'exclusive',
    ],
    ['16 姜堰的专项整治通告不是选址规定', () => rule('jiangsu-jiangyan', 'JY-1').effect === 'supervised'],
    [
      '17 校门区域：文件写“校门及周边50米区域”的是区域，两侧各50米的沿道路',
      () =>
        pack('shanghai').gateZone.shape === 'circle' &&
        pack('beijing').gateZone.shape === 'alongRoad' &&
        pack('henan-luoyang').gateZone.shape === 'alongRoad',
    ],
    [
      '18 涪陵有重庆市的上位规定',
      () => deciding('chongqing-fuling-chongyi', 'tobacco', '小学').join() === 'CQ-13',
    ],
    ['19 上海的镇街负责综合整治', () => pack('shanghai').coordinator === '镇人民政府、街道办事处'],
    [
      '20 检察建议：一般两个月，未成年人保护法第一百一十四条为一个月',
      () => {
        const source = catalogue.documents.find(({ id }) => id === 'prosecution-reply')?.source ?? '';
        return source.includes('两个月') && source.includes('第一百一十四条为一个月');
      },
    ],
    [
      '21 没有检查权的单位不作检查：教育、政法、社区',
      () =>
        catalogue.packs.every(({ agencies }) =>
          agencies.every(({ name, mayInspect }) => !mayInspect || !/教委|教育|政法|社区|宣传/.test(name)),
        ),
    ],
    [
      '23 甘肃：摊点200米、棚亭100米按修订版；停车、危化、网吧只读到旧版，不作判定',
      () =>
        rule('gansu', 'GS-1').distance === 200 &&
        rule('gansu', 'GS-1-2').distance === 100 &&
        ['GS-2', 'GS-3', 'GS-4'].every((id) => rule('gansu', id).distance === null),
    ],
    ['23 甘肃：校园及周边200米为校园安全保护区', () => zoneOf(200)(pack('gansu'))],
    [
      '24 责令改正写明复议机关、六十日和法院、六个月',
      () => {
        const order = JSON.stringify(catalogue.documents.find(({ id }) => id === 'order')?.blocks);
        return ['{{复议机关}}', '六十日', '{{管辖法院}}', '六个月'].every((text) => order.includes(text));
      },
    ],
    [
      '26 养殖500米不再是全国的数值',
      () =>
        catalogue.packs.every(({ rules }) =>
          rules.every(({ distance, title }) => distance !== 500 || !title.includes('养殖')),
        ),
    ],
    [
      '洛阳：第十七条的网吧、易燃易爆、正门两侧三种距离',
      () =>
        rule('henan-luoyang', 'LY-17-1').distance === 200 &&
        deciding('henan-luoyang', 'internet_cafe', '幼儿园').length === 0 &&
        rule('henan-luoyang', 'LY-17-2').distance === 50 &&
        rule('henan-luoyang', 'LY-17-3').origin === 'mainGate',
    ],
    [
      '重庆：控烟条例门口50米，含幼儿园',
      () =>
        rule('chongqing', 'CQ-13').distance === 50 &&
        deciding('chongqing', 'tobacco', '幼儿园').join() === 'CQ-13',
    ],
    [
      '禁烟、禁彩票的规则包有管得了的单位：烟草专卖局、民政、体育',
      () =>
        ['beijing-daxing', 'beijing', 'hubei', 'national'].every((id) =>
          ['烟草', '民政', '体育'].every((name) =>
            pack(id).agencies.some((agency) => agency.name.includes(name)),
          ),
        ),
    ],
    [
      '安阳的六种距离',
      () =>
        new Set(pack('henan-anyang').rules.map(({ distance }) => distance)).size === 4 &&
        pack('henan-anyang').rules.length === 5,
    ],
    [
      '烟草、娱乐的国家条款在各地都列出',
      () =>
        catalogue.packs.every(
          ({ id }) =>
            id === 'national' ||
            ['N5', 'N8'].every((each) => catalogue.rules(pack(id)).some((r) => r.id === each)),
        ),
    ],
  ];
  it.each(points)('%s', (_, holds) => expect(holds()).toBe(true));

  it('涪陵：3月20日以前设立的污染企业是存量，不溯及', () => {
    const treated = timelineOf(rule('chongqing-fuling-chongyi', 'FL-2-2-2'), '2018-02-01', null);
    expect(treated).toEqual({ standing: 'existing', existing: 'exempt' });
  });

  it('闵行：2018年的网吧推动业态转变', () => {
    expect(timelineOf(rule('shanghai-minhang', 'MH-10'), '2018-02-01', null).existing).toBe('convert');
  });

  it('广东：2018年设立的是存量，2024年设立的是新设', () => {
    const gd = rule('guangdong', 'GD-1');
    expect(timelineOf(gd, '2018-02-01', null)).toEqual({ standing: 'existing', existing: 'exempt' });
    expect(timelineOf(gd, '2024-02-01', null).standing).toBe('new');
  });

  it('闵行2022年的行动、常州没有年份的行动，不年年重来', () => {
    expect(dueSpans(pack('shanghai-minhang').cadence, 2026)).toEqual([]);
    expect(dueSpans(pack('jiangsu-changzhou').cadence, 2026)).toEqual([]);
    expect(dueSpans(pack('shanghai-minhang').cadence, 2022).map(({ title }) => title)).toEqual([
      '2022年集中排查',
      '2022年专项整治',
    ]);
  });
});

describe('documents are called by their titles', () => {
  const bases = catalogue.packs.flatMap(({ rules, gateZone, safetyZone, escort, gateBases }) => [
    ...rules.map(({ basis }) => basis),
    gateZone.basis,
    ...(safetyZone.basis ? [safetyZone.basis] : []),
    ...(escort ? [escort.basis] : []),
    ...gateBases.map(({ basis }) => basis),
  ]);
  const all = [...bases, ...catalogue.requirements.flatMap(({ basis }) => basis)];

  it('no short name stands in 《》', () => {
    for (const basis of all) {
      const text = documentText(basis);
      expect(text).not.toMatch(/《(大兴|东阳|常州|闵行)方案》|有关(规定|条例)》|《未成年人保护法》/);
      expect(text, text).not.toMatch(/《[^》]*《/);
      if (basis.titled) expect(basis.document.length, basis.document).toBeGreaterThan(6);
    }
  });

  it('what was read says where and when; what was not read is not verified', () => {
    const own = new Set([
      'beijing-daxing',
      'jiangsu-changzhou',
      'chongqing-fuling-chongyi',
      'shanghai-minhang',
      'zhejiang-dongyang',
    ]);
    for (const { id, rules } of catalogue.packs)
      for (const { basis } of rules) {
        if (!basis.verified || own.has(id)) continue;
        expect(basis.url, citationText(basis)).not.toBeNull();
        expect(basis.readOn, citationText(basis)).toMatch(/^2026-11-(29|30)$/);
      }
  });

  it('a draft says so wherever it decides', () => {
    const dongyang = rule('zhejiang-dongyang', 'DY-2-1');
    expect(basisText(dongyang)).toBe(
      '《东阳市中小学（幼儿园）安全提升工作方案（征求意见稿）》二（一）（征求意见稿，尚未施行）',
    );
    for (const { rules } of catalogue.packs)
      for (const each of rules.filter(({ basis }) => basis.draft)) {
        expect(each.effect).toBe('supervised');
        expect(each.assumption).toContain('征求意见稿');
      }
  });

  it('no requirement of a gate rests on another locality’s paper', () => {
    for (const { basis, id } of catalogue.requirements)
      for (const each of basis) expect(each.document, id).not.toMatch(/东阳|大兴|常州|闵行|涪陵/);
  });

  it('a range that no document names is called the office’s own', () => {
    expect(zoneTitle(pack('jiangsu-changzhou'))).toBe('工作范围（本单位自定）');
    expect(zoneTitle(pack('beijing-daxing'))).toBe('学生安全区域');
  });
});

describe('what coverage.md shows', () => {
  const root = join(import.meta.dirname, '..', '..');
  const coverage = readFileSync(join(root, 'data', 'rules', 'coverage.md'), 'utf8');
  const read = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');

  it.each(
    [...coverage.matchAll(/^\| ([^|]+) \| (tests\/[^|\s]+) \| (.+) \|$/gm)].map(([, ...cells]) => cells),
  )('%s: its test is there', (_, path = '', title = '') => expect(read(path), path).toContain(title));

  it('names files that are there, and tests that stand in them', () => {
    const named = [...coverage.matchAll(/(tests\/[\w/.-]+\.test\.tsx?)((?: and | ?“[^”]+”,?)*)/g)];
    expect(named.length).toBeGreaterThan(50);
    for (const [, path = '', titles = ''] of named) {
      expect(read(path), path).not.toBe('');
      for (const [, title = ''] of titles.matchAll(/“([^”]+)”/g)) expect(read(path), path).toContain(title);
    }
  });

  it('says of each sentence that is not whole what is wanting', () => {
    for (const [line] of coverage.matchAll(/^\|.*\| [◐✗] \|.*$/gm))
      expect(line.split('|').at(-2)?.trim(), line).toMatch(/joint work|is wanting/);
  });

  it('says of each sentence that is whole by which test or screen that shows', () => {
    const whole = [...coverage.matchAll(/^\|.*\| ● \|.*$/gm)];
    expect(whole.length).toBeGreaterThan(40);
    for (const [line] of whole) expect(line.split('|').at(-2), line).toMatch(/tests\/|docs\/|renderer\//);
  });
});
