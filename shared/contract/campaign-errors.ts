import type { MessageTemplate } from './error-messages.ts';

/** What plans of tasks, check forms and watched folders can end with; a part of the catalogue. */
export const campaignErrors = {
  FOLDER_UNREADABLE: (d) => `文件夹 ${d.folder} 打不开，请检查路径和权限`,
  ROUND_UNKNOWN: () => '找不到这一轮自查，请刷新',
  FORMS_NOBODY: () => '没有可以发表的单位，请先导入学校，或导入社区一级的辖区',
  CAMPAIGN_UNKNOWN: () => '找不到这份工作计划，请刷新',
  CAMPAIGN_BEGUN: (d) => `“${d.title}”已经开始，请直接打开；要重来，请先删除它`,
  CAMPAIGN_NOTHING_ASKED: (d) => `《${d.document}》没有写明会议、排查、报送等任务，请在规则包里补充后再开始`,
  CAMPAIGN_NO_DATES: (d) => `“${d.title}”还没有写明期限的任务，没有可以导出的日历`,
  TASK_UNKNOWN: () => '找不到这项任务，请刷新',
  TASK_DATES: () => '任务的开始日期应不晚于期限，请改正',
} satisfies Record<string, MessageTemplate>;
