/** Figures that a blank form may ask for. What each counts stands in `figureTitles`; how, in the service. */
export const figureIds = [
  'schools',
  'schoolsLooked',
  'coverage',
  'found',
  'rectified',
  'unrectified',
  'rate',
  'closedIn',
  'opening',
  'ending',
  'overdue',
  'supervised',
  'planned',
  'planTarget',
  'planMoney',
  'planStaff',
  'planTime',
  'planPreplan',
  'planFunds',
  'leads',
  'visits',
  'venueVisits',
  'venuesVisited',
  'officerTimes',
  'sweeps',
  'venues',
  'violations',
  'undetermined',
  'orders',
  'transfers',
  'papers',
  'spots',
  'spotsDone',
  'talks',
  'meetings',
  'unkept',
] as const;
export type FigureId = (typeof figureIds)[number];

/** What a figure counts, as it is told beside each cell. */
export const figureTitles: Readonly<Record<FigureId, string>> = {
  schools: '学校数',
  schoolsLooked: '已排查学校：期内有检查或排查记录的学校',
  coverage: '覆盖率：已排查学校 ÷ 学校数',
  found: '排查隐患：发现日期在期内的隐患，未核实线索、作废的不计',
  rectified: '已整改：期内发现的隐患中，到期末已销号的',
  unrectified: '未整改：期内发现的隐患中，到期末没有销号的',
  rate: '整改率：已整改 ÷ 排查',
  closedIn: '本期销号：销号日期在期内的隐患',
  opening: '期初在办：期前发现、期初没有销号的隐患',
  ending: '期末在办：到期末没有销号的隐患',
  overdue: '逾期：到期末没有销号、整改期限已过的隐患',
  supervised: '挂牌督办：到期末挂牌没有摘牌的隐患',
  planned: '列入治理计划：期内发现、期末未销号，措施、责任、时限都有记录的隐患',
  planTarget: '列入治理计划的，有措施（目标任务）记录的',
  planMoney: '列入治理计划的，有资金记录的',
  planStaff: '列入治理计划的，有责任（机构、人员）记录的',
  planTime: '列入治理计划的，有时限记录的',
  planPreplan: '列入治理计划的，有预案记录的',
  planFunds: '列入治理计划的，记录的资金合计',
  leads: '线索：期内反映、还没有核实或不属实的',
  visits: '检查次数：期内的检查记录',
  venueVisits: '户次：期内对场所的检查，一家两次计两次',
  venuesVisited: '户数：期内检查过的场所，一家计一次',
  officerTimes: '人次：执法人员按人、按天计，一人一天查几家计一次',
  sweeps: '行动：期内开展的整治行动',
  venues: '场所：落在学校规定范围内的场所（区内、待实测、重点监管）',
  violations: '区内·禁设的场所',
  undetermined: '待实测的场所',
  orders: '责令改正：期内出具的责令改正通知书，按编号簿计',
  transfers: '移送：期内出具的移送函，按编号簿计',
  papers: '文书：期内出具的文书，按编号簿计',
  spots: '治安乱点：排查日期在期内的',
  spotsDone: '治安乱点整治：摘牌或整治完成在期内的',
  talks: '约谈：期内谈过的，每个单位一次计一次',
  meetings: '联席会：期内召开的联席会、协调会',
  unkept: '工作区没有这类记录',
};

export interface FigureWords {
  readonly figure: FigureId;
  readonly words: RegExp;
  /** Units in which it may be asked for; none are told where any will do. */
  readonly units?: readonly string[];
  /** Words that have to stand somewhere over or before it. */
  readonly within?: RegExp;
}

const items = ['个', '项', '处', '条', '件', '起'];
const spotUnits = ['处', '个'];
const premises =
  '(?:经营性?)?(?:场所|单位|商户|店铺|市场主体|经营户|经营者|经营主体|经营单位|企业|门店|业户|网点)';
const places = ['家', '户', '个', '处', '所'];
const fix = '(?:整改|治理|整治|销号|办结|消除|化解|处置)';
const done = '(?:完成|到位|完毕|结束|销号|合格|办结)';
const danger =
  '(?:安全|风险|治安|重点|矛盾|存在)?(?:事故)?(?:隐患|问题隐患|隐患问题|问题|风险隐患|风险点|风险)(?:线索)?(?:点)?';
const counted = '(?:总数|数量|个数|数目|总量|数)?';

/** Words of figures, the particular before the general: the first that fits is meant. */
export const figureWords: readonly FigureWords[] = [
  {
    figure: 'talks',
    words:
      /(?:开展|组织)?(?:集体|警示|提醒)?约谈(?:提醒|警示)?(?:相关|责任)?(?:单位|场所|负责人|经营者|经营单位|企业|商户|业主)?(?:户次|家次|次数|数)?/,
    units: ['次', '户次', '家次', '家', '户', '个', '起'],
  },
  {
    figure: 'meetings',
    words: /(?:召开|组织)?(?:校园周边|部门)?(?:联席|协调|会商)(?:会议?)(?:次数|数)?/,
    units: ['次', '场', '场次', '个'],
  },
  {
    figure: 'spotsDone',
    words: new RegExp(
      `(?:已)?(?:${fix}|摘牌)(?:的)?治安(?:乱点|重点地区)(?:总)?(?:数量|数)?|治安(?:乱点|重点地区)(?:已)?(?:${fix}|摘牌)${done}?(?:数)?`,
    ),
    units: spotUnits,
  },
  {
    figure: 'spots',
    words: /(?:排查|摸排|发现|确定|梳理)?(?:出|的)?治安(?:乱点|重点地区)(?:总)?(?:数量|数)?/,
    units: spotUnits,
  },
  { figure: 'unkept', words: /(?:立案|查处|办案|案件|行政处罚|处罚|吊销|拘留|抓获|破获|刑事|打击)[^率]*/ },
  { figure: 'unkept', words: /罚(?:没)?(?:款|没款|金)[^率]*/ },
  {
    figure: 'unkept',
    words:
      /(?:取缔|关停|查封|约谈|警示|劝导|收缴|没收|清理|清除|拆除|宣传|培训|发放|张贴|投诉|举报|督查|督导|召开|会议)[^率]*/,
  },
  { figure: 'coverage', words: /(?:排查|检查|整治|学校|校园)?覆盖率/, units: ['%'] },
  { figure: 'rate', words: new RegExp(`(?:${danger})?${fix}?${done}?率`), units: ['%'] },
  {
    figure: 'planFunds',
    words:
      /(?:累计|已|计划)?(?:落实|投入|安排)?(?:的)?(?:隐患)?(?:治理|整改|整治)?(?:资金|经费|投入)(?:总额|数额|金额)?/,
    units: ['万元', '元'],
  },
  {
    figure: 'planTarget',
    words: /(?:落实)?(?:治理|整改)?(?:的)?(?:目标和任务|目标任务|目标|任务|措施)(?:到位)?/,
    within: /计划|落实|到位/,
  },
  {
    figure: 'planMoney',
    words: /(?:落实)?(?:治理|整改)?(?:的)?(?:经费和?物资|经费|资金|物资)(?:到位)?/,
    within: /计划|落实|到位/,
  },
  {
    figure: 'planStaff',
    words: /(?:落实)?(?:治理|整改)?(?:的)?(?:机构和?人员|机构|人员|责任人?|责任单位)(?:到位)?/,
    within: /计划|落实|到位/,
  },
  {
    figure: 'planTime',
    words: /(?:落实)?(?:治理|整改)?(?:的)?(?:时间和?要求|时间节点|时间|时限和?要求|时限|期限)(?:到位)?/,
    within: /计划|落实|到位/,
  },
  {
    figure: 'planPreplan',
    words: /(?:落实)?(?:安全)?(?:措施和?)?(?:应急|安全)?预案(?:到位)?/,
    within: /计划|落实|到位/,
  },
  {
    figure: 'planned',
    words: /(?:其中)?(?:已)?(?:列入|纳入|制定)(?:整改|治理|整治)?(?:计划|方案)(?:的)?/,
    units: items,
  },
  {
    figure: 'schools',
    words: /应(?:排查|检查|整治|巡查|覆盖)(?:总数|数量|数)?/,
    units: ['所', '个', '家'],
    within: /学校|校园|幼儿园/,
  },
  {
    figure: 'schoolsLooked',
    words: /(?:实际|已|完成)(?:排查|检查|整治|巡查|覆盖)(?:总数|数量|数)?/,
    units: ['所', '个', '家'],
    within: /学校|校园|幼儿园/,
  },
  { figure: 'supervised', words: new RegExp(`(?:已)?挂牌(?:督办)?(?:${danger})?${counted}`), units: items },
  {
    figure: 'overdue',
    words: new RegExp(`(?:逾期|超期)(?:未)?${fix}?(?:${danger})?${done}?${counted}`),
    units: items,
  },
  {
    figure: 'unrectified',
    words: new RegExp(
      `(?:尚未|没有|未能|未|待|正在)${done}?(?:${fix}|完成)${done}?(?:的)?(?:${danger})?${counted}`,
    ),
    units: items,
  },
  { figure: 'closedIn', words: new RegExp(`(?:本期|当期|期内)销号${counted}`), units: items },
  { figure: 'opening', words: /期初(?:在办|未结|结转)?(?:数)?|上期(?:结转|遗留)(?:数)?/, units: items },
  { figure: 'ending', words: /期末(?:在办|未结|结转)?(?:数)?|在办(?:数)?|存量/, units: items },
  { figure: 'leads', words: /线索(?:数量|数)?/, units: items },
  {
    figure: 'rectified',
    words: new RegExp(`(?:已经|已)?${done}?${fix}(?:${danger})?${done}?(?:的)?${counted}`),
    units: items,
  },
  {
    figure: 'found',
    words: new RegExp(
      `(?:共)?(?:排查|查找|摸排|检查|巡查|查|新)?(?:发现|排查|查出|登记|上报|增|出)?(?:的)?${danger}${counted}`,
    ),
    units: items,
  },
  {
    figure: 'orders',
    words:
      /(?:下达|下发|发出|出具|制发)?(?:责令)(?:限期|当场)?(?:改正|整改)?(?:通知书|指令书|文书)?(?:份数)?/,
    units: ['份', '家', '件', '户', '次'],
  },
  {
    figure: 'orders',
    words: /(?:下达|下发|发出|出具|制发)(?:限期)?(?:改正|整改)(?:通知书|指令书|文书)(?:份数)?/,
    units: ['份', '件'],
  },
  {
    figure: 'transfers',
    words: /移送(?:公安机关|司法机关|有关部门)?(?:线索|案件)?(?:数)?|移交(?:线索)?/,
    units: ['件', '起', '条', '份'],
  },
  { figure: 'papers', words: /(?:出具|制作|下发|发放)?(?:执法)?文书(?:份数|数)?/, units: ['份', '件'] },
  {
    figure: 'officerTimes',
    words:
      /(?:共|累计)?(?:出动|派出|投入|参加|参与|动用)?(?:检查|执法|监管)?(?:人员|力量|警力|执法人员|人力)?(?:人次)/,
    units: ['人次'],
  },
  {
    figure: 'officerTimes',
    words: /(?:出动|派出|投入)(?:检查|执法|监管)?(?:人员|力量|警力|执法人员|人力)(?:数)?/,
    units: ['人次'],
  },
  {
    figure: 'schoolsLooked',
    words:
      /(?:已|开展|实际)?(?:排查|检查|整治|巡查|覆盖|走访|督查)(?:的|过的)?(?:校园|学校|中小学幼儿园|中小学校|幼儿园)(?:总数|数量|数)?/,
    units: ['所', '个', '家'],
  },
  {
    figure: 'venueVisits',
    words: new RegExp(
      `(?:共)?(?:检查|巡查|排查|走访|出动检查)?(?:各类|重点)?(?:${premises}|户)?(?:户次|家次|次数|场次)`,
    ),
    units: ['户次', '家次', '次', '场次'],
  },
  {
    figure: 'venueVisits',
    words: new RegExp(`(?:共)?(?:检查|巡查|排查|走访)(?:各类|重点)?${premises}(?:总数|数量|数)?`),
    units: ['户次', '家次'],
  },
  {
    figure: 'venuesVisited',
    words: new RegExp(
      `(?:共|涉及)?(?:检查|巡查|排查|走访)?(?:各类|重点|不同)?${premises}(?:户数|家数|总数|数量|数)?`,
    ),
    units: ['户', '家', '个'],
    within: /检查|巡查|排查|走访/,
  },
  { figure: 'visits', words: /(?:开展)?(?:现场)?检查(?:次数|次|数)?/, units: ['次'] },
  {
    figure: 'sweeps',
    words: /(?:开展|组织)?(?:专项|联合|集中)?(?:整治|执法|检查)?(?:行动)(?:次数|数)?/,
    units: ['次', '场', '个', '场次'],
  },
  {
    figure: 'violations',
    words: /(?:违规|区内|禁设|违法)(?:设置|设立|开设|禁设)?(?:的)?(?:场所|网点|门店)?(?:数量|数)?/,
    units: places,
  },
  { figure: 'undetermined', words: /待实测(?:的)?(?:场所)?(?:数量|数)?/, units: places },
  { figure: 'venues', words: /(?:各类|重点|经营)?(?:场所|门店|商户|网点)(?:总数|数量|数)?/, units: places },
  {
    figure: 'schools',
    words: /(?:现有|应排查|应检查)?(?:中小学校?幼儿园|中小学校|学校|校园|幼儿园)(?:总数|数量|个数|数)?/,
    units: ['所', '个', '家'],
  },
  { figure: 'found', words: /(?:排查|排查出|查出|发现|新增|摸排|登记)(?:总数|数量|数)?/, units: items },
  {
    figure: 'rectified',
    words: new RegExp(`(?:已)?(?:${done}|${fix})${counted}`),
    units: items,
    within: /隐患|问题|风险|排查/,
  },
];
