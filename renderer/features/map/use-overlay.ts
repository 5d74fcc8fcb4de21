import { useMemo } from 'react';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { regionLevels } from '#shared/tables/table-columns.ts';
import { useService } from '../../client/queries.ts';
import { useRemembered } from '../../components/use-remembered.ts';
import { completed, type OverlayState, usualOverlay } from '../../map/overlay-state.ts';

/** Where there are more ungoverned venues than this, they are hidden at first: they would cover all others. */
const CROWD = 3000;

/** How the workspace's layers are drawn, as it was left last, and how regions are shaded. */
export function useOverlay(workspace: WorkspaceSummary) {
  const [chosen, onOverlay] = useRemembered<OverlayState | null>(
    `xueantu.map.${workspace.name}.overlay`,
    null,
  );
  const { other = 0, unknown = 0 } = workspace.venuesByCategory;
  const others = other + unknown;
  const overlay = useMemo(() => {
    const first = others > CROWD ? { ...usualOverlay, hiddenCategories: ['other', 'unknown'] } : usualOverlay;
    return withLevel(chosen ? completed(chosen, first) : first, workspace.regionLevels);
  }, [chosen, others, workspace.regionLevels]);
  const { shading, regionLevel } = overlay;
  const regions = useService('map.regions', overlay.looks.regions.shown && shading !== 'none' ? {} : null);
  const shaded = useMemo(
    () =>
      shading === 'none'
        ? []
        : (regions.data ?? [])
            .filter(({ level }) => level === regionLevel)
            .map((region) => ({ id: region.id, count: region[shading] })),
    [regions.data, shading, regionLevel],
  );
  return { overlay, onOverlay, shaded };
}

/** Where there are no regions of the chosen level, the widest that there are are shown. */
function withLevel(overlay: OverlayState, levels: readonly string[]): OverlayState {
  if (levels.includes(overlay.regionLevel)) return overlay;
  const widest = regionLevels.find((level) => levels.includes(level)) ?? levels[0];
  return widest === undefined ? overlay : { ...overlay, regionLevel: widest };
}
