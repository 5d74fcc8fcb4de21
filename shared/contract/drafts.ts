import { z } from 'zod';
import { keysOf } from '../lists/record.ts';
import { nothing } from './common.ts';
import { formIdSchema, query, request } from './procedure.ts';

/** Forms that can be left half-written, by what they record. */
export const draftTitles = {
  visit: '检查记录',
  visitCorrection: '检查补正',
  reinspection: '复查',
  hazardStep: '隐患办理',
  handing: '交办转办',
  meeting: '联席会',
  lead: '线索登记',
  recheck: '抽查复核',
  approval: '审批意见',
  comment: '批注',
  incident: '校门情况',
  troubleSpot: '治安乱点办理',
  gapHazard: '缺项隐患',
  gateSurvey: '校门核对',
  duty: '护学岗',
  gatePlan: '一校一策',
  survey: '实测',
  withdrawal: '实测作废',
  place: '地图编辑',
  correction: '场所更正',
  licence: '许可证',
  bulkEdit: '批量修改',
  sweep: '联合整治行动',
  checkRound: '自查表',
  campaign: '工作计划',
  campaignTask: '计划任务',
  scoreScheme: '考核方案',
  score: '人工评分',
  stops: '加入整治',
  team: '整治小组',
  planDay: '检查日期调整',
  stopReason: '检查点说明',
  schoolCalendar: '学校假期',
  workingHours: '工作时间',
  holidays: '节假日',
  officer: '执法人员',
  settlement: '分歧处理',
  rule: '规则',
  pack: '规则包设置',
  ownPack: '本区规则包',
  preset: '名单预设',
  bookmark: '书签',
  view: '表格视图',
  snapshot: '设施现状留存',
  sheetTemplate: '图幅模板',
  print: '出图登记',
  targets: '选取检查对象',
  document: '文书',
  letters: '批量文书',
  paper: '文号登记',
  template: '文书模板',
  blank: '空白表',
  query: '查询',
  account: '新建账号',
  accountChange: '更改账号',
  grant: '授予角色',
} as const;
export type DraftKind = keyof typeof draftTitles;
const draftKindSchema = z.enum(keysOf(draftTitles));

/** Which forms: their kind, and what they are about, by an id or a name. */
const subject = { kind: draftKindSchema, thing: z.string().max(100) };
/** Which of them: the one on this page of a browser. Two pages may have a form about the same thing open at once. */
const draftKey = { ...subject, page: z.uuid() };

/** Characters: a form of five thousand words fits many times. */
const LONGEST_DRAFT = 200_000;

/** What stands in the form's fields, as JSON. */
const values = z.string().max(LONGEST_DRAFT, { error: '内容太长，无法保存草稿，请先提交或精简' });

const draftSchema = z.object({
  ...draftKey,
  /** What the form is about, in words. */
  title: z.string().max(200),
  /** The address of the screen on which the form is opened. */
  address: z.string().max(1000),
  /** The identity of the form: sent from its draft, it is still the same record. */
  formId: formIdSchema,
  values,
});
export type Draft = z.infer<typeof draftSchema>;

/** Forms that are half-written, each person's own: kept until they are sent or thrown away on purpose. */
export const draftsProcedures = {
  /** The latest first. */
  'drafts.list': query(
    nothing,
    z.array(draftSchema.omit({ values: true, formId: true }).extend({ keptAt: z.string() })),
    { reads: ['drafts'] },
  ),
  /** Of any page, the latest first. */
  'drafts.find': request(z.object(subject), z.array(draftSchema.extend({ keptAt: z.string() }))),
  /** Errors: DISK_WRITE. */
  'drafts.keep': request(draftSchema, nothing, { changes: ['drafts'] }),
  'drafts.discard': request(z.object(draftKey), nothing, { changes: ['drafts'] }),
};
