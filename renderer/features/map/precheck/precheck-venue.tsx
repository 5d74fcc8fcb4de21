import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { VenueHit } from '#shared/contract/precheck.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { tenancyEnds } from '#shared/zones/distance-statement.ts';
import type { PositionSource } from '#shared/zones/uncertainty.ts';
import { useService } from '../../../client/queries.ts';
import { PlaceSearch } from '../../../components/fields/place-search.tsx';
import { PositionInput } from '../../../components/fields/position-field.tsx';
import { SourceSelect } from '../../../components/fields/source-select.tsx';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { emptySketch, lineShape, sketchOf } from '../../../map/sketch-style.ts';
import { useSketch } from '../map-tools.tsx';
import { Panel } from '../panel.tsx';
import { usePointDrawing } from '../use-point-drawing.ts';
import { HitList } from './hit-list.tsx';
import { StatementForm } from './statement-form.tsx';
import '../edit/editors.css';
import { goTo } from '../../../routes/navigation.ts';

/** A spot where somebody wants to open a venue: which category may, which may not, and why. */
export function PrecheckVenue({ workspace }: { workspace: WorkspaceSummary }) {
  const [position, setPosition] = useState<[number, number] | null>(null);
  const [source, setSource] = useState<PositionSource>('imagery');
  const [category, setCategory] = useState<string | null>(null);
  const placed = position !== null;
  usePointDrawing('proposed', position, setPosition);
  const check = useService('precheck.venue', position ? { position, source } : null);
  const hits = useMemo(
    () => (check.data?.hits ?? []).filter((hit) => category === null || hit.category === category),
    [check.data, category],
  );
  useSketch(useMemo(() => sketchOfHits(position, hits), [position, hits]));
  const place = (next: [number, number], from: PositionSource) => {
    setPosition(next);
    setSource(from);
  };
  return (
    <Panel
      title="拟设场所预检"
      tags={<span className="quiet">只试算，不保存</span>}
      onClose={() => goTo({ name: 'map' })}
      actions={
        <Button
          type="primary"
          disabled={!position || !check.data}
          onClick={() =>
            position &&
            goTo({ name: 'venueCheckDocument', position, source, category: category ?? undefined })
          }
        >
          打印预检意见
        </Button>
      }
    >
      <div className="editor">
        <p className="quiet small">
          {placed ? '拖动紫色圆点换个位置。' : '在地图上点一下拟设场所的出入口，或按地址、坐标定位。'}
        </p>
        <PlaceSearch onFound={({ position: at, source: from }) => place(at, from)} />
        <PositionInput position={position} onChange={setPosition} />
        <SourceSelect value={source} onChange={setSource} />
        <Select
          allowClear
          placeholder="全部类别"
          aria-label="类别"
          value={category}
          onChange={(next?: string) => setCategory(next ?? null)}
          options={workspace.categories.map(({ id, title }) => ({ value: id, label: title }))}
        />
        {position && category && (
          <StatementForm
            hint={(tenancy) => `量到：${tenancyEnds[tenancy]}。请把紫色圆点放在这里。`}
            onPrint={(applicant) =>
              goTo({ name: 'distanceStatement', statement: { position, source, category, ...applicant } })
            }
          />
        )}
        {check.error && <ErrorState error={check.error} />}
        {position && check.isPending && <Loading label="正在预检" />}
        {check.data && (
          <HitList
            hits={hits}
            workspace={workspace}
            nearest={check.data.nearest}
            empty="该处不在任何学校的管控范围内，按现行规则没有距离限制。"
          />
        )}
      </div>
    </Panel>
  );
}

function sketchOfHits(position: LngLat | null, hits: readonly VenueHit[]) {
  if (!position) return emptySketch;
  const seen = new Set<string>();
  return sketchOf(
    ...hits.flatMap((hit) => {
      const key = hit.from.join(',');
      if (seen.has(key)) return [];
      seen.add(key);
      return [['link', lineShape([hit.from, position]), `${hit.distance.toFixed(1)} m`] as const];
    }),
  );
}
