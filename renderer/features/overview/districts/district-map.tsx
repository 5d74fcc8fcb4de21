import type { District, DistrictsMap } from '#shared/contract/districts.ts';
import type { IndicatorId } from '#shared/districts/indicator-ids.ts';
import { indicators, indicatorText, type Ranked } from '#shared/districts/indicators.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { useService } from '../../../client/queries.ts';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { linkTo } from '../../../routes/routes.ts';
import { type Drawing, drawingOf } from './drawing.ts';

interface Shown {
  readonly ranked: readonly Ranked<District>[];
  readonly indicator: IndicatorId;
}

/** Where districts lie, the darker the further down an indicator ranks them, with what is under 挂牌督办. */
export function DistrictMap({ ranked, indicator }: Shown) {
  const map = useService('districts.map', {});
  if (map.error) return <ErrorState error={map.error} onRetry={() => void map.refetch()} />;
  if (!map.data) return <Loading />;
  const drawing = drawingOf(map.data.districts.flatMap(({ outline }) => outline));
  return (
    <figure className="districts-map">
      {drawing === null ? (
        <p className="quiet">各辖区都没有边界和学校位置，画不出图。</p>
      ) : (
        <Drawn drawing={drawing} map={map.data} ranked={ranked} indicator={indicator} />
      )}
      <figcaption className="quiet small">
        颜色越深，“{indicators[indicator].title}”的名次越靠后；斜纹为不排名。
        {map.data.listed.length > 0 && '◆ 挂牌督办。'}
        边界按各辖区报送的区县或镇街边界简化，没有边界的按学校所在范围示意。
      </figcaption>
    </figure>
  );
}

function Drawn({ drawing, map, ranked, indicator }: Shown & { drawing: Drawing; map: DistrictsMap }) {
  const last = Math.max(1, ...ranked.map(({ rank }) => rank ?? 1));
  const outlines = new Map(map.districts.map(({ id, outline }) => [id, outline]));
  return (
    <svg viewBox={`0 0 ${drawing.width} ${drawing.height}`} aria-label="各辖区分布图">
      <title>各辖区分布图</title>
      <defs>
        <pattern
          id="unranked"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect className="districts-unranked-ground" width="6" height="6" />
          <line className="districts-unranked" y2="6" />
        </pattern>
      </defs>
      {ranked.map(({ district, rank, value }) => (
        <a
          key={district.id}
          href={linkTo({ name: 'district', id: district.id })}
          aria-label={`${district.name}：${rank === null ? '不排名' : `第 ${rank} 名`}，${indicatorText(indicator, value)}`}
        >
          <path
            className="districts-area"
            d={drawing.path(outlines.get(district.id) ?? [])}
            style={{ fill: rank === null ? 'url(#unranked)' : shade(rank, last) }}
          >
            <title>{`${district.name} ${indicatorText(indicator, value)}`}</title>
          </path>
        </a>
      ))}
      {ranked.map(({ district }) => (
        <Name
          key={district.id}
          name={district.name}
          outline={outlines.get(district.id) ?? []}
          drawing={drawing}
        />
      ))}
      {map.listed.map(({ place, position }, i) => {
        const [x, y] = drawing.at(position);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: two hazards may be of one place
          <path key={i} className="districts-listed" d={`M${x} ${y - 5}l5 5l-5 5l-5 -5z`}>
            <title>{`挂牌督办：${place}`}</title>
          </path>
        );
      })}
    </svg>
  );
}

/** The best is nearly the paper, the last the full colour. */
function shade(rank: number, last: number): string {
  const share = last === 1 ? 0.2 : 0.12 + (0.63 * (rank - 1)) / (last - 1);
  return `color-mix(in srgb, var(--accent) ${Math.round(share * 100)}%, var(--card))`;
}

interface Named {
  readonly name: string;
  readonly outline: readonly (readonly LngLat[])[];
  readonly drawing: Drawing;
}

/** The name where there is room for it. */
function Name({ name, outline, drawing }: Named) {
  const room = drawing.roomFor(outline);
  if (!room || room.width < name.length * 11) return null;
  return (
    <text className="districts-label" x={room.x} y={room.y}>
      {name}
    </text>
  );
}
