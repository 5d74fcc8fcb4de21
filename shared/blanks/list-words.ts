/** What the rows of a list are; `schools` to `kinds` have figures beside their own columns. */
export const listSubjects = [
  'schools',
  'towns',
  'stations',
  'bodies',
  'kinds',
  'hazards',
  'visits',
  'venues',
  'findings',
  'licences',
  'officers',
  'posts',
  'plan',
  'spots',
] as const;
export type ListSubject = (typeof listSubjects)[number];

/** Subjects whose rows are counted over: other columns of theirs are figures. */
export const countedSubjects: readonly ListSubject[] = ['schools', 'towns', 'stations', 'bodies', 'kinds'];

export const subjectTitles: Readonly<Record<ListSubject, string>> = {
  schools: '学校',
  towns: '镇街',
  stations: '派出所',
  bodies: '责任单位',
  kinds: '隐患种类',
  hazards: '隐患（期内发现）',
  visits: '检查（期内）',
  venues: '场所（落在学校规定范围内）',
  findings: '研判结果',
  licences: '到期不延续的许可证',
  officers: '执法人员',
  posts: '护学岗',
  plan: '整治计划（类别和牵头单位）',
  spots: '治安乱点',
};

export interface ListColumn {
  /** What the service knows the column by. */
  readonly column: string;
  readonly words: RegExp;
  /** It says what the row is: a list without any column of this kind is not about it. */
  readonly key?: true;
  /** It fits in part only, so that it is proposed. */
  readonly unsure?: true;
  /** The column that it goes with: without that one it may mean something else, and is proposed. */
  readonly beside?: string;
}

/** Every way in which offices write towns and sub-districts: 镇街, 乡镇（街道）, 镇（乡、街道）, 街道办事处、乡镇 … */
const townWord =
  '(?:镇街|街镇|镇办|乡镇街|(?:乡镇|镇|乡)[、/(]*(?:乡|镇)?[、/(]*街道(?:办事处|办)?\\)?|街道(?:办事处|办)?[、/(]*(?:乡镇|镇)\\)?|乡镇|街道(?:办事处|办)?|区域|属地)';
const ofPlace = '(?:所属|所在|属地)?(?:的)?';

const regionColumns: readonly ListColumn[] = [
  { column: '镇街', words: new RegExp(`^${ofPlace}(?:${townWord}|辖区|片区)(?:名称)?$`) },
  { column: '派出所', words: /^(?:属地|所属|辖区|管辖|责任)?派出所(?:名称)?$/ },
  { column: '社区', words: /^(?:所属|所在)?(?:社区|村居|村\(?社区\)?|村\(居\))(?:名称)?$/ },
];
const schoolName =
  /^(?:所属|涉及|所在|周边|相关|邻近|就近|最近)?(?:的)?(?:学校|校园|单位)(?:\(幼儿园\)|、幼儿园)?(?:全称|名称)?$|^校名$/;
const anySchool =
  /^(?:所属|涉及|所在|周边|相关|邻近|就近|最近|对应|属地)?(?:的)?(?:学校|校园)(?:\(幼儿园\)|、幼儿园)?(?:全称|名称)?$/;

/** Words for the columns of lists, by what their rows are. The column's own title always fits. */
export const listColumns: Readonly<Record<ListSubject, readonly ListColumn[]>> = {
  schools: [
    { column: '学校', words: schoolName, key: true },
    ...regionColumns,
    { column: '学段', words: /^(?:学段|办学层次|学校类别|学校类型|办学类型|类别|性质)$/ },
    { column: '地址', words: /^(?:学校)?(?:详细)?(?:地址|住址|校址)$/ },
    { column: '标识码', words: /^(?:学校)?(?:标识码|代码|机构代码|学校编号)$/ },
    { column: '校门', words: /^(?:校门|出入口)(?:数|数量|个数)?$/ },
    { column: '最近整治', words: /^(?:最近|上次|最后)(?:一次)?(?:整治|检查|排查)(?:日期|时间)?$/ },
    { column: '本期', words: /^(?:本期)?是否(?:已)?(?:排查|检查|整治过)$/ },
    { column: '治安乱点', words: /^(?:校园周边|周边|学校周边)?治安乱点(?:情况|名称)?$/ },
    {
      column: '乱点整改',
      words: /^(?:乱点)?是否(?:已|完成)?(?:整改|整治)(?:到位|完成)?$/,
      beside: '治安乱点',
    },
  ],
  towns: [
    { column: '镇街', words: new RegExp(`^${ofPlace}${townWord}(?:名称)?$`), key: true },
    {
      column: '镇街',
      words: /^(?:单位|填报单位|地区|辖区|片区|属地单位)(?:名称)?$/,
      key: true,
      unsure: true,
    },
  ],
  stations: [{ column: '派出所', words: /^(?:属地|所属|辖区)?派出所(?:名称)?$/, key: true }],
  bodies: [
    { column: '责任单位', words: /^(?:责任|成员|牵头|整改)(?:单位|部门)(?:名称)?$/, key: true },
    { column: '责任单位', words: /^(?:单位|部门)(?:名称)?$/, key: true, unsure: true },
  ],
  kinds: [{ column: '隐患种类', words: /^(?:隐患|问题)(?:类别|种类|类型)$|^类别$|^类型$/, key: true }],
  hazards: [
    {
      column: '隐患名称',
      words:
        /^(?:(?:安全|风险|主要|突出|存在|发现)?(?:的)?(?:隐患|问题|隐患问题|问题隐患|风险隐患)(?:名称|描述|内容|情况|具体内容|具体情况|概况|表现)?|存在的?(?:主要|突出)?(?:问题|隐患)|具体(?:问题|隐患))$/,
      key: true,
    },
    { column: '编号', words: /^(?:隐患|问题)?编号$/ },
    { column: '排查时间', words: /^(?:排查|发现|检查|登记|巡查|上报)(?:的)?(?:时间|日期)$/ },
    { column: '排查人', words: /^(?:排查|检查|发现)人(?:员)?$/ },
    {
      column: '隐患部位',
      words:
        /^(?:隐患|问题)?(?:所在|存在)?(?:的)?(?:部位|地点|位置|场所|单位|点位|具体位置|单位\(部位\))(?:名称)?$|^(?:场所|单位|商户)名称$|^地点$/,
    },
    { column: '隐患等级', words: /^(?:隐患|风险|问题)?(?:等级|级别)$/ },
    { column: '治理措施', words: /^(?:整改|治理|整治|防范|主要)?措施$/ },
    {
      column: '完成时限',
      words: /^(?:整改|完成|治理|整治|办结)?(?:完成)?(?:的)?(?:时限|期限|限期)(?:要求)?$/,
    },
    {
      column: '责任部门',
      words: /^(?:整改|牵头|主管|治理)?(?:责任)?(?:部门|单位)$|^(?:整改)?责任(?:单位|部门)$/,
    },
    { column: '责任人', words: /^(?:整改|治理)?责任人(?:姓名)?$/ },
    { column: '学校', words: anySchool },
    { column: '责任人', words: /^(?:整改|治理)?责任人.{1,6}$/, unsure: true },
    { column: '距离（米）', words: /^(?:与|距)?(?:学校|校门)?(?:的)?距离$/ },
    { column: '依据', words: /^(?:法律|政策|法规)?依据$/ },
    {
      column: '状态',
      words: /^(?:整改|办理|当前|目前|治理)?(?:完成|落实)?(?:状态|进展|进度|情况|进展情况|情况进展)$/,
    },
    { column: '是否整改', words: /^是否(?:已|完成)?(?:整改|销号|办结)(?:到位|完成)?$/ },
    { column: '化解情况', words: /^化解情况$/ },
    { column: '完成日期', words: /^(?:整改|实际|销号)?(?:完成|销号|办结|整改到位)(?:的)?(?:日期|时间)$/ },
    { column: '复查人', words: /^(?:复查|验收|核查)人(?:员)?$/ },
    { column: '复查日期', words: /^(?:复查|验收|核查)(?:日期|时间)$/ },
    { column: '佐证（份）', words: /^佐证(?:材料)?(?:份数|数)?$/ },
    { column: '来源', words: /^(?:隐患|问题|线索)?来源$/ },
    { column: '来源编号', words: /^(?:工单|来源)编号$/ },
    { column: '隐患种类', words: /^(?:隐患|问题|风险)?(?:类别|种类|类型)$/ },
    ...regionColumns,
  ],
  visits: [
    { column: '日期', words: /^(?:检查|执法|巡查)(?:日期|时间)$|^日期$/, key: true },
    { column: '时间', words: /^(?:检查)?(?:起止)?时间$/ },
    {
      column: '场所',
      words: /^(?:被检查|受检|检查)(?:单位|对象|场所|企业)(?:名称)?$|^(?:场所|单位|企业|商户|经营者)名称$/,
    },
    { column: '类别', words: /^(?:场所|单位|经营)?(?:类别|类型|业态)$/ },
    { column: '学校', words: anySchool },
    { column: '行动', words: /^(?:专项|整治)?行动(?:名称)?$/ },
    { column: '执法人员', words: /^(?:执法|检查)人(?:员)?(?:姓名)?$/ },
    { column: '结果', words: /^(?:检查)?(?:结果|结论)$/ },
    { column: '现场情况', words: /^(?:现场|检查)(?:检查)?情况$|^(?:发现|存在)(?:的)?问题$/ },
    { column: '措施', words: /^(?:处理|处置|采取)(?:的)?(?:措施|情况|结果|意见)$/ },
    { column: '文书', words: /^(?:出具|下达)?(?:的)?(?:执法)?文书$/ },
    { column: '隐患', words: /^(?:发现)?(?:隐患|问题)(?:数|数量|个数)?$/ },
    { column: '实测（米）', words: /^实测(?:距离)?$/ },
  ],
  venues: [
    {
      column: '名称',
      words:
        /^(?:场所|经营场所|单位|企业|商户|店铺|店面|门店|市场主体|经营者|网点)?(?:名称|字号|全称)$|^(?:场所|店名|商户)$/,
      key: true,
    },
    { column: '类别', words: /^(?:场所|经营|业态|行业)?(?:类别|类型|种类|业态|性质)$/ },
    { column: '判定', words: /^(?:研判|判定)(?:结果|结论)?$/ },
    {
      column: '最近距离',
      words:
        /^(?:与|距|距离)?(?:最近)?(?:学校|校门|校园)?(?:的)?(?:最近)?(?:直线)?距离$|^距离?(?:学校|校门|校园)(?:距离)?$/,
    },
    { column: '就近学校', words: anySchool },
    { column: '地址', words: /^(?:经营|场所|单位|详细|具体|营业)?(?:场所)?(?:地址|住所|地点|位置)$/ },
    { column: '登记状态', words: /^(?:登记|经营|存续)状态$/ },
    {
      column: '信用代码',
      words: /^(?:统一)?(?:社会)?信用代码(?:\/注册号|\(注册号\))?$|^营业执照(?:号|编号|号码)?$|^统一代码$/,
    },
    { column: '许可证号', words: /^许可证?(?:编)?号(?:码)?$|^(?:.{0,6})许可证(?:号|编号|号码)$/ },
    {
      column: '许可证有效期止',
      words: /^许可证?(?:的)?(?:有效期|到期)(?:限|至|止|日期|时间)?$|^有效期(?:限|至|止)?$/,
    },
    {
      column: '负责人',
      words: /^(?:法定代表人|负责人|经营者|法人|法人代表|业主)(?:\(负责人\)|姓名|\(经营者\)|\/负责人)?$/,
    },
    { column: '成立日期', words: /^(?:成立|开业|设立|注册)(?:日期|时间)$/ },
    { column: '经营范围', words: /^经营(?:范围|项目)$/ },
    { column: '未结隐患', words: /^(?:未结|在办|存在)?隐患(?:数|数量)?$/ },
    { column: '上次检查', words: /^(?:最近|上次|最后)(?:一次)?检查(?:日期|时间)?$/ },
    ...regionColumns,
  ],
  findings: [
    { column: '场所', words: /^(?:场所|单位|企业|商户|门店|网点)(?:名称)?$/, key: true },
    { column: '学校', words: anySchool },
    { column: '类别', words: /^(?:场所|经营)?(?:类别|类型|业态)$/ },
    { column: '判定', words: /^(?:研判|判定|是否在内|区内外)(?:结果|结论)?$/ },
    { column: '距离（米）', words: /^(?:与|距)?(?:学校|校门)?(?:的)?(?:测量)?距离$/ },
    { column: '误差±2σ（米）', words: /^(?:测量)?(?:误差|不确定度)$/ },
    { column: '限值（米）', words: /^(?:规定)?(?:限值|距离要求|限制距离)$/ },
    { column: '测法', words: /^(?:测量)?(?:方法|方式|测法)$/ },
    { column: '依据', words: /^(?:法律|政策|法规|认定)?依据$/ },
  ],
  licences: [
    { column: '许可证号', words: /^许可证?(?:编)?号(?:码)?$/, key: true },
    { column: '许可证', words: /^许可证?(?:名称|类型|种类)$/ },
    { column: '场所', words: /^(?:场所|单位|商户|持证(?:单位|户))(?:名称)?$/ },
    { column: '有效期至', words: /^(?:有效期|到期)(?:限|至|止|日期|时间)?$/ },
    { column: '学校', words: anySchool },
  ],
  officers: [
    { column: '姓名', words: /^(?:执法人员|检查人员|人员)?(?:姓名|名单)$/ },
    { column: '证号', words: /^(?:行政)?执法证(?:件)?(?:编?号|号码)?$|^证件?(?:编?号|号码)$/, key: true },
    { column: '单位', words: /^(?:所属|所在|工作)?(?:单位|部门|机构)$/ },
  ],
  posts: [
    {
      column: '岗位',
      words: /^(?:护学)?(?:岗位|值守点|点位|执勤岗位|值班岗位)(?:名称)?$|^职务$|^职责$/,
      key: true,
    },
    { column: '单位', words: /^(?:所属|派出|责任|执勤)?(?:单位|部门)(?:名称)?$/ },
    { column: '时段', words: /^(?:执勤|值守|值班)?时段$/ },
    { column: '时间', words: /^(?:执勤|值守|值班|上岗)?(?:起止)?时间$/ },
    { column: '姓名', words: /^(?:值班|值守|执勤|护学)?(?:人员)?(?:姓名|人员)$/ },
    { column: '替补', words: /^(?:替补|备勤|替班)(?:人员)?$/ },
    ...['一', '二', '三', '四', '五', '六', '日'].map((day, i) => ({
      column: `周${i + 1}`,
      words: new RegExp(`^(?:星期|周|礼拜)${day === '日' ? '[日天]' : day}$`),
    })),
  ],
  plan: [
    { column: '对象', words: /^(?:抽查|检查)(?:对象|主体)(?:类别|类型|范围)?$/, key: true },
    { column: '领域', words: /^(?:抽查|检查|监管)?领域$/, unsure: true },
    { column: '事项', words: /^(?:抽查|检查)?(?:事项|内容|类别|事项名称)(?:\(事项\))?$/ },
    { column: '牵头', words: /^(?:牵头|发起|实施|责任)(?:单位|部门)$/ },
    { column: '配合', words: /^(?:配合|参与|联合|协同)(?:单位|部门)$/ },
    { column: '依据', words: /^(?:检查|抽查|法律|法规)?依据$/ },
    { column: '比例', words: /^(?:抽查)?比例(?:和|、|及|\/)?(?:频次|频率)?$/ },
    { column: '时间', words: /^(?:抽查|检查|实施|计划|完成)?(?:时间|月份|时限)$/ },
    { column: '方式', words: /^(?:抽查|检查)方式$/ },
  ],
  spots: [
    { column: '名称', words: /^(?:治安)?(?:重点地区|乱点|重点部位)(?:名称)?$/, key: true },
    { column: '问题', words: /^(?:主要|突出|存在)?(?:的)?(?:治安)?(?:突出|主要)?问题$/ },
    { column: '区域类型', words: /^(?:涉及)?区域类型$/ },
    { column: '范围', words: /^(?:涉及)?(?:区域)?范围(?:描述)?$/ },
    { column: '牵头', words: /^(?:整治)?(?:牵头|主责|责任)(?:整治)?(?:单位|部门)$/ },
    { column: '参与', words: /^(?:整治)?(?:参与|配合|协同|参加)(?:整治)?(?:单位|部门)$/ },
    { column: '时限', words: /^(?:整治|整改)?(?:时限|期限)$/ },
    { column: '刑事', words: /^(?:破获|查破|侦破)?刑事案件(?:数|数量)?$/ },
    { column: '治安', words: /^(?:查处|查破)?治安案件(?:数|数量)?$/ },
    { column: '状态', words: /^整治(?:情况|进展|状态)$/ },
    { column: '评估', words: /^(?:整治)?(?:效果)?评估(?:结果)?$|^整治效果$/ },
  ],
};
