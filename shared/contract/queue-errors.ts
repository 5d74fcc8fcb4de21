import type { MessageTemplate } from './error-messages.ts';

/** What settling venues that lists left open can end with, in the application and in a workbook; a part of the catalogue. */
export const queueErrors = {
  MERGE_UNKNOWN: (d) => `找不到第 ${d.id} 次合并，可能已经撤销，请刷新`,
  MERGE_STOPS: (d) => `两家场所都在行动“${d.sweep}”的检查点里，请先把其中一家移出行动再合并`,
  GEOCODER_OFF: () => '没有启用在线地址解析。请在“解析服务”里选择服务并填写本单位的密钥',
  GEOCODER_REFUSED: (d) => `地址解析服务拒绝了请求（${d.reason}），请核对密钥和配额`,
  GEOCODER_UNREACHABLE: (d) => `连不上地址解析服务（${d.reason}）。已定位的都已保存，联网后可以继续`,
  QUEUE_SHEET_OTHER: (d) =>
    `“${d.file}”不是从${d.queue}导出的表：缺少“${d.column}”列。请用“导出到 Excel”得到的表填写`,
  QUEUE_ROW_NUMBER: (d) => `第 ${d.row} 行的编号“${d.value}”看不懂，没有采用。编号列请勿改动`,
  QUEUE_ROW_SETTLED: (d) => `第 ${d.row} 行“${d.value}”已不在${d.queue}里（可能已经处理），没有采用`,
  QUEUE_ROW_OTHER: (d) =>
    `第 ${d.row} 行的编号是“${d.known}”的，表里写的却是“${d.value}”，没有采用。排序时请把整行一起排`,
  QUEUE_ROW_TWICE: (d) =>
    `第 ${d.row} 行与第 ${d.earlier} 行是同一条，处理却不同（${d.value}），以前一行为准`,
  QUEUE_CHOICE_UNKNOWN: (d) => `第 ${d.row} 行的处理“${d.value}”不在选项里，没有采用。请用下拉列表里的写法`,
  QUEUE_CANDIDATE_NONE: (d) => `第 ${d.row} 行没有“${d.value}”，没有采用。请另选，或填写经纬度`,
  QUEUE_CANDIDATE_OTHER: (d) =>
    `第 ${d.row} 行的“${d.column}”与现在的候选位置对不上（${d.value}），没有采用。请重新导出后再定`,
  QUEUE_CANDIDATE_NO_VENUE: (d) =>
    `第 ${d.row} 行的“${d.column}”那里没有场所（${d.value}），不能合并，没有采用`,
  QUEUE_POSITION: (d) => `第 ${d.row} 行的${d.column}“${d.value}”：${d.reason}，没有采用`,
  QUEUE_POSITION_FAR: (d) =>
    `第 ${d.row} 行的坐标“${d.value}”远在本区之外，没有采用。请填 WGS84 经纬度，经度在前`,
} satisfies Record<string, MessageTemplate>;
