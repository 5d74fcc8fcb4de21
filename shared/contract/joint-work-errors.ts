import type { MessageTemplate } from './error-messages.ts';

/** What joint work can end with: what is handed about, plans of tasks, check forms, 治安乱点, blank forms; a part of the catalogue. */
export const jointWorkErrors = {
  FOLDER_UNREADABLE: (d) => `文件夹 ${d.folder} 打不开，请检查路径和权限`,
  ROUND_UNKNOWN: () => '找不到这一轮自查，请刷新',
  FORMS_NOBODY: () => '没有可以发自查表的单位，请先导入学校，或导入社区一级的辖区',
  CAMPAIGN_UNKNOWN: () => '找不到这份工作计划，请刷新',
  CAMPAIGN_BEGUN: (d) => `“${d.title}”已经开始，请直接打开；要重来，请先删除它`,
  CAMPAIGN_NOTHING_ASKED: (d) => `《${d.document}》没有写明会议、排查、报送等任务，请在规则包里补充后再开始`,
  CAMPAIGN_NO_DATES: (d) => `“${d.title}”还没有写明期限的任务，没有可以导出的日历`,
  TASK_UNKNOWN: () => '找不到这项任务，请刷新',
  TASK_DATES: () => '任务的开始日期应不晚于期限，请改正',
  BLANK_FORMAT: (d) => `文件 ${d.file} 不是 .xlsx 或 .docx，请在 Excel 或 Word 里另存为新格式后再填`,
  BLANK_EMPTY: (d) => `文件 ${d.file} 里没有看出要填的格子，请检查是不是空白表`,
  BLANK_SUBJECT: (d) => `不能按这条记录填表：${d.reason}`,
  BLANK_UNKNOWN: (d) => `找不到保存的空白表 ${d.id}，请刷新`,
  SCHEME_UNKNOWN: () => '找不到这份考核方案，可能已被删除，请刷新后另选一份',
  SCHEME_CHANGED: (d) => `打开以后 ${d.by} 又改过这份方案，没有保存。请关闭后重新打开再改`,
  SCHEME_READONLY: (d) => `“${d.title}”是随软件或规则包带来的，不能删除；要改，请另存为本单位的方案`,
  SCHEME_FILE: (d) => `文件 ${d.file} 不是考核方案，没有导入：${d.reason}。请用“导出方案”得到的 .json 文件`,
  SCORES_DATES: () => '考核时段的开始应不晚于结束，请改正',
  SCORE_SUBJECT: (d) => `“${d.name}”不在这份方案的考核对象里，请刷新`,
  SCORE_INDICATOR: () => '方案里没有这项指标，可能已被修改，请刷新',
  SCORE_POINTS: (d) => `“${d.content}”的满分是 ${d.most} 分，请改成不超过它的分数`,
  SCORE_CHANGED: (d) =>
    d.by === ''
      ? `“${d.content}”的人工评分刚才已被撤销，没有保存。请看过现在的分数，关闭后重新打开再改`
      : `“${d.content}”刚才已由${d.by}评分，没有保存。请看过现在的分数，关闭后重新打开再改`,
  TROUBLE_SPOT_UNKNOWN: (d) => `找不到治安乱点 ${d.id}，可能已被删除，请刷新`,
  TROUBLE_SPOT_STEP: (d) =>
    `“${d.name}”现在是“${d.state}”，不能${d.step}${d.again ? '；已摘牌或已整治的地方再出问题，请新登记一处' : ''}`,
  TROUBLE_SPOT_DAY: (d) => `日期 ${d.on} 应在 ${d.from} 至 ${d.to} 之间，请改正`,
  TROUBLE_SPOT_EVALUATION: (d) => `${d.step}要写明效果评估`,
  HAZARD_KIND_UNKNOWN: (d) => `本区规则包没有“${d.kind}”这个隐患种类，请从这些里选：${d.known}`,
  HANDING_UNKNOWN: (d) => `找不到交办事项 ${d.id}，请刷新`,
  HANDING_REFUSED: (d) => `没有办理：${d.reason}`,
  HANDING_NOT_YOURS: (d) => `这件事由${d.body}办理；需要代为登记的，请找政法委协调员`,
  MEETING_UNKNOWN: (d) => `找不到联席会 ${d.id}，请刷新`,
  MEETING_CHANGED: (d) => `打开以后 ${d.by} 又改过这次会议，没有保存。请关闭后重新打开再改`,
  MEETING_BEGUN: (d) => `议定事项“${d.matter}”已有单位签收、回复或催办过，不能再改动或删去。请另加一项`,
} satisfies Record<string, MessageTemplate>;
