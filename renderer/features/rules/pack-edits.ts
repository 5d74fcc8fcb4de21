import type { Rule, RulePack } from '#shared/rules/rule.ts';

/** A pack with one rule saved: one that it includes from another pack becomes its own. */
export function withRule(pack: RulePack, rule: Rule): RulePack {
  const own = pack.rules.some(({ id }) => id === rule.id);
  return {
    ...pack,
    includes: withoutInclusion(pack, rule.id),
    rules: own ? pack.rules.map((known) => (known.id === rule.id ? rule : known)) : [...pack.rules, rule],
  };
}

/** A pack without one of its rules, own or included. */
export function withoutRule(pack: RulePack, ruleId: string): RulePack {
  return {
    ...pack,
    includes: withoutInclusion(pack, ruleId),
    rules: pack.rules.filter(({ id }) => id !== ruleId),
  };
}

function withoutInclusion(pack: RulePack, ruleId: string): RulePack['includes'] {
  return pack.includes
    .map(({ pack: id, rules }) => ({ pack: id, rules: rules.filter((other) => other !== ruleId) }))
    .filter(({ rules }) => rules.length > 0);
}

/** An id for a rule that is added here, not yet taken. */
export function freeRuleId(rules: readonly Rule[]): string {
  const taken = new Set(rules.map(({ id }) => id));
  let n = 1;
  while (taken.has(`OWN-${n}`)) n++;
  return `OWN-${n}`;
}

/** Names of fields as people read them. */
const fieldNames: Record<string, string> = {
  title: '名称',
  region: '地区',
  document: '文件',
  coordinator: '牵头单位',
  categories: '类别',
  stages: '学段',
  distance: '距离（米）',
  origin: '起点',
  method: '测法',
  effect: '效果',
  existing: '存量处理',
  effectiveFrom: '施行日期',
  effectiveTo: '废止日期',
  issuedBy: '文件日期（施行日期未载明时）',
  bound: '正好等于距离时',
  listed: '按工作范围列出',
  dedicated: '只及专营',
  subject: '名单以外的事项',
  cadence: '整治频次',
  obligations: '会议、排查、报送',
  sweepCounts: '怎样算已整治',
  escort: '护卫队',
  forms: '文件的表样',
  assumption: '说明',
  visitCap: '年度检查上限',
  'shorterCaps.day': '每日检查上限',
  'shorterCaps.week': '每周检查上限',
  'shorterCaps.month': '每月检查上限',
  focusTopics: '重点内容',
  fiveItems: '五落实',
  hazardKinds: '隐患种类',
  kindWords: '种类用语',
  deadlines: '整改期限（天）',
  temporaryMeasures: '临时强化防范措施',
  'temporaryMeasures.article': '临时强化防范措施的条款',
  'temporaryMeasures.excerpt': '临时强化防范措施的原文',
  agencies: '成员单位',
  'basis.document': '依据文件',
  'basis.titled': '有全称',
  'basis.number': '文号',
  'basis.edition': '版本和日期',
  'basis.draft': '征求意见稿',
  'basis.readOn': '查阅日期',
  'basis.article': '条款',
  'basis.excerpt': '要点',
  'basis.url': '网址',
  'basis.verified': '已核实',
  'safetyZone.distance': '安全区域距离',
  'safetyZone.origin': '安全区域起点',
  'safetyZone.basis': '安全区域依据',
  'gateZone.distance': '校门区域距离',
  'gateZone.shape': '校门区域形状',
};

export function fieldName(path: string): string {
  return fieldNames[path] ?? path;
}
