import { plainAttribution } from '#shared/basemaps/attribution.ts';
import { leaveRoads } from '#shared/basemaps/own-roads.ts';
import type { Basemap } from '#shared/contract/map.ts';
import type { SheetOrder } from '#shared/contract/sheets.ts';
import { boundsMeet } from '#shared/geodesy/units.ts';
import { isWorkingRange, type RulePack, zoneTitle } from '#shared/rules/rule.ts';
import type { SheetContent, ZoneTitles } from '#shared/sheets/content.ts';
import type { MapFrame } from '#shared/sheets/map-frame.ts';
import { resolutionOf, sizeOfPaper } from '#shared/sheets/paper.ts';
import { outlineOf, planFrames } from '#shared/sheets/sheet-frames.ts';
import type { RoadLines } from '#shared/zones/road-lines.ts';
import { selectSaved } from '../../db/queries/saved.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { chineseDay } from '../documents/chinese-date.ts';
import { BaseTiles, type MissingTile } from './base-tiles.ts';
import { dataStand } from './data-stand.ts';
import type { SheetJob } from './draw-sheet.ts';
import type { ListedPage } from './page-list.ts';

/** Base maps for an order: those that can be drawn, and in words what is wrong with the others. */
interface ChosenBasemaps {
  readonly usable: readonly Basemap[];
  readonly problems: readonly string[];
}

async function chooseBasemaps({ workspace, db }: QueryContext, order: SheetOrder): Promise<ChosenBasemaps> {
  workspace.basemaps.refresh(await selectSaved(db));
  const all = await workspace.basemaps.list();
  const wanted =
    order.basemaps === null
      ? all
      : order.basemaps.flatMap((id) => all.find((basemap) => basemap.id === id) ?? []);
  const gone = (order.basemaps ?? []).filter((id) => !all.some((basemap) => basemap.id === id));
  return {
    usable: wanted.filter(({ problem }) => problem === null),
    problems: [
      ...wanted.flatMap(({ title, problem }) => (problem === null ? [] : [`“${title}”${problem}`])),
      ...gone.map((id) => `“${id}”已不在列表里`),
    ],
  };
}

/** What all sheets of an order have in common. */
export async function openJob(
  context: QueryContext,
  order: SheetOrder,
  {
    number,
    recipient,
    dpi,
    report,
  }: { number: string; recipient: string; dpi?: number; report: SheetJob['report'] },
): Promise<SheetJob & { readonly problems: readonly string[] }> {
  const { workspace, db } = context;
  const { usable, problems } = await chooseBasemaps(context, order);
  const { template } = order;
  const saved = await selectSaved(db);
  const logo = saved.map(({ content }) => content).find((content) => content.kind === 'logo') ?? null;
  const withBasemaps = !template.without.includes('底图');
  const drawn = withBasemaps ? usable : [];
  const roads = withBasemaps && leaveRoads(drawn) ? await ownRoads(context) : null;
  const stand = await dataStand(context);
  return {
    template,
    // All fields of a grid have the same scale, whatever they show.
    settings:
      template.pages === 'cell'
        ? { ...order.settings, scale: order.settings.scale ?? template.scale ?? 5000 }
        : order.settings,
    fields: { number, recipient, ...fieldsOf(context, order), ...basemapFields(drawn), ...stand },
    zones: zoneTitlesOf(workspace.pack),
    logo: logo ? { type: logo.type, data: logo.data, ratio: logo.ratio } : null,
    roads,
    tiles: drawn.map((basemap) => new BaseTiles(workspace.basemaps, basemap)),
    dpi: dpi ?? resolutionOf(sizeOfPaper(template.paper)),
    report,
    problems: withBasemaps ? problems : [],
  };
}

/** The workspace's own roads; null where it has none. */
async function ownRoads({ workspace }: QueryContext): Promise<RoadLines | null> {
  const roads = await workspace.places.roads();
  return roads.bounds ? roads : null;
}

/** The settings of one of several pages: the middle of the map is moved on a sheet alone. */
export function settingsFor({ settings }: Pick<SheetJob, 'settings'>, pages: number): SheetJob['settings'] {
  return pages > 1 ? { ...settings, centre: null } : settings;
}

/** What the legend of a sheet says of the zones: a working range is marked as the office's own. */
function zoneTitlesOf(pack: RulePack): ZoneTitles {
  const { safetyZone, gateZone } = pack;
  return {
    safetyZone: `${safetyZone.distance} m ${isWorkingRange(pack) ? zoneTitle(pack) : '安全区域'}`,
    gateZone: `${gateZone.shape === 'circle' ? '校门区域' : '校门禁停'} ${gateZone.distance} m`,
  };
}

/** How exact what a sheet shows is: the standard errors are the sources' own. */
const ACCURACY = '场所位置误差随来源而异，距离与界限相差不足 2σ 的标“待实测”，图上量算不作依据';

function fieldsOf({ workspace, today }: QueryContext, { texts }: SheetOrder) {
  return {
    date: chineseDay(today),
    maker: texts.maker,
    reviewer: texts.reviewer,
    approver: texts.approver,
    workspace: workspace.name,
    pack: workspace.pack.title,
    office: workspace.pack.coordinator,
    accuracy: ACCURACY,
  };
}

/** Who the base maps are from, and the numbers under which they were approved. */
function basemapFields(drawn: readonly Basemap[]) {
  return {
    basemap: drawn.map(({ attribution, title }) => plainAttribution(attribution) || title).join('、') || '无',
    approval: `审图号：${
      drawn
        .map(({ approval }) => approval.replace(/^审图号[：:]?\s*/, ''))
        .filter(Boolean)
        .join('、') || '无'
    }`,
  };
}

/** Frames of all pages of an order, for the small maps that show where each lies among them. */
export function framesOf(job: Pick<SheetJob, 'template' | 'settings'>, pages: readonly ListedPage[]) {
  return pages.flatMap(({ key, bounds }, i): { key: string; label: string; frame: MapFrame }[] => {
    if (!bounds) return [];
    const [main] = planFrames(job.template, { bounds, detail: null, overview: null }, job.settings);
    return main ? [{ key, label: String(i + 1), frame: main.frame }] : [];
  });
}

/** A sheet's content with the frames of its neighbours on its small map. */
export function withNeighbours(
  content: SheetContent,
  own: string,
  frames: ReturnType<typeof framesOf>,
): SheetContent {
  if (!content.overview) return content;
  const { bounds, layers } = content.overview;
  const near = frames.filter(({ key, frame }) => key !== own && boundsMeet(frame.bounds, bounds));
  const place = frames.find(({ key }) => key === own)?.label ?? '';
  return {
    ...content,
    fields: { ...content.fields, place },
    overview: {
      bounds,
      layers: {
        ...layers,
        pages: near.map(({ key, label, frame }) => ({
          geometry: outlineOf(frame),
          label,
          anchor: key,
          own: false,
        })),
      },
    },
  };
}

/** Tiles that could not be had, in words. */
export function nameTiles(missing: readonly MissingTile[]): string[] {
  return missing.map(({ basemap, tile: { z, x, y }, reason }) => `${basemap} ${z}/${x}/${y}（${reason}）`);
}
