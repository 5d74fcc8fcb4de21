import { Checkbox } from 'antd';
import type { Basemap } from '#shared/contract/map.ts';

/** Base maps, each with its switch; one that cannot be read says why and hinders nothing. */
export function BasemapLayers({
  basemaps,
  hiddenBasemaps,
  onHiddenBasemaps,
}: {
  readonly basemaps: readonly Basemap[];
  readonly hiddenBasemaps: readonly string[];
  readonly onHiddenBasemaps: (hidden: readonly string[]) => void;
}) {
  return (
    <>
      <h2>底图</h2>
      {basemaps.length === 0 && (
        <p className="quiet small">
          没有底图。把 PMTiles 或 MBTiles 文件放进工作区的 basemaps 文件夹，重新打开即可。
        </p>
      )}
      <ul className="layers">
        {basemaps.map((basemap) => (
          <li key={basemap.id} className="layer">
            <Checkbox
              disabled={basemap.problem !== null}
              checked={basemap.problem === null && !hiddenBasemaps.includes(basemap.id)}
              onChange={({ target }) =>
                onHiddenBasemaps(
                  target.checked
                    ? hiddenBasemaps.filter((id) => id !== basemap.id)
                    : [...hiddenBasemaps, basemap.id],
                )
              }
            >
              {basemap.title}
            </Checkbox>
            {basemap.problem && <span className="layer-problem">{basemap.problem}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
