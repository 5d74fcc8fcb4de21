/** What a row of each table of the database is called. */
const tableNouns = {
  meta: '工作区设置',
  batches: '导入批次',
  importProblems: '导入问题',
  batchRows: '名单覆盖的行',
  listings: '名单行',
  mappings: '列对应',
  presets: '名单预设',
  wordings: '类别用语',
  adoptions: '名单取值的类别',
  packs: '规则包',
  schools: '学校',
  gates: '校门',
  venues: '场所',
  licences: '许可证',
  batchLicences: '名单覆盖的许可证',
  facilities: '设施',
  roads: '道路',
  regions: '辖区',
  addresses: '标准地址',
  surveys: '实测记录',
  findings: '研判结果',
  sweeps: '整治行动',
  teams: '小组',
  members: '组员',
  checkRounds: '自查表的发放',
  selfChecks: '交回的自查表',
  campaigns: '工作计划',
  campaignTasks: '计划任务',
  calendarDays: '节假日',
  officers: '执法人员',
  stops: '整治检查点',
  visits: '现场检查',
  hazards: '隐患',
  reinspections: '复查记录',
  hazardEvents: '隐患经过',
  exchangeSent: '发给其他系统的事件',
  exchangeEvents: '其他系统来的事件',
  supervisions: '挂牌督办',
  meetings: '联席会',
  handings: '交办事项',
  rechecks: '抽样复核',
  approvals: '审批',
  comments: '批注',
  attachments: '附件',
  packets: '外勤包',
  packetRows: '外勤包内容',
  packetCopies: '打开的外勤包',
  gateSurveys: '校门核对',
  gatePlans: '校门方案',
  duties: '护学岗',
  incidents: '事件',
  neighbours: '邻区地点',
  troubleSpots: '治安乱点',
  troubleSpotRecords: '列入治安乱点的记录',
  provisionSnapshots: '设施留存',
  venueChanges: '变更记录',
  merges: '并入的场所',
  aliases: '场所别名',
  geocodings: '地址解析结果',
  distinctVenues: '不同场所的确认',
  reports: '报表',
  papers: '出具的文书',
  prints: '出图记录',
  forms: '文书填写内容',
  sentForms: '提交过的表单',
  blanks: '空白表',
  scoreSchemes: '考核方案',
  scoreAdjustments: '人工评分',
  templates: '文书模板',
  saved: '保存项',
  edits: '手工修改',
  editRows: '手工修改的内容',
  audit: '审计记录',
  seals: '封签',
  unsealed: '待封签的块',
} satisfies Readonly<Record<string, string>>;

type NamedTable = keyof typeof tableNouns;

export function nounOf(table: NamedTable): string {
  return tableNouns[table];
}

/** What a row of a table is called, whatever its name: a table that the program does not know keeps its own name. */
export function nounOfAny(table: string): string {
  return isNamed(table) ? tableNouns[table] : table;
}

function isNamed(table: string): table is NamedTable {
  return Object.hasOwn(tableNouns, table);
}

/** Rows of some tables in words: 2 个隐患. */
export function tellRows(found: readonly { readonly table: NamedTable; readonly count: number }[]): string[] {
  return found.map(({ table, count }) => `${count} 个${tableNouns[table]}`);
}
