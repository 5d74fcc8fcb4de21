import { isUngoverned } from '#shared/classification/category.ts';
import { recordOf } from '#shared/lists/record.ts';
import type { Query } from '#shared/tables/query.ts';

/** Layers that a reader switches and orders, bottom first. */
const overlayGroups = [
  'regions',
  'roads',
  'zones',
  'gateZones',
  'troubleSpots',
  'neighbours',
  'schools',
  'links',
  'facilities',
  'venues',
  'pins',
] as const;
export type OverlayGroup = (typeof overlayGroups)[number];

/** How a group is drawn. */
export interface GroupLook {
  readonly shown: boolean;
  /** From 0 to 1, on top of what its own drawing has. */
  readonly opacity: number;
  readonly labels: boolean;
}

export type Shading = 'none' | 'violations' | 'undetermined' | 'openHazards';

/** A remembered look, completed by what newer versions added. */
export function completed(remembered: OverlayState, usual: OverlayState): OverlayState {
  const order = remembered.order.filter((group) => overlayGroups.includes(group));
  for (const [i, group] of overlayGroups.entries()) {
    if (order.includes(group)) continue;
    // A new group comes above the one that it usually lies on.
    const below = overlayGroups[i - 1];
    order.splice(below === undefined ? 0 : order.indexOf(below) + 1, 0, group);
  }
  return {
    ...usual,
    ...remembered,
    looks: { ...usual.looks, ...remembered.looks },
    order,
  };
}

export interface OverlayState {
  readonly looks: Readonly<Record<OverlayGroup, GroupLook>>;
  /** Bottom first. */
  readonly order: readonly OverlayGroup[];
  /** Categories not shown. */
  readonly hiddenCategories: readonly string[];
  /** Whether venues outside every zone are shown. */
  readonly outside: boolean;
  /** Only venues that fulfil it are shown. */
  readonly filter: Query | null;
  /** Regions of one level are shown, shaded by what is counted in each. */
  readonly regionLevel: string;
  readonly shading: Shading;
}

const usualLook: GroupLook = { shown: true, opacity: 1, labels: true };

export const usualOverlay: OverlayState = {
  looks: recordOf(overlayGroups, (group) => ({
    ...usualLook,
    shown: group !== 'roads',
  })),
  order: overlayGroups,
  hiddenCategories: [],
  outside: true,
  filter: null,
  regionLevel: '镇街',
  shading: 'none',
};

/**
 * What tiles leave out: venues that do not fulfil the filter, and hidden categories, so that clusters do not
 * count them. Ungoverned venues are in no cluster.
 */
export function tileFilter({ filter, hiddenCategories }: OverlayState): Query | null {
  const hidden = hiddenCategories.filter((category) => !isUngoverned(category)).sort();
  const parts: Query['parts'] = filter && filter.parts.length > 0 ? [filter] : [];
  if (hidden.length > 0) parts.push(anyKindOutside(hidden));
  return parts.length > 0 ? { match: 'all', parts } : null;
}

/** A venue of several kinds is left out only where all of them are hidden. */
function anyKindOutside(hidden: string[]): Query {
  return {
    match: 'any',
    parts: [
      { column: 'mainCategory', operator: 'noneOf', operands: hidden },
      {
        match: 'all',
        parts: [
          { column: 'furtherKinds', operator: 'notEmpty', operands: [] },
          { column: 'furtherKinds', operator: 'noneOf', operands: hidden },
        ],
      },
    ],
  };
}
