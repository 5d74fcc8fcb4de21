import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { CategoryTitle } from '#shared/classification/category.ts';
import { elementAt } from '#shared/lists/element.ts';
import type { Shade } from '../components/theme-mode.ts';
import { matchExpression } from './match-expression.ts';
import { neighbourLayers } from './neighbour-layers.ts';
import { inTheDark } from './overlay-in-the-dark.ts';
import { type OverlayLayer, overlayLayers } from './overlay-layers.ts';
import type { OverlayGroup, OverlayState } from './overlay-state.ts';
import { pinLayers } from './pin-layers.ts';
import { schoolClusterLayers } from './school-cluster-layers.ts';
import { spotLayers } from './spot-layers.ts';

/** Layers of venues one by one, which follow the switches of categories; clusters count all that the filter lets through. */
const categoryLayers: readonly string[] = ['venue-outside', 'venue-mark'];
/** Layers whose filter tells what is selected. */
const selectedLayers: readonly string[] = [
  'zone-selected',
  'campus-selected',
  'link-selected',
  'link-label',
  'venue-halo',
  'venue-picked',
  'facility-picked',
  'school-picked',
];

const opacities: Readonly<Record<string, readonly string[]>> = {
  fill: ['fill-opacity'],
  line: ['line-opacity'],
  circle: ['circle-opacity', 'circle-stroke-opacity'],
  symbol: ['icon-opacity', 'text-opacity'],
};

/** From this zoom on there is room for the names of venues themselves, beside their signs. */
const NAMES_ZOOM = 16.7;

/** Layers in the reader's order; those on top of a group stay on top of it. */
export function orderedLayers(
  categories: readonly CategoryTitle[],
  order: readonly OverlayGroup[],
): OverlayLayer[] {
  const shortNames = matchExpression(
    ['get', 'category'],
    categories.map(({ id, short }) => [id, short]),
    '',
  );
  const layers = [
    ...overlayLayers,
    ...spotLayers,
    ...neighbourLayers,
    ...schoolClusterLayers,
    ...pinLayers,
  ].map((each) => withShortNames(each, shortNames));
  return order.flatMap((group) => layers.filter((layer) => layer.group === group));
}

/** A layer with the short names that it writes. */
function withShortNames(each: OverlayLayer, names: string | ExpressionSpecification): OverlayLayer {
  const { layer, shortNamesFrom } = each;
  if (shortNamesFrom === undefined || layer.type !== 'symbol') return each;
  const field: ExpressionSpecification = [
    'step',
    ['zoom'],
    '',
    shortNamesFrom,
    names,
    NAMES_ZOOM,
    ['get', 'name'],
  ];
  return { ...each, layer: { ...layer, layout: { ...layer.layout, 'text-field': field } } };
}

/** A layer as the reader wants it: shown or not, its opacity and labels, and for venues the categories shown. */
export function appliedLayer(
  { group, layer }: OverlayLayer,
  overlay: OverlayState,
  shade: Shade,
): LayerSpecification {
  const look = overlay.looks[group];
  const isLabel = layer.type === 'symbol' && layer.id.endsWith('-label');
  const shown =
    look.shown &&
    (layer.id !== 'venue-outside' || overlay.outside) &&
    (look.labels || !isLabel || group === 'links');
  const layout: Record<string, unknown> = { ...layer.layout, visibility: shown ? 'visible' : 'none' };
  if (group === 'venues' && layer.id !== 'venue-cluster-count' && !look.labels && 'text-field' in layout)
    layout['text-field'] = '';
  const paint: Record<string, unknown> =
    shade === 'dark' && group !== 'pins' ? inTheDark(layer.paint ?? {}) : { ...layer.paint };
  if (look.opacity < 1)
    for (const name of opacities[layer.type] ?? [])
      paint[name] = (typeof paint[name] === 'number' ? paint[name] : 1) * look.opacity;
  const filter = filterOf(layer, overlay);
  return { ...layer, layout, paint, ...(filter ? { filter } : {}) } as LayerSpecification;
}

function filterOf(layer: LayerSpecification, overlay: OverlayState): unknown {
  const base = 'filter' in layer && layer.filter ? [layer.filter] : [];
  if (layer.id.startsWith('region-')) return ['==', ['get', 'level'], overlay.regionLevel];
  if (!categoryLayers.includes(layer.id)) return null;
  return ['all', ...base, ['!', ['in', ['get', 'category'], ['literal', [...overlay.hiddenCategories]]]]];
}

/** Whether the reader's choices may replace a layer's filter. */
export function hasOwnFilter(id: string): boolean {
  return selectedLayers.includes(id);
}

/** Shades of few to many, lightest first; grey print keeps their order. */
const shades: readonly string[] = ['#fbe9e7', '#f6c4bc', '#e88f83', '#d2574d', '#a32f2b'];

/** Colours of regions by what is counted in each, in five steps up to the largest of its level. */
export function shadeExpression(
  counts: readonly { readonly id: number; readonly count: number }[],
): string | ExpressionSpecification {
  const most = Math.max(1, ...counts.map(({ count }) => count));
  if (counts.length === 0) return 'rgba(0, 0, 0, 0)';
  return matchExpression(
    ['id'],
    counts.map(({ id, count }) => [id, shadeOf(count, most)]),
    'rgba(0, 0, 0, 0)',
  );
}

function shadeOf(count: number, most: number): string {
  if (count === 0) return '#f4f5f7';
  return elementAt(shades, Math.min(shades.length - 1, Math.ceil((count / most) * shades.length) - 1));
}
