import { basemapErrors } from './basemap-errors.ts';
import type { Failure } from './envelope.ts';
import type { ErrorDetails, MessageTemplate } from './error-messages.ts';
import { jointWorkErrors } from './joint-work-errors.ts';
import { movingErrors } from './moving-errors.ts';
import { queueErrors } from './queue-errors.ts';

/** Where in a list something is wrong: its file, with the sheet or layer in brackets, and the line where it is known. */
function placeIn({ file, row }: ErrorDetails): string {
  return row === undefined ? `文件 ${file}` : `文件 ${file} 第 ${row} 行`;
}

/** What is wrong with a file, where its reader knows. */
function faultIn({ fault }: ErrorDetails): string {
  return fault === undefined ? '' : `（${fault}）`;
}

/** How long somebody has to wait, in words. */
function waitText(seconds: number): string {
  return seconds < 60 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`;
}

/** Every error the service can answer with: what happened, where, and what to do, in plain Chinese. */
export const errorCatalogue = {
  INPUT_INVALID: (d) => `提交的内容不符合要求：${d.field ?? ''} ${d.reason ?? ''}。请检查后重试`,
  QUERY_INVALID: (d) => `查询条件不完整：${d.reason}`,
  CELL_REFUSED: (d) => `“${d.column}”不能改成“${d.value}”：${d.reason}`,
  ROW_UNKNOWN: (d) => `“${d.table}”中没有编号 ${d.id} 的行，可能已被删除，请刷新`,
  EDIT_OVERTAKEN: (d) =>
    d.by === undefined
      ? `“${d.title}”不能撤销或重做：其中“${d.name}”后来又被名单或其他操作改动，请先撤销那些操作，或直接修改`
      : `“${d.title}”不能撤销或重做：其中“${d.name}”后来又有${d.by}，撤销会把它一起改掉。请先商量，或直接修改`,
  EDIT_OF_OTHER: (d) => `“${d.title}”是${d.actor}在别处做的，只能由本人撤销。需要改回去的，请直接修改`,
  EDIT_DEPENDED: (d) => `“${d.title}”不能撤销：其后已有${d.reasons}，这些记录不会被删除`,
  NOTHING_TO_UNDO: () => '没有可以撤销的操作',
  NOTHING_TO_REDO: () => '没有可以重做的操作',
  PLACE_DEPENDED: (d) => `“${d.name}”不能删除：已有${d.reasons}。可改登记状态为注销，记录会保留`,
  SAVED_UNKNOWN: () => '该保存项已不存在，请刷新列表',
  PROCEDURE_UNKNOWN: (d) => `没有名为“${d.name}”的操作，请升级到同一版本的界面和服务`,
  OUTPUT_INVALID: (d) => `操作“${d.name}”的结果不完整，数据没有改变，请导出日志后联系维护人员`,
  INTERNAL: (d) => `操作“${d.name}”没有完成，数据没有改变。请重试；若再次出现请联系维护人员`,
  CANCELLED: () => '已取消，数据没有改变',
  NOT_AVAILABLE: (d) => `本版本尚不提供${d.what}`,
  CONNECTION_LOST: (d) =>
    d.upgrading === undefined
      ? '与学安图服务的连接断了，填写的内容还在。请看服务是否还开着，稍候再点一次：已经保存的不会重复'
      : `学安图正在升级（${d.upgrading} 开始），填写的内容还在。请过几分钟再点一次：已经保存的不会重复`,
  DOOR_CLOSED: () =>
    '这个页面不能再用了（学安图重新启动过，或一天没有用）。请在启动学安图的窗口按回车，用新显示的地址打开',
  COPY_PLACE_GONE: (d) => `第二份没有更新：找不到“${d.path}”。请插好 U 盘、连上共享，或另选一个文件夹`,
  COPY_FULL: (d) => `第二份没有更新：“${d.path}”写不进去，可能满了或只读。请腾出空间，或另选一个文件夹`,
  COPY_INSIDE: (d) => `第二份不能放在工作区自己的文件夹里：${d.path}。请选另一个磁盘、U 盘或共享上的文件夹`,
  COPY_UNKNOWN: (d) => `“${d.path}”里没有第二份。请选名字以“学安图第二份”开头的文件夹`,
  COPY_ONTO: (d) => `不能恢复到第二份自己的文件夹里：${d.path}。请另选一个文件夹`,
  COPY_LATER: (d) => `第二份从 ${d.from} 才开始，请选这以后的时间`,
  COPY_DAMAGED: (d) => `第二份“${d.path}”读不完整：${d.reason}。请选早一点的时间，或用备份恢复`,
  WORKSPACE_NOT_OPEN: () => '还没有打开工作区，请先打开或新建一个工作区',
  WORKSPACE_MISSING: (d) => `${d.path} 不是工作区文件夹，请检查路径，或用 init 新建`,
  WORKSPACE_EXISTS: (d) => `${d.path} 已经有内容，请换一个空文件夹`,
  WORKSPACE_IN_USE: (d) => `工作区正被另一个程序使用：${d.path}。请关闭那个程序后再打开`,
  WORKSPACE_NEWER: (d) =>
    `工作区由更新的版本建立（结构 ${d.found}，本版本支持到 ${d.known}），请升级学安图后再打开`,
  WORKSPACE_SHARED: (d) =>
    `工作区在网络共享上：${d.path}。那里没有可靠的文件锁，数据会损坏；请把整个文件夹复制到本机磁盘再打开`,
  WORKSPACE_LINKED: (d) =>
    `没有打开 ${d.path}：其中的“${d.name}”是指向别处的链接，数据会被写到别处。请换成真正的文件夹或文件再打开`,
  WORKSPACE_LOCKED: (d) =>
    `工作区“${d.name}”有密码，请输入密码后再用（命令行用环境变量 XUEANTU_WORKSPACE_PASSWORD）`,
  WORKSPACE_PASSWORD: (d) => `密码不对，请核对后再试${d.wait === 0 ? '' : `（${d.wait} 秒后可再试）`}`,
  WORKSPACE_DAMAGED: () => '数据库有损坏，已改为只读，只显示能读出的内容。请恢复最近的备份',
  WORKSPACE_READONLY: () => '数据库有损坏，现在只能查看和导出，不能修改。请恢复最近的备份',
  STORED_VALUE_DAMAGED: (d) =>
    `数据库里“${d.column}”有一处内容已损坏，读不出来，其他内容不受影响。请恢复最近的备份，或联系维护人员`,
  WORKSPACE_UNREADABLE: (d) => `工作区数据库无法读取：${d.path}。请不要删除该文件，从备份恢复或联系维护人员`,
  WORKSPACE_SILENT: (d) =>
    `数据库 ${d.path} 读不到头，没有使用：它有损坏，或者被人做过手脚。请从备份恢复，并核对它是从哪里来的`,
  TRAIL_SM3: () =>
    '这里的操作记录按国密 SM3 相连，桌面程序带的密码库没有 SM3，什么也没有改动。请用服务端或命令行打开这个工作区',
  WORKSPACE_ALTERED: (d) =>
    `工作区的数据库结构在程序之外被改动（${d.what}），没有使用：${d.path}。请核对是谁改动的，并从改动之前的备份恢复`,
  PACK_UNKNOWN: (d) => `没有规则包“${d.id}”，可用的规则包请看 packs`,
  PACK_INVALID: (d) => `规则包文件 ${d.file} 不合规范：${d.reason}`,
  FILE_UNREADABLE: (d) => `文件 ${d.file} 无法读取，请检查路径和权限`,
  FILE_KIND_UNKNOWN: (d) =>
    `文件 ${d.file} 不是可导入的格式，请用 csv、txt、xlsx、xls、xlsb、ods、et、dbf、json、geojson、kml、kmz、gpx、gpkg、shp 或 zip 压缩包`,
  FILE_ENCRYPTED: (d) => `文件 ${d.file} 有密码保护，请去掉密码另存后再导入`,
  FILE_DAMAGED: (d) => `${placeIn(d)} 已损坏或内容与扩展名不符${faultIn(d)}，请重新导出后再导入`,
  ARCHIVE_PART_MISSING: (d) =>
    `压缩包 ${d.file} 的图层“${d.layer}”缺 ${d.part}（名称等属性在其中），请把同名的 .shp、.shx、.dbf、.prj 一起压缩后再导入`,
  ARCHIVE_NOTHING: (d) => `压缩包 ${d.file} 里没有可导入的文件（${d.names}），请检查后重新压缩`,
  FILE_LINE_DAMAGED: (d) => `${placeIn(d)}不是完整的 JSON，请改正这一行或重新导出后再导入`,
  FILE_FORM_UNKNOWN: (d) =>
    `文件 ${d.file} 是 JSON，但不是可导入的形式（${d.form}），请用原软件或 QGIS 另存为 GeoJSON，或导出为记录数组、csv 后再导入`,
  FILE_TOO_LARGE: (d) => `文件 ${d.file} 过大（或解压后过大），请拆成几个文件再导入`,
  EXPORT_TOO_LARGE: () => '要导出的行太多，内存不够。请先筛选，分几次导出',
  FILE_TOO_SLOW: (d) =>
    `文件 ${d.file} 读了 ${d.seconds} 秒还没有读完，已经停下，数据没有改变。文件可能已损坏或过大：请重新导出，或拆成几个文件、另存为 csv 再导入`,
  LAYER_NOT_STORED: (d) =>
    `文件 ${d.file} 的“${d.layer}”不是普通数据表（是视图或带计算列），为安全起见不读取。请在原软件中把它另存为普通图层再导入`,
  FILE_FOREIGN: (d) =>
    `文件 ${d.file} 的内容其实是${d.what}，读不出名单。请把其中的表格复制到 Excel 或 WPS 表格里另存，或解压后再导入`,
  FILE_EMPTY: (d) => `文件 ${d.file} 没有数据行，请检查选的文件、工作表或图层对不对，或重新导出后再导入`,
  FILE_TOKEN_UNKNOWN: () => '所选文件已失效，请重新选择文件',
  ENCODING_UNKNOWN: (d) => `不认识编码“${d.encoding}”，请用 auto、utf8、gb18030、utf16le、utf16be 或 big5`,
  ENCODING_MISMATCH: (d) =>
    `${placeIn(d)}起按 ${d.encoding} 读不出文字（全文有三成以上读不出来）。请把编码改选为 auto（自动），仍不行就用 Excel 或 WPS 打开另存为 xlsx 再导入`,
  SHEET_UNKNOWN: (d) => `文件 ${d.file} 里没有工作表“${d.sheet}”，请改选，文件里有：${d.known}`,
  COLUMN_UNKNOWN: (d) => `文件 ${d.file} 里没有列“${d.column}”，请改选，文件里有：${d.known}`,
  COLUMNS_UNKNOWN: (d) =>
    `文件 ${d.file} 里没有认出“${d.needed}”列。文件里的列有：${d.known}。请指定哪一列是${d.needed}（命令行用 --map ${d.field}=列名或列号，界面上在“列的对应”里选择），或改好表头后再导入`,
  TABLE_SIDEWAYS: (d) =>
    `文件 ${d.file} 的表头在第一列，一家占一列。请在表格软件里复制整张表，用“选择性粘贴”的“转置”贴到新的工作表，另存后再导入`,
  FIELD_UNKNOWN: (d) => `不认识字段“${d.field}”，可用：${d.known}`,
  FILTER_INVALID: (d) => `筛选条件“${d.filter}”应写成 列~正则 的形式，且正则有效`,
  CRS_REQUIRED: (d) =>
    `文件 ${d.file} 没有写明坐标系。选错会整体偏移三百米以上，请向名单来源确认后指定坐标系（命令行用 --crs）`,
  CRS_UNSUPPORTED: (d) =>
    `文件 ${d.file} 写明的坐标系“${d.crs}”不能换算，请用 GIS 软件转成 WGS84 或 CGCS2000（如 EPSG:4490）后再导入`,
  PRESET_UNKNOWN: (d) => `没有名为“${d.id}”的预设，可用：${d.known}`,
  PROPOSAL_UNKNOWN: (d) =>
    `名单里没有提议把“${d.value}”认作哪一类，有提议的值：${d.known}；请先用 --dry-run 查看`,
  PRESET_TAKEN: (d) => `“${d.id}”是随程序提供的预设，请换一个名称保存`,
  PRESET_INVALID: (d) => `预设文件 ${d.file} 不合规范：${d.reason}`,
  BATCH_UNKNOWN: (d) => `没有可撤销的导入${d.id === '' ? '' : `（第 ${d.id} 批）`}，请在导入记录里查看`,
  BATCH_UNDONE: (d) => `第 ${d.id} 批导入已经撤销过`,
  BATCH_DEPENDED: (d) => `第 ${d.id} 批导入不能撤销：${d.reasons}`,
  CRS_UNCLEAR: (d) =>
    `按现有数据判断不出坐标系（${d.figures}）。请向提供名单的单位确认后指定，或先导入辖区、学校`,
  CATEGORY_UNKNOWN: (d) => `没有类别“${d.category}”，请刷新后重选`,
  SCHOOL_UNKNOWN: (d) => `找不到学校 ${d.id}，可能已被删除，请刷新`,
  VENUE_UNKNOWN: (d) => `找不到场所 ${d.id}，可能已被删除，请刷新`,
  LICENCE_UNKNOWN: (d) => `找不到许可证 ${d.id}，可能已被删除，请刷新`,
  LICENCE_KNOWN: (d) => `该场所已有“${d.number}”，请直接修改那一个`,
  GATE_UNKNOWN: (d) => `找不到校门 ${d.id}，可能已被删除，请刷新`,
  GATE_DEPENDED: (d) => `“${d.name}”不能删除：已有${d.reasons}。请先移除，或把校门改到新的位置`,
  GATE_SURVEYED: (d) => `“${d.name}”有实测记录（${d.code}），不能删除。请先作废该记录`,
  SHAPE_REFUSED: (d) => `图形不能用作校园边界：${d.reason}。请修改后再保存`,
  SHAPE_MISSING: (d) =>
    `“${d.file}”里没有线或面。请选择画有道路或范围的图形文件（GeoJSON、KML、GPX、SHP 压缩包等）`,
  VENUE_UNLOCATED: (d) => `“${d.name}”还没有位置，请先在地图上定位再登记实测`,
  SURVEY_UNKNOWN: (d) => `找不到实测记录 ${d.id}，请刷新`,
  SURVEY_GATE_REQUIRED: () => '步行距离从校门量起，请选择校门',
  SURVEY_IN_FUTURE: () => '测量时间晚于现在，请改正',
  SURVEY_WITHDRAWN: (d) => `实测记录 ${d.code} 已作废，无需再次作废`,
  PACK_READONLY: (d) => `“${d.title}”是随程序提供的规则包，不能直接修改。请先复制为本区规则包`,
  PACK_IN_USE: (d) => `“${d.title}”正在使用，不能删除。请先改用其他规则包`,
  SWEEP_UNKNOWN: (d) => `找不到联合整治行动 ${d.id}，请刷新`,
  STOP_UNKNOWN: (d) => `找不到检查点 ${d.id}，请刷新`,
  TEAM_UNKNOWN: (d) => `找不到小组 ${d.id}，请刷新`,
  TEAM_HOURS: (d) => `“${d.name}”的开始时间应早于结束时间，请改正`,
  SWEEP_IN_USE: (d) => `“${d.title}”不能删除：已有${d.reasons}`,
  SWEEP_DATES: () => '行动的开始日期应不晚于结束日期，请改正',
  OFFICERS_SHORT: (d) =>
    `在册执法人员不够：${d.teams} 个小组至少要 ${d.needed} 名（同一单位两名一组），现有 ${d.found} 名可用。请先补充人员名单或减少小组`,
  OFFICER_UNKNOWN: (d) => `找不到执法人员 ${d.id}，请刷新`,
  OFFICER_TAKEN: (d) => `执法证号 ${d.certificate} 已登记为“${d.name}”，请核对`,
  PLAN_TEAMS_FEWER: (d) =>
    `该行动已有 ${d.found} 个小组，多于要求的 ${d.wanted} 个。请先在界面上删去多余的小组`,
  PLAN_NO_TEAMS: () => '还没有小组，请先建立小组再排路线',
  PLAN_NO_DAYS: (d) =>
    `各组的日期都已过去或取消（${d.teams}），没有可排的日子。请先给小组增加天数或改起始日期，再排路线`,
  PLAN_NO_DATES: () => '小组还没有日期，请先在小组设置里填写起始日期',
  DAY_UNKNOWN: (d) => `${d.date} 没有要去的小组，请刷新`,
  MEMBER_UNKNOWN: (d) => `${d.name}已不在“${d.team}”中，请刷新`,
  MEMBER_TWICE: (d) => `${d.name}当天已在“${d.team}”中，请另选一人`,
  DAY_BEGUN: (d) => `“${d.name}”${d.date} 已有检查记录，不能顺延。请从之后的日子顺延，或取消当天剩下的检查`,
  HOLIDAYS_UNREADABLE: (d) => `节假日没有导入：${d.problem}`,
  PLAN_NO_STOPS: () => '还没有检查点，请先选取检查对象',
  STOP_EXISTS: (d) => `“${d.name}”已在该行动中，无需重复加入`,
  STOP_VISITED: (d) => `“${d.name}”已有现场检查记录，不能移出行动`,
  VISIT_CAP_REASON: (d) => `“${d.name}”${d.reason}。确需检查请填写超频次理由`,
  STOP_OVER_CAP: (d) =>
    `“${d.name}”不能排在 ${d.date}：${d.reason}。确需检查的，先在检查点菜单里写明超频次理由`,
  STOP_ELSEWHERE: (d) =>
    `“${d.name}”由“${d.sweep}”一并检查（综合查一次），不必再派组。要单独去的，先在检查点菜单里写明单独检查的理由`,
  DAY_OVER: (d) => `${d.date} 已经过去，不能再排检查点。请排到今天或以后`,
  DAY_CANCELLED: (d) => `${d.date} 已取消（${d.reason}），不能排检查点。请排到别的日子，或先恢复这一天`,
  TEAM_DAYS_OVER: (d) => `“${d.name}”的日期都已过去或取消，不能再分给它。请先给小组增加天数`,
  CHANGED_MEANWHILE: (d) =>
    `${d.what}在您打开以后又被别人改过：${d.titles}两边填的不一样，没有保存。请选择用哪一边的`,
  VISIT_MEANWHILE: (d) =>
    `“${d.name}”在您填写时已由 ${d.officers} 记录过一次检查（${d.at}）。要保留两次，请确认“仍要保存”`,
  FORM_SENT_OTHERWISE: (d) =>
    `这张表已在 ${d.at} 保存过，当时的内容与现在不同，没有再记一次。请关闭后核对已保存的记录，需要补充的另行记录`,
  VISIT_TIME_INVALID: () => '检查结束时间早于开始时间，请改正',
  VISIT_IN_FUTURE: () => '检查时间晚于现在，请改正',
  VISIT_BEFORE_SWEEP: (d) =>
    `检查时间早于行动开始的 ${d.startsOn}，请改正；行动确实开始得更早时，先改行动的起止日期`,
  VISIT_HAZARD_REQUIRED: () => '检查结果为“发现隐患”，请至少登记一项隐患',
  HAZARD_EXTENSION_REFUSED: (d) => `不能延期：${d.reason}`,
  HAZARD_OUTCOME_REFUSED: (d) => `不能评为“${d.outcome}”：${d.reason}`,
  APPROVAL_NEEDED: (d) => `${d.title}要经审批，没有进行。请提交审批`,
  APPROVAL_NOT_NEEDED: (d) => `“${d.name}”不需要审批，请直接办理`,
  APPROVAL_NOBODY: (d) =>
    `${d.title}由${d.roles}审批，现在除本人外没有这样的账号，没有提交。请安全管理员在“账号”里添加，再来提交`,
  APPROVAL_UNKNOWN: (d) => `找不到审批 ${d.id}，请刷新`,
  APPROVAL_WAITING: (d) => `${d.title}已由 ${d.asker} 提交审批，还没有结果，不能再提交。需要改的，先撤回`,
  APPROVAL_DECIDED: (d) => `这项审批${d.state}，不能再办理，请刷新`,
  APPROVAL_OWN: () => '自己提交的，要由别人审批',
  APPROVAL_OTHERS: (d) => `这项审批由 ${d.asker} 提交，只能由本人撤回`,
  APPROVAL_REASON: () => '请写明退回的理由',
  APPROVAL_OVERTAKEN: (d) => `提交以后情况有了变化：${d.reason}。没有进行，请退回，由提交人重新办理`,
  COMMENT_UNKNOWN: () => '找不到这条批注，可能已被删除，请刷新',
  COMMENT_THING_UNKNOWN: () => '要批注的内容已不在工作区里，请刷新',
  COMMENT_OTHERS: (d) => `这条批注由 ${d.author} 写，只能由本人修改或删除。请写一条回复`,
  SUPERVISION_REFUSED: (d) => `不能办理：${d.reason}`,
  VISIT_NOT_GONE: (d) => `检查结果“${d.result}”不改变场所的状态`,
  VISIT_HAZARDS_STAND: (d) =>
    `这次检查登记的隐患 ${d.codes} 还在台账上，请先更正或作废，再把检查结果改为“${d.result}”`,
  VISIT_UNKNOWN: (d) => `找不到检查记录 ${d.id}，请刷新`,
  ATTACHMENT_UNKNOWN: (d) => `找不到附件 ${d.id}，请刷新`,
  ATTACHMENT_OTHERS: (d) =>
    `附件“${d.name}”由 ${d.by} 添加，只能由本人或执法人员修改、移出。可以另加一个，写明情况`,
  ATTACHMENT_MISSING: (d) => `附件“${d.name}”的文件不在工作区里，请从备份恢复`,
  ATTACHMENT_FOREIGN: (d) =>
    `附件“${d.name}”的记录指向附件以外的文件，没有读取：记录可能被改动过。请核对工作区从哪里来，其他附件不受影响`,
  PICTURE_TOO_LARGE: (d) =>
    `图片“${d.name}”有 ${d.megapixels} 百万像素，超过 ${d.most} 百万，打开会占满内存。请缩小后再用`,
  ATTACHMENT_KIND: (d) =>
    `“${d.name}”不能作为附件：请用 JPG、PNG、WebP 照片，或 PDF、Word、Excel、MP4、MP3、TXT 文件（照片以外，内容须与扩展名一致）`,
  ATTACHMENT_HEIC: (d) =>
    `“${d.name}”是 HEIC 照片，本程序不能转换。已拍的：在电脑“照片”或“画图”里打开，另存为 JPG 再添加；以后拍的：苹果手机在“设置→相机→格式”选“兼容性最佳”，安卓手机在相机设置里关闭“高效（HEIF）格式”`,
  ATTACHMENT_BROKEN: (d) => `“${d.name}”不完整或已损坏（可能没有传完），请重新拍摄，或重新传一次再添加`,
  PHOTO_UNKNOWN: () => '这张照片已经保存或丢弃，请刷新',
  ATTACHMENT_TOO_LARGE: (d) => `“${d.name}”超过 ${d.megabytes} MB，请压缩后再添加`,
  PACKET_EMPTY: (d) => `“${d.name}”还没有检查点，请先排路线再导出外勤包`,
  PACKET_INSIDE: () => '这是外勤工作区，不能再导出外勤包；做完后请“生成回传文件”',
  PACKET_OUTSIDE: () => '这不是外勤工作区，没有可以回传的内容',
  PACKET_DAMAGED: (d) => `“${d.file}”不是外勤包或已损坏（${d.reason}），请重新导出后再试`,
  PACKET_VERSION: (d) =>
    `外勤包由另一版本的学安图生成（结构 ${d.found}，本机 ${d.known}），请两台机器用同一版本`,
  PACKET_UNKNOWN: (d) => `外勤包“${d.name}”不是从本工作区导出的，不能带回`,
  PACKET_OUTGOING: (d) => `“${d.file}”是带出去的外勤包，请选外勤机器上“生成回传文件”得到的文件`,
  PACKET_RETURNED: (d) => `“${d.file}”是回传文件，请在原工作区的联合整治里“带回外勤”`,
  PACKET_UNDECIDED: (d) => `还有 ${d.count} 处冲突没有选择以哪一边为准，请逐项选择`,
  TEMPLATE_UNKNOWN: (d) => `没有文书模板“${d.id}”，请刷新`,
  TEMPLATE_FIELD: (d) => `模板里的字段 ${d.fields} 没有来源，可用的有：${d.known}`,
  DOCUMENT_SUBJECT: (d) => `不能生成这份文书：${d.reason}`,
  DOCUMENT_ISSUER: (d) =>
    `“${d.name}”不能出具《${d.title}》${d.bodies === '' ? '' : `，可选：${d.bodies}`}。牵头协调单位没有行政检查权和处罚权`,
  DOCUMENT_PUBLIC: (d) => `《${d.title}》向社会公布，不写场所名称、个人和电话：${d.faults}，请改写后再生成`,
  NUMBER_TAKEN: (d) => `${d.text} 已经用于《${d.title}》，一个号只能用一次，请换一个号`,
  NUMBER_FORM: (d) => `不能用“${d.code}”作机关代字：要有字，不含括号和“号”`,
  NUMBER_MANY: (d) => `一次最多登记 ${d.most} 个号，请检查起止号，或分几次登记`,
  PAPER_UNKNOWN: (d) => `编号簿里没有这一条（${d.id}），请刷新`,
  SERVED_LATER: (d) => `送达日期 ${d.on} 晚于今天（${d.today}），请改正`,
  PAPER_VOID: (d) => `${d.text} 已经作废，不能再改`,
  REQUIREMENT_UNKNOWN: (d) => `没有名为“${d.id}”的设施要求，请刷新`,
  GAP_KNOWN: (d) => `这项缺口已在台账里（${d.code}），不用重复登记`,
  GAP_UNSURVEYED: (d) =>
    `还没有人核对过这个校门有没有“${d.title}”，不能登记为缺失；请先做现场核对，或导入这类设施的名单`,
  GATE_SURVEY_EMPTY: () => '还没有选任何一项有没有，请至少核对一项',
  GATE_SURVEY_FUTURE: (d) => `核对日期 ${d.on} 晚于今天（${d.today}），请改正`,
  GAP_NONE: (d) => `“${d.title}”在这个校门不缺，不用登记`,
  SNAPSHOT_UNKNOWN: () => '找不到这次留存，请刷新',
  DUTY_UNKNOWN: () => '找不到这个岗位，请刷新',
  INCIDENT_UNKNOWN: () => '找不到这条事件，请刷新',
  REPORT_DATES: () => '报表的起始日期应不晚于截止日期，请改正',
  REPORT_UNKNOWN: (d) => `找不到报表 ${d.id}，请刷新`,
  RECHECK_NONE: () => '没有可以抽查的隐患：须先评估为“①已化解”或“②正在化解中”',
  RECHECK_UNKNOWN: (d) => `找不到抽样复核记录 ${d.id}，请刷新`,
  RECHECK_DONE: () => '这条抽样复核已经登记过结果',
  OFFICERS_TOO_FEW: () => '现场检查须有两名以上执法人员，请补充',
  OFFICERS_SAME: (d) => `执法证号 ${d.certificate} 重复，两名执法人员不能是同一人`,
  AGENCY_MAY_NOT_INSPECT: (d) => `${d.agency} 没有行政检查权，不能作为执法人员所属单位`,
  HAZARD_UNKNOWN: (d) => `找不到隐患 ${d.id}，请刷新`,
  HAZARD_DUE_INVALID: (d) => `整改期限 ${d.dueOn} 早于发现日期 ${d.foundOn}，请改正`,
  HAZARD_ACTION_REFUSED: (d) => `“${d.state}”状态的隐患不能直接${d.action}`,
  HAZARD_CLOSED: (d) => `隐患 ${d.code} 已销号，不用再复查；又发现问题请现场检查并重新登记`,
  HAZARD_ON_SPOT_GRAVE: () => '重大隐患不能当场销号：请先登记，整改后另行复查',
  HAZARD_REINSPECTION_REQUIRED: () => '销号须有复查：请先到现场复查并记录，再选择该次复查',
  HAZARD_REINSPECTION_FAILED: () => '所选复查的结果不是“已整改”，不能据此销号。请整改后再复查',
  HAZARD_REINSPECTION_OVERTAKEN: () => '所选复查之后又有一次复查不合格，不能据此销号。请再复查一次',
  HAZARD_REINSPECTION_EARLY: () => '复查时间早于隐患的发现，请改正',
  HAZARD_REINSPECTION_OTHER: () => '所选复查不是这项隐患的，请在这项隐患下记录复查',
  HAZARD_REINSPECTION_SELF: (d) => `复查人不能是整改责任人 ${d.person}，请由其他执法人员复查`,
  HAZARD_RESPONSIBLE_REQUIRED: () => '交办前请填写责任单位和责任人',
  HAZARD_REPORT_TO_REQUIRED: () => '请写明上报给哪位领导或哪个单位',
  HAZARD_VOIDED: (d) => `隐患 ${d.code} 已作废，不能再办理；确需办理请先恢复`,
  HAZARD_NOT_VERIFIED: (d) => `${d.code} 是${d.state}的线索，不是隐患，不能办理；请先核实`,
  LEAD_VERDICT_REFUSED: (d) => `${d.code} 不能登记为“${d.verdict}”：${d.reason}`,
  HAZARD_SOURCE_KNOWN: (d) => `${d.source}的 ${d.number} 已登记为 ${d.code}，不用重复登记`,
  HAZARD_PLACE_REQUIRED: () => '请选择学校或场所，或写明地点',
  HAZARD_SAID_LATER: (d) => `反映日期 ${d.saidOn} 晚于今天（${d.today}），请改正`,
  HAZARD_DUE_REQUIRED: () => '已核实的隐患须有整改期限，请填写',
  HAZARD_NOT_VOIDED: (d) => `隐患 ${d.code} 没有作废，不用恢复`,
  HAZARD_CORRECTION_REFUSED: (d) => `不能更正：${d.reason}`,
  HAZARD_VOID_REFUSED: (d) => `不能作废：${d.reason}`,
  PORT_IN_USE: (d) => `端口 ${d.port} 已被占用，请用 --port 换一个，0 表示自动选择`,
  SHEET_TEMPLATE_UNKNOWN: (d) => `没有图幅模板“${d.id}”，请刷新`,
  SHEET_FIELD: (d) => `模板里的字段 ${d.fields} 没有来源，可用的有：${d.known}`,
  SHEET_SUBJECT: (d) => `找不到${d.what} ${d.id}，可能已被删除，请刷新`,
  SHEET_UNPLACED: (d) => `“${d.name}”还没有位置，不能出图。请先在地图上定位`,
  SHEET_NOTHING: (d) => `没有可以出图的内容：${d.reason}`,
  SHEET_TILES: (d) =>
    `底图缺 ${d.count} 块，没有出图：${d.tiles}。请换底图、联网后重试，或勾选“缺块也出图”（缺处打叉注明）`,
  SHEET_BASEMAP: (d) => `底图不能用，没有出图：${d.problems}。请在图层里换底图，或勾选“缺块也出图”`,
  SHEET_TOO_LARGE: (d) =>
    `“${d.paper}”按 ${d.dpi} dpi 出 ${d.format} 超过 ${d.most} 像素，请选小一些的纸张，或改出 PDF`,
  SHEET_DETAIL: (d) =>
    `比例尺 1:${d.scale} 在 ${d.paper} 上需要 ${d.pages} 幅，超过 ${d.most} 幅。请选小比例尺或大纸张`,
  PRINT_UNKNOWN: (d) => `找不到第 ${d.id} 次出图，请刷新`,
  PRINT_UNFINISHED: () => '这次出图还没有完成，请先“继续出图”',
  BACKUP_FAILED: (d) => `备份没有完成：${d.reason}。请不要删除现有备份，并联系维护人员`,
  BACKUP_DAMAGED: (d) => `“${d.file}”不是完整的备份（${d.reason}），没有恢复，请换一份备份`,
  BACKUP_PASSWORD: (d) => `“${d.file}”打不开：${d.reason}。请核对密码`,
  BACKUP_UNKNOWN: (d) => `没有名为“${d.name}”的自动备份，请刷新`,
  BACKUP_GONE: (d) => `backups 文件夹里没有“${d.name}”，请重新备份`,
  BACKUP_OPEN: (d) => `“${d.name}”没有密码，不能下载到别的电脑。请设上密码再备份一次`,
  UPDATE_NO_KEY: () =>
    '这份安装没有附带更新公钥，不能用文件更新。请向发布单位索取安装包重新安装，数据不受影响',
  UPDATE_DAMAGED: (d) => `“${d.file}”没有安装：${d.reason}。请向发布单位重新索取`,
  UPDATE_OLDER: (d) => `更新文件是 ${d.found} 版，不比现在的 ${d.here} 版新，没有安装`,
  UPDATE_OTHER_SYSTEM: (d) => `更新文件用于 ${d.wanted}，这台电脑是 ${d.here}，没有安装`,
  PRINT_UNAVAILABLE: () => '无法生成 PDF，请重试，或改用“网页打印”',
  FORBIDDEN: (d) => `没有“${d.capability}”的权限，没有进行。需要时请向安全管理员申请`,
  OUT_OF_SCOPE: () => '这条记录不在本账号的范围内，没有进行。请核对，或向安全管理员申请',
  SIGN_IN_REQUIRED: () => '还没有登录，或登录已过期。请重新登录，写下的草稿都在',
  SIGN_IN_REFUSED: (d) =>
    `登录名、密码或动态口令不对，请核对后再试${d.wait === 0 ? '' : `（${waitText(Number(d.wait))}后可再试）`}`,
  SIGN_IN_CODE: () => '这个账号要动态口令，请填写手机上显示的六位数字',
  PROVIDER_AWAY: (d) => `“${d.title}”现在没有应答。请稍后再试，或用本系统的登录名和密码登录`,
  PROVIDER_REFUSED: (d) => `“${d.title}”没有确认身份（${d.reason}），没有登录。请重新登录`,
  PROVIDER_NO_ACCOUNT: (d) => `“${d.title}”认得“${d.name}”，但没有可用的账号与它对应。请找安全管理员`,
  PROVIDER_UNKNOWN: (d) => `没有登录来源“${d.id}”，可用 office provider list 查看`,
  PROVIDER_TROUBLE: (d) => `登录来源“${d.id}”不能用（${d.what}）：${d.reason}`,
  PROVIDER_FIELD: (d) => `登录来源没有保存：${d.reason}`,
  PASSWORD_CHANGE_REQUIRED: () => '首次登录，或密码到期，请先修改密码',
  PASSWORD_REFUSED: (d) => `新密码不能用：${d.reason}`,
  SETUP_CODE: (d) =>
    `一次性口令不对、用过或已过期${d.wait === 0 ? '' : `（${waitText(Number(d.wait))}后可再试）`}。请用 office init 显示的那一个`,
  UPGRADE_UNSOUND: (d) =>
    `${d.path} 没有升级：升级后的检查没有通过（${d.what}）。工作区还是升级前的样子，请装回原来的版本继续使用，并把“支持包”交给维护人员`,
  UPGRADE_NONE: (d) =>
    `${d.path} 没有可以退回的升级：${d.reason}。其他日子的副本请在“工作区 → 备份与恢复”里恢复`,
  OFFICE_MISSING: (d) => `${d.path} 还没有账号，请先运行 office init`,
  OFFICE_EXISTS: (d) => `${d.path} 已经有账号，不用再建立`,
  ACCOUNT_UNKNOWN: () => '找不到这个账号，请刷新',
  ACCOUNT_TAKEN: (d) => `登录名“${d.name}”已经有人用，请换一个`,
  ACCOUNT_LAST: (d) => `“${d.role}”只剩这一个可用的账号。请先给另一个人授予“${d.role}”，再收回或停用这一个`,
  ACCOUNT_MEANWHILE: (d) => `别人刚把这个账号改成了“${d.now}”，没有保存。请关掉表单，看过后再改`,
  ACCOUNT_BODY: (d) => `“${d.role}”要有单位，请选择单位，或先收回这个角色`,
  ACCOUNT_FIELD: (d) => `账号没有建立：${d.reason}`,
  ROLE_UNKNOWN: (d) => `没有角色“${d.role}”，可用：${d.known}`,
  ROLE_EXCLUDED: (d) => `“${d.wanted}”与“${d.held}”不能由同一个账号担任：三员互斥，也不兼业务角色`,
  ROLE_HELD: (d) => `这个账号已经是“${d.role}”，范围也一样，不用再授予`,
  ROLE_SCOPE: (d) => `授予“${d.role}”时要选择${d.what}`,
  SESSION_UNKNOWN: () => '这次登录已经结束，请刷新',
  LISTEN_ADDRESS: (d) => `--listen ${d.address}：应写成 地址:端口，如 0.0.0.0:7443`,
  PUBLISH_BUSY: () => '正在发布另一份备份，请等它完成再发布',
  PUBLISH_REFUSED: (d) => `“${d.name}”没有发布：${d.reason}`,
  SERVER_ADDRESS: (d) => `“${d.address}”不是服务器地址，应写成 https://地址:端口，如 https://10.1.2.3:7443`,
  SERVER_UNREACHABLE: (d) =>
    `${d.address} 没有应答。请检查网线、地址和端口，或问系统管理员服务是否开着；本机的工作区照常可用`,
  SERVER_NOT_OFFICE: (d) => `${d.address} 有应答，但不是学安图的单位服务。请向系统管理员核对地址和端口`,
  SERVER_CHANGED: (d) =>
    `${d.address} 的证书与信任时的不一样，没有连接：可能有人冒充这台服务器，也可能是换了证书。请向系统管理员核对；确实换了的，先移除这个服务器，再重新连接并核对指纹`,
  SERVER_EXPIRED: (d) =>
    `${d.address} 的证书不在有效期内，没有连接。请看这台电脑的日期对不对；对的，请系统管理员更新服务器的证书`,
  SERVER_OTHER: (d) =>
    `${d.address} 出示的证书不是给这个地址的，没有连接。请向系统管理员核对地址，或请他让证书带上这个地址`,
  SERVER_ELSEWHERE: (d) => `网页要转到别的网站，桌面程序里只打开 ${d.address}，没有转过去`,
  SERVER_UNKNOWN: () => '这个服务器已经不在列表里，请刷新',
  CERTIFICATE_TAKEN: () => '这张证书已经登记过。一张证书只对应一个账号，收回后也不再用',
  CERTIFICATE_UNKNOWN: () => '没有这张证书，或已经收回。可用 office certificate list 查看',
  CERTIFICATE_WANTED: () =>
    '这里要用本人的证书登录：浏览器没有出示证书，或证书不是这个账号的、已经收回。请插好证书、关掉浏览器再打开，或找系统管理员',
  CERTIFICATE_UNREADABLE: (d) => `证书不能用（${d.reason}），请检查 --cert 和 --key 两个 PEM 文件`,
  ...basemapErrors,
  ...movingErrors,
  ...queueErrors,
  ...jointWorkErrors,
  DISK_WRITE: (d) => `无法写入 ${d.path}，请检查磁盘空间和文件夹权限`,
} satisfies Record<string, MessageTemplate>;

export type ErrorCode = keyof typeof errorCatalogue;

/** An error with a code of the catalogue; its message is ready to be shown. */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(errorCatalogue[code](details));
    this.name = 'CodedError';
    this.code = code;
    this.details = details;
  }
}

/** The shape in which an error crosses a transport; anything unforeseen in `name` becomes INTERNAL. */
export function toFailure(error: unknown, name = ''): Failure {
  const coded = error instanceof CodedError ? error : new CodedError('INTERNAL', { name });
  return { code: coded.code, message: coded.message, details: coded.details };
}
