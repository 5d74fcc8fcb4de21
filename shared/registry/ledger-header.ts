import { comparable } from './text.ts';

/** Fields of a list that a ledger has. */
type LedgerField =
  | 'description'
  | 'number'
  | 'sourceNumber'
  | 'name'
  | 'school'
  | 'kind'
  | 'level'
  | 'foundOn'
  | 'dueOn'
  | 'closedOn'
  | 'status'
  | 'body'
  | 'person'
  | 'subject'
  | 'helpingBodies'
  | 'source';

/** What the columns of a ledger of hazards are called, as offices and this program's own files have them. */
const ledgerWords: readonly (readonly [field: LedgerField, word: RegExp])[] = [
  [
    'description',
    /^(风险)?(隐患|问题)(名称|情况|描述|内容|事项|具体情况|简述)?$|(存在|排查|发现|查出|排查出)的?(主要)?(风险)?(隐患|问题)(隐患)?(情况|内容)?$|治安乱点情况$|^(具体)?描述$|^DESCRIPTION$/,
  ],
  ['number', /^(风险)?(隐患|问题|工单|案件|台账)?(编号|编码)$|^(工单|案件|函件|台账)号$|^CODE$/],
  ['sourceNumber', /^(来源|工单|案件|函件)(编号|编码|号)$|^SOURCE_NUMBER$/],
  [
    'name',
    /^(风险)?(隐患|问题)?(所在)?(部位|地点|位置|场所|地址)(名称)?$|^具体(部位|地点|位置)$|^VENUE_NAME$/,
  ],
  ['school', /^(学校|校园|单位|学校\(单位\)|填报单位)(名称)?$|^SCHOOL(_NAME)?$/],
  ['kind', /^(风险)?(隐患|问题)?(种类|类别|类型|分类|方面)$|^KIND$/],
  ['level', /^(风险)?(隐患|问题)?(等级|级别)$|^LEVEL$/],
  ['foundOn', /^(排查|发现|检查|反映|登记|受理|自查|上报)(时间|日期)?$|^(日期|时间)$|^FOUND_ON$/],
  [
    'dueOn',
    /^(整改|完成|治理|办结|整改完成)(时限|期限)$|^(整改|计划完成|拟完成|限期整改)(时间|日期)$|^(时限|期限)$|^DUE_ON$/,
  ],
  ['closedOn', /^(销号|完成|办结|闭环|整改完成|实际完成)(时间|日期)$|^CLOSED_ON$/],
  [
    'status',
    /^(整改|化解|办理|完成)?(状态|进展|结果)$|^是否(已)?(整改|完成|销号)(到位)?$|^(整改|化解|整改落实|整改完成)情况$|^STATE$/,
  ],
  ['body', /^(整改|治理)?(责任|牵头|主管|承办)(单位|部门)$|^RESPONSIBLE_BODY$/],
  ['person', /^(整改)?责任人(姓名)?$|^RESPONSIBLE_PERSON$/],
  ['subject', /^责任主体$|^SUBJECT$/],
  ['helpingBodies', /^(配合|协助|协同|协办)(单位|部门)$|^HELPING_BODIES$/],
  ['source', /^(隐患|问题|线索|信息)?来源$|^SOURCE$/],
];

/** Columns that lists of places do not have: with what is wrong, one of them makes a ledger. */
const telling: readonly LedgerField[] = ['foundOn', 'dueOn', 'closedOn', 'level', 'status'];

/** For each field of a ledger its column; null for the header of another list. */
export function matchLedgerHeader(header: readonly string[]): Partial<Record<LedgerField, string>> | null {
  const found: Partial<Record<LedgerField, string>> = {};
  for (const column of header) {
    const key = comparable(column);
    const field = ledgerWords.find(([each, word]) => found[each] === undefined && word.test(key))?.[0];
    if (field) found[field] = column;
  }
  // Where no other column says which school it is, who answers for it is one.
  const { subject, ...others } = found;
  if (found.school === undefined && subject !== undefined)
    return isLedgerOf(found) ? { ...others, school: subject } : null;
  return isLedgerOf(found) ? found : null;
}

function isLedgerOf(found: Partial<Record<LedgerField, string>>): boolean {
  return found.description !== undefined && telling.some((field) => found[field] !== undefined);
}
