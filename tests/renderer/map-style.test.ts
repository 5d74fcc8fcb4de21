import { expect, it } from 'vitest';
import { leaveRoads } from '#shared/basemaps/own-roads.ts';
import type { Basemap } from '#shared/contract/map.ts';
import { groundPalettes } from '../../renderer/map/basemap/ground-palette.ts';
import { ownRoadLayers } from '../../renderer/map/basemap/own-roads.ts';
import { sourceId } from '../../renderer/map/basemap/source-id.ts';
import { usualOverlay } from '../../renderer/map/overlay-state.ts';
import { appliedLayer, orderedLayers } from '../../renderer/map/workspace-style.ts';

const basemap = (kind: Basemap['kind'], ...layers: string[]): Basemap => ({
  id: 'x',
  version: '',
  title: '',
  kind,
  minzoom: 0,
  maxzoom: 14,
  bounds: null,
  attribution: '',
  approval: '',
  layers,
  problem: null,
});

const layers = (shade: 'light' | 'dark') =>
  orderedLayers([], usualOverlay.order).map((entry) => appliedLayer(entry, usualOverlay, shade));
const layerOf = (id: string, shade: 'light' | 'dark' = 'light') =>
  layers(shade).find((layer) => layer.id === id);

it('the workspace’s own roads are the ground where no base map shows any', () => {
  expect(leaveRoads([])).toBe(true);
  expect(leaveRoads([basemap('vector', 'ground_water', 'ground_buildings')])).toBe(true);
  expect(leaveRoads([basemap('vector', 'ground_water', 'ground_roads')])).toBe(false);
  expect(leaveRoads([basemap('vector', 'water', 'transportation')])).toBe(false);
  expect(leaveRoads([basemap('raster')])).toBe(false);
  expect(leaveRoads([basemap('vector', 'whatever')])).toBe(false);
  expect(ownRoadLayers('roads', groundPalettes.light).map(({ id }) => id)).toEqual([
    'ground-road-casing',
    'ground-road',
    'ground-road-name',
  ]);
});

it('a base map that takes the place of another under its id is a source of its own', () => {
  const of = (version: string) => sourceId({ ...basemap('raster'), version });
  expect(of('旧底图')).not.toBe(of('新底图'));
});

it('the boundary is shown from the beginning, and names of venues come beside their signs close by', () => {
  expect(layerOf('region-line')?.layout).toMatchObject({ visibility: 'visible' });
  expect(layerOf('venue-mark')?.layout).toMatchObject({
    'text-optional': true,
    'text-variable-anchor': ['top', 'left', 'right', 'bottom'],
    'text-field': expect.arrayContaining([['get', 'name']]),
  });
});

it('in the dark the ground is dark and names are light; marks of verdicts are as by day', () => {
  expect(groundPalettes.dark.ground).not.toBe(groundPalettes.light.ground);
  expect(layerOf('school-label', 'dark')?.paint).toMatchObject({
    'text-color': '#b5d0f3',
    'text-halo-color': '#161c22',
  });
  expect(layerOf('venue-cluster', 'dark')?.paint).toEqual(layerOf('venue-cluster')?.paint);
});
