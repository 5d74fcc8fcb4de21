/** What a form with labels beside its cells can be about: one record of the workspace. */
export const aboutKinds = ['visit', 'hazard', 'school', 'venue', 'gate', 'sweep'] as const;
export type AboutKind = (typeof aboutKinds)[number];

export const aboutTitles: Readonly<Record<AboutKind, string>> = {
  visit: '一次现场检查',
  hazard: '一项隐患',
  school: '一所学校',
  venue: '一家场所',
  gate: '一个校门',
  sweep: '一次整治行动',
};

interface FieldWords {
  /** What documents call the field: their values are filled in. */
  readonly field: string;
  readonly words: RegExp;
}

const credit: FieldWords = {
  field: '统一社会信用代码',
  words: /^(?:统一)?(?:社会)?信用代码|^营业执照(?:\(?注册号\)?|号码?|编号)?$|^(?:证照|注册)号(?:码)?$/,
};
const address: FieldWords = {
  field: '地址',
  words:
    /^(?:单位|场所|企业|经营|营业|检查|现场|详细|所在)?(?:场所)?(?:地址|住所|住址|地点|所在地)(?:\(住址\)|\(住所\))?$|^住所\(?(?:住址)?\)?$/,
};
const person: FieldWords = {
  field: '负责人',
  words: /^(?:法定代表人|负责人|经营者|法人代表)(?:\((?:负责人|经营者|主要负责人)\)|\/负责人|姓名)?$/,
};
const party: FieldWords = {
  field: '当事人',
  words:
    /^当事人(?:名称|姓名|\(名称\)|名称\(姓名\)|\(单位\))?$|^(?:被检查|受检|检查)(?:单位|人|对象|场所)(?:名称|\(人\))?$|^(?:单位|场所|企业|经营者)名称(?:\(姓名\))?$|^字号名称$/,
};
const school: FieldWords = {
  field: '学校',
  words: /^(?:涉及|所属|周边|邻近|就近)?学校(?:名称|全称)?$|^校名$/,
};

/** Words for the fields of records, by what a form is about. */
const fieldWords: Readonly<Record<AboutKind, readonly FieldWords[]>> = {
  visit: [
    party,
    credit,
    person,
    address,
    school,
    { field: '检查时间', words: /^(?:现场)?(?:检查|勘验|执法|检查\(勘验\))(?:的)?(?:起止)?时间$|^时间$/ },
    { field: '检查地点', words: /^(?:现场)?(?:检查|勘验|执法|检查\(勘验\))(?:的)?地点$|^地点$/ },
    { field: '执法单位', words: /^(?:检查|执法|办案|实施)(?:机关|单位|部门)(?:名称)?$/ },
    { field: '执法人员姓名', words: /^(?:检查|执法|勘验|检查\(勘验\))(?:人员|人)(?:\d|[一二])?(?:姓名)?$/ },
    { field: '执法证号', words: /^(?:行政)?执法证(?:件)?(?:号|编号|号码)?$|^证件(?:号|编号)(?:码)?$/ },
    { field: '行动名称', words: /^(?:专项)?行动(?:名称)?$|^检查任务$/ },
    { field: '检查结果', words: /^检查(?:结果|结论)$/ },
    {
      field: '现场情况',
      words: /^(?:现场)?(?:检查|勘验|检查\(勘验\))?(?:的)?(?:情况|内容及情况|基本情况|内容)(?:记录)?$/,
    },
    { field: '距离测量', words: /^(?:现场)?(?:距离)?测量(?:情况|记录|结果|数据)?$|^(?:与|距)?学校距离$/ },
    { field: '测量起点', words: /^(?:测量)?起点$/ },
    { field: '测量终点', words: /^(?:测量)?(?:止点|终点)$/ },
    { field: '测量仪器', words: /^(?:测量)?(?:仪器|工具)$/ },
    { field: '测量米数', words: /^(?:测量|直线)?距离$/ },
    { field: '采取措施', words: /^(?:采取|处理|处置)(?:的)?(?:措施|意见|情况)$/ },
    { field: '出具文书', words: /^(?:出具|下达)(?:的)?文书$/ },
    {
      field: '照片编号',
      words:
        /^编号$|^(?:现场)?照片(?:编号|及录像|\(录像\))?(?:情况)?$|^(?:拍照|摄像)(?:、(?:录像|摄像))?(?:情况)?$|^影像资料$/,
    },
    { field: '当事人意见', words: /^当事人(?:的)?(?:意见|陈述|陈述申辩|陈述意见|确认意见)$/ },
    { field: '发现隐患', words: /^(?:发现|存在)(?:的)?(?:主要)?(?:隐患|问题)$/ },
  ],
  hazard: [
    { field: '隐患编号', words: /^(?:隐患|问题)?编号$/ },
    {
      field: '当事人',
      words: /^(?:隐患|问题)(?:所在)?(?:单位|地点|部位|位置|场所)(?:名称)?$|^(?:被检查|受检)?单位(?:名称)?$/,
    },
    credit,
    person,
    address,
    school,
    { field: '隐患种类', words: /^(?:隐患|问题)(?:种类|类别|类型)$/ },
    { field: '隐患等级', words: /^(?:隐患|风险)?(?:等级|级别)$/ },
    {
      field: '隐患情况',
      words: /^(?:隐患|问题|存在的?(?:隐患|问题))(?:情况|描述|内容|概况|详情|基本情况)?$/,
    },
    { field: '发现日期', words: /^(?:发现|排查|检查|登记)(?:时间|日期)$/ },
    { field: '整改期限', words: /^(?:整改|完成|治理)(?:期限|时限)$/ },
    { field: '责任单位', words: /^(?:整改)?责任(?:单位|部门)$|^整改单位$/ },
    { field: '责任人', words: /^(?:整改)?责任人$/ },
    { field: '依据', words: /^(?:法律|政策)?依据$/ },
    { field: '落实措施', words: /^(?:整改|治理|落实)(?:措施|情况)$/ },
    { field: '销号日期', words: /^(?:销号|完成|整改完成)(?:时间|日期)$/ },
    { field: '复查人员', words: /^复查(?:人员|人)$/ },
    { field: '执法人员', words: /^(?:检查|排查|执法)(?:人员|人)$/ },
    { field: '督办编号', words: /^(?:挂牌)?督办编号$/ },
    { field: '督办单位', words: /^(?:挂牌)?督办单位$/ },
  ],
  school: [
    school,
    { field: '学校', words: /^(?:单位|学校|园所)(?:名称|全称)$/ },
    { field: '学段', words: /^(?:学段|办学层次|学校(?:类别|类型)|办学类型|类别)$/ },
    { field: '学校地址', words: /^(?:学校|单位|详细)?(?:地址|住址|校址)$/ },
    { field: '标识码', words: /^(?:学校)?(?:标识码|机构代码|代码)$/ },
    { field: '镇街', words: /^(?:所属|所在|属地)?(?:镇街|乡镇|街道|镇\(?街道\)?|街镇)$/ },
    { field: '派出所', words: /^(?:属地|辖区|所属|管辖)?派出所$/ },
    { field: '隐患总数', words: /^(?:发现|排查)?隐患(?:总)?数(?:量)?$/ },
    { field: '整改数', words: /^(?:已)?整改(?:隐患)?数(?:量)?$/ },
    { field: '未整改数', words: /^未整改(?:隐患)?数(?:量)?$/ },
  ],
  venue: [
    party,
    { field: '当事人', words: /^(?:名称|商户|店铺|场所|店名)(?:名称)?$/ },
    credit,
    person,
    address,
    { field: '类别', words: /^(?:场所|经营|行业)?(?:类别|类型|业态|种类)$/ },
    school,
    { field: '距离', words: /^(?:与|距)?(?:学校|校门)?(?:的)?(?:最近)?距离$/ },
    { field: '判定', words: /^(?:研判|判定)(?:结果|结论)?$/ },
    { field: '限值', words: /^(?:规定)?限值$/ },
    { field: '依据', words: /^(?:法律|政策)?依据$/ },
  ],
  gate: [
    school,
    { field: '校门', words: /^(?:校门|出入口|门岗)(?:名称)?$/ },
    { field: '上学时段', words: /^上学(?:时段|时间|高峰)?$|^早高峰$/ },
    { field: '放学时段', words: /^放学(?:时段|时间|高峰)?$|^晚高峰$/ },
  ],
  sweep: [
    { field: '行动名称', words: /^(?:行动|计划|任务)(?:名称)?$/ },
    { field: '参与单位', words: /^(?:参与|联合|成员)(?:单位|部门)$/ },
    { field: '牵头单位', words: /^牵头(?:单位|部门)$/ },
  ],
};

/** What a form is about: the kind of record that most of its labels are fields of; null where fewer than two are. */
export function aboutOf(labels: readonly string[], words: string): AboutKind | null {
  const count = (kind: AboutKind) =>
    new Set(labels.flatMap((label) => fieldOf(kind, label) ?? [])).size + (hints[kind].test(words) ? 1.5 : 0);
  const scored = aboutKinds.map((kind) => ({ kind, score: count(kind) }));
  const best = scored.reduce((most, each) => (each.score > most.score ? each : most));
  return best.score >= 2 ? best.kind : null;
}

const hints: Readonly<Record<AboutKind, RegExp>> = {
  visit: /笔录|现场检查|执法检查记录|检查记录/,
  hazard: /隐患(?:整改|登记|交办|告知|治理)?(?:单|卡|表|通知)|销号|整改(?:通知|反馈)/,
  school: /学校(?:基本)?(?:情况|信息)|一校一/,
  venue: /场所(?:基本)?(?:情况|信息|登记)|商户/,
  gate: /护学岗|值班表|值守/,
  sweep: /行动方案|抽查计划/,
};

/** The field of a record that a label asks for; undefined where it is none. */
export function fieldOf(kind: AboutKind, label: string): string | undefined {
  return fieldWords[kind].find(({ field, words }) => field === label || words.test(label))?.field;
}
