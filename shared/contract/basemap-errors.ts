import type { MessageTemplate } from './error-messages.ts';

/** What base maps, and making one of shapes, can end with; a part of the catalogue. */
export const basemapErrors = {
  BASEMAP_UNREACHABLE: (d) => `底图“${d.title}”取不到：${d.reason}。请检查网络、地址和密钥，其他内容不受影响`,
  BASEMAP_KIND: (d) =>
    `“${d.file}”不是底图文件，请选 .pmtiles、.mbtiles，或画有水面、绿地、建筑、道路的图形文件（GeoJSON、SHP、GeoPackage、KML 等）`,
  GROUND_EMPTY: (d) =>
    `“${d.file}”里没有能作底图的图形：看不出哪些是水面、绿地、建筑或道路。请在“内容”里指明（命令行用 --as），或换一个图形文件`,
  GROUND_LARGE: (d) => `图形超过 ${d.most} 个，一张底图放不下。请只留本区的，或分成几张`,
  BASEMAP_UNKNOWN: (d) => `没有底图 ${d.id}，请在工作区的 basemaps 文件夹中检查`,
  BASEMAP_SILENT: (d) =>
    `底图“${d.title}”没有应答，已停用，其他图层照常显示。请在“底图”里点“再试一次”，或换一份文件`,
  BASEMAP_BROKEN: (d) => `底图 ${d.file} 无法读取（${d.reason}），其他图层照常显示`,
} satisfies Record<string, MessageTemplate>;
