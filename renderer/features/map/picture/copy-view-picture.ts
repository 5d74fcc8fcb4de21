import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { gateZoneTitle, zoneTitle } from '#shared/rules/rule.ts';
import { saveFile } from '../../../components/save-file.ts';
import type { MapControl } from '../../../map/map-control.ts';
import { drawViewPicture } from './draw-view-picture.ts';

/** Ground metres of a CSS pixel at zoom 0 on the equator with 512-px tiles (2πa / 512). */
const METRES_PER_PIXEL = 78271.517;

/** Puts the view of the map on the clipboard with legend, scale and source; what came of it, in words. */
export async function copyViewPicture(
  control: MapControl,
  { name, today, pack, demonstration }: WorkspaceSummary,
  attribution: string,
): Promise<string> {
  const { lat, zoom, bearing } = control.place;
  const { canvas, ratio } = await control.picture();
  const { safetyZone, gateZone } = pack;
  const picture = drawViewPicture(canvas, ratio, {
    title: [name, pack.title, today, demonstration ? '演示数据' : '内部工作用图，不得公开'].join('　'),
    source: `底图：${attribution || '无'}`,
    metresPerPixel: (METRES_PER_PIXEL * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom,
    bearing,
    zones: {
      safety: `${safetyZone.distance} m ${zoneTitle(pack)}`,
      gate: `${gateZoneTitle(pack)} ${gateZone.distance} m`,
    },
  });
  const blob = await new Promise<Blob>((resolve, reject) =>
    picture.toBlob(
      (made) => (made ? resolve(made) : reject(new Error('图片没有生成，请缩小窗口再试'))),
      'image/png',
    ),
  );
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
    return '图片已复制，可以粘贴到文档、幻灯片里';
  } catch {
    // Some browsers give no clipboard to a page: the picture is a file then.
    await saveFile(new Uint8Array(await blob.arrayBuffer()), `${name} 地图 ${today}.png`);
    return '这个浏览器不能复制图片，已另存为文件';
  }
}
