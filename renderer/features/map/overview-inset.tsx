import { ShrinkOutlined, TableOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import type { PointerEvent } from 'react';
import type { LngLatBounds } from '#shared/geodesy/units.ts';
import { useService } from '../../client/queries.ts';
import { useRemembered } from '../../components/use-remembered.ts';
import type { MapControl } from '../../map/map-control.ts';

const WIDTH = 190;
const HEIGHT = 140;
const MARGIN = 8;

/** A small map of all schools with a frame around the part that the large map shows; a click moves it there. */
export function OverviewInset({
  bounds,
  control,
}: {
  bounds: LngLatBounds | null;
  control: MapControl | null;
}) {
  const [open, setOpen] = useRemembered('xueantu.inset', false);
  const schools = useService('schools.list', open ? {} : null);
  if (!bounds || !control) return null;
  if (!open)
    return (
      <Tooltip title="鹰眼：全区一览" placement="left">
        <Button
          className="inset-open"
          size="small"
          icon={<TableOutlined />}
          aria-label="打开鹰眼"
          onClick={() => setOpen(true)}
        />
      </Tooltip>
    );
  const [west, south, east, north] = bounds;
  const stretch = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(
    (WIDTH - 2 * MARGIN) / Math.max((east - west) * stretch, 1e-6),
    (HEIGHT - 2 * MARGIN) / Math.max(north - south, 1e-6),
  );
  const x = (lng: number) => WIDTH / 2 + (lng - (west + east) / 2) * stretch * scale;
  const y = (lat: number) => HEIGHT / 2 - (lat - (south + north) / 2) * scale;
  const [left, bottom, right, top] = control.bounds;
  const go = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const lng = (west + east) / 2 + (event.clientX - box.x - WIDTH / 2) / (stretch * scale);
    const lat = (south + north) / 2 - (event.clientY - box.y - HEIGHT / 2) / scale;
    control.centre([lng, lat]);
  };
  const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));
  const [x1, x2] = [clamp(x(left), WIDTH), clamp(x(right), WIDTH)];
  const [y1, y2] = [clamp(y(top), HEIGHT), clamp(y(bottom), HEIGHT)];
  return (
    <section className="inset" aria-label="鹰眼">
      <Button
        className="inset-close"
        size="small"
        type="text"
        icon={<ShrinkOutlined />}
        aria-label="收起鹰眼"
        onClick={() => setOpen(false)}
      />
      <svg width={WIDTH} height={HEIGHT} role="img" aria-label="全区学校分布和当前视图" onPointerDown={go}>
        {(schools.data ?? []).map(
          ({ id, position, violations }) =>
            position && (
              <circle
                key={id}
                cx={x(position[0])}
                cy={y(position[1])}
                r={violations > 0 ? 2.6 : 2}
                className={violations > 0 ? 'inset-violation' : 'inset-school'}
              />
            ),
        )}
        <rect
          x={x1}
          y={y1}
          width={Math.max(3, x2 - x1)}
          height={Math.max(3, y2 - y1)}
          className="inset-view"
        />
      </svg>
    </section>
  );
}
