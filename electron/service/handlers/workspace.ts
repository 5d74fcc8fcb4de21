import { readMeta } from '../db/meta.ts';
import { countEverything, countVenuesByCategory, workspaceBounds } from '../db/summary.ts';
import type { HandlersOf } from './handlers.ts';

export const workspaceHandlers: HandlersOf<'workspace'> & HandlersOf<'packs'> = {
  async 'workspace.describe'({ workspace, db, today }) {
    return {
      name: workspace.name,
      demonstration: workspace.demonstration,
      today,
      pack: workspace.pack,
      rules: [...workspace.rules],
      categories: [...workspace.catalogue.categories],
      bounds: await workspaceBounds(db),
      counts: await countEverything(db, today),
      venuesByCategory: await countVenuesByCategory(db),
      revision: workspace.tiles.revision,
      findingsCurrent: (await readMeta(db, 'findingsCurrent')) === '1',
    };
  },

  async 'packs.list'({ workspace }) {
    const { packs } = workspace.catalogue;
    return packs.map(({ id, title, region, document, rules }) => ({
      id,
      title,
      region,
      document,
      rules: rules.length,
    }));
  },
};
