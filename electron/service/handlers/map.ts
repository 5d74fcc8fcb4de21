import type { HandlersOf } from './handlers.ts';

export const mapHandlers: HandlersOf<'map'> & HandlersOf<'basemaps'> = {
  async 'map.tile'({ workspace, db }, { z, x, y }) {
    return await workspace.tiles.tile(db, workspace, z, x, y);
  },

  async 'basemaps.list'({ workspace }) {
    return await workspace.basemaps.list();
  },

  async 'basemaps.tile'({ workspace }, { id, z, x, y }) {
    return await workspace.basemaps.tile(id, z, x, y);
  },
};
