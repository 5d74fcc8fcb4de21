import type { HazardLevel } from '../ledger/hazard.ts';
import type { HazardSource } from '../ledger/source.ts';
import type { SchoolStage } from '../registry/stage.ts';

/** Which days a figure is about: those of the form, or others that are told from them. */
export type FacetPeriod =
  | 'form'
  | 'yearToDate'
  | 'lastYear'
  | 'previous'
  | `month${number}`
  | `quarter${number}`;

/** What narrows a figure. */
export interface Facets {
  readonly levels?: readonly HazardLevel[];
  readonly kind?: string;
  /** Kinds of venues: one of them is enough. */
  readonly categories?: readonly string[];
  readonly stages?: readonly SchoolStage[];
  readonly source?: HazardSource;
  readonly period?: FacetPeriod;
  readonly schoolId?: number;
  readonly town?: string;
  readonly station?: string;
  readonly body?: string;
}

interface FacetWord {
  readonly words: RegExp;
  readonly facets: Facets;
}

const stages = (words: RegExp, ...named: SchoolStage[]): FacetWord => ({ words, facets: { stages: named } });
const kind = (words: RegExp, named: string): FacetWord => ({ words, facets: { kind: named } });
const categories = (words: RegExp, ...named: string[]): FacetWord => ({
  words,
  facets: { categories: named },
});

/** Words that narrow a figure; those that hold others stand before them. */
export const facetWords: readonly FacetWord[] = [
  { words: /(?:上年|去年)同期|同期/, facets: { period: 'lastYear' } },
  {
    words: /(?:本年|年内|年度|今年以来|本年度|年初以来|全年)(?:累计)?|累计(?!投入|落实|整治资金)/,
    facets: { period: 'yearToDate' },
  },
  { words: /上(?:期|季度|季|月|周|年)(?!结转|遗留)/, facets: { period: 'previous' } },
  { words: /(?:本|当|报告)(?:期|季度|季|月份?|周)(?!销号)/, facets: { period: 'form' } },
  { words: /重大(?:安全|火灾)?(?:事故)?(?=隐患|$|排查|已|未|整改|风险|问题)/, facets: { levels: ['重大'] } },
  { words: /较大(?=隐患|$|排查|已|未|整改|风险|问题)/, facets: { levels: ['较大'] } },
  {
    words: /一般(?:安全|火灾)?(?:事故)?(?=隐患|$|排查|已|未|整改|风险|问题|\()/,
    facets: { levels: ['一般'] },
  },
  { words: /(?:学校|学校、幼儿园)自查/, facets: { source: '学校自查' } },
  { words: /12345(?:热线|平台)?/, facets: { source: '12345热线' } },
  { words: /(?:社区|网格(?:员)?)(?=发现|上报|排查)/, facets: { source: '社区网格' } },
  { words: /派出所巡逻|巡逻(?=发现)/, facets: { source: '派出所巡逻' } },
  { words: /检察建议/, facets: { source: '检察建议' } },
  { words: /上级(?:督查|督导|暗访)/, facets: { source: '上级督查' } },
  stages(/九年一贯制?/, '九年一贯'),
  stages(/完全中学/, '完全中学'),
  stages(/中职|职高|职业(?:高中|学校|中学)|中等职业(?:学校)?/, '中职'),
  stages(/特殊教育|特教/, '特教'),
  stages(/幼儿园|托幼(?:机构)?/, '幼儿园'),
  stages(/小学/, '小学'),
  stages(/初级中学|初中/, '初中'),
  stages(/高级中学|高中/, '高中'),
  kind(/区内禁设(?:场所)?/, '区内禁设场所'),
  kind(/无证无照(?:经营)?|无证经营/, '无证无照经营'),
  kind(/(?:市容)?环境卫生|市容(?:环境)?|食品卫生环境/, '市容环境卫生'),
  kind(/游商(?:和)?摊贩|流动摊贩|占道经营|摊贩/, '游商和摊贩'),
  kind(/乱堆(?:乱放|物料)?/, '乱堆物料'),
  kind(/社会治安|治安(?:类|方面)|治安(?=隐患|问题)/, '社会治安'),
  kind(/交通(?:秩序|安全)?(?:类)?/, '交通秩序'),
  kind(/消防(?:安全)?(?:类)?/, '消防安全'),
  kind(/设施(?:缺失|设备)/, '设施缺失'),
  categories(/互联网上网服务(?:营业)?(?:场所)?|网吧|网咖/, 'internet_cafe'),
  categories(
    /歌舞(?:和|、)?游艺(?:娱乐)?(?:场所)?|娱乐场所?\((?:歌舞|游艺)[^)]*\)|娱乐(?:场所|业)/,
    'ktv',
    'arcade',
  ),
  categories(/歌舞(?:娱乐)?(?:场所)?|KTV/i, 'ktv'),
  categories(/游艺(?:娱乐)?(?:场所)?|电子游戏(?:厅)?/, 'arcade'),
  categories(/台球(?:厅|室)?/, 'billiard'),
  categories(/棋牌(?:室)?|麻将(?:馆)?/, 'mahjong'),
  categories(/酒吧/, 'bar'),
  categories(/电竞酒店/, 'esports_hotel'),
  categories(/旅(?:馆|店)(?:业)?|宾馆|酒店|民宿|网约房/, 'lodging'),
  categories(/彩票(?:销售)?(?:网点|站)?/, 'lottery'),
  categories(/(?:烟草|卷烟|电子烟)(?:零售)?(?:户|点|网点)?/, 'tobacco'),
  categories(/(?:酒类)(?:零售|销售)?(?:户|点)?/, 'liquor'),
  categories(/成人用品(?:店)?/, 'adult'),
  categories(/(?:洗浴|足浴|按摩)(?:场所|店)?/, 'bath'),
  categories(/(?:剧本|密室|剧本娱乐|密室逃脱)+(?:场所)?/, 'script_game'),
  categories(/私人影院|点播影院/, 'private_cinema'),
  categories(/(?:书报|音像|出版物|书店|文具店)(?:经营|零售)?(?:单位|店|网点)?/, 'press_av'),
  categories(/(?:校外)?托管(?:机构)?|托餐/, 'childcare'),
  categories(/(?:文身|纹身)(?:店|场所)?/, 'tattoo'),
  categories(/出租(?:房屋|屋|房)/, 'rental'),
  categories(/(?:(?:小)?(?:商店|卖部|超市|便利店)(?:和|、|及)?)+/, 'shop'),
];

/** Words that say nothing of what is counted. */
export const fillers =
  /校园(?:及(?:其)?)?周边|学校(?:及(?:其)?)?周边|涉校(?!涉稳|不稳定)|校园内外|校内外|校园|学校|\(?(?:去重|不重复计|不含重复)\)?|全[区市县]|辖区内?|区域内|其中|情况|治理情况|有关|本级|各类|所有|整治工作|工作|小计|合计|总计|数量|总数|个数|[的及和与等有共数为按\-、,，。:：;()（）“”"'/—]/g;

/** What is never written into a form from a workspace, or only where somebody asks for it; with the reason. */
export const withheld: readonly { readonly words: RegExp; readonly reason: string }[] = [
  {
    words: /不稳定因素|涉稳|涉密|敏感|重点人员|精神障碍|前科|信访人|涉邪/,
    reason: '敏感内容，不从工作区写入',
  },
  { words: /签字|签名|盖章|公章|签章|按指印|手印|签收/, reason: '签名、盖章处，留空' },
  {
    words:
      /^(?:填报|填表|制表|审核|审批|复核|校对|经办|分管领导|主管领导|单位负责|联系)(?:人|人签字|领导)?$|(?:填报|填表|制表|审核|经办|联系)人$/,
    reason: '填表、审核的人，留空',
  },
  { words: /电话|手机|联系方式|联络方式/, reason: '电话，留空' },
  { words: /^(?:填报|填表|报送|制表|上报|填写|签署|审核)(?:日期|时间)$/, reason: '填报日期，留空' },
  { words: /审(?:核|批)意见|领导意见|批示|签署意见/, reason: '审批意见，由人填写' },
];
