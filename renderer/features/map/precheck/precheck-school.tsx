import { Button, Segmented, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { ProposedSchool, SchoolHit } from '#shared/contract/precheck.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { lineOf, lngLatOf } from '#shared/geodesy/positions.ts';
import { type Stage, stageSchema } from '#shared/registry/stage.ts';
import { existingNames } from '#shared/rules/rule.ts';
import { tenancyStarts } from '#shared/zones/distance-statement.ts';
import { shortVerdict } from '#shared/zones/verdict.ts';
import { useService } from '../../../client/queries.ts';
import { weightiestHits } from '../../../components/alike-hits.ts';
import { categoryTitle } from '../../../components/format.ts';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { SeverityTag } from '../../../components/tags.tsx';
import type { DrawingRequest } from '../../../map/drawing/drawing-request.ts';
import { lineShape, pointShape, type SketchShape, sketchOf } from '../../../map/sketch-style.ts';
import { useDrawing, useSketch } from '../map-tools.tsx';
import { Panel } from '../panel.tsx';
import '../edit/editors.css';
import { StatementForm } from './statement-form.tsx';
import './hit-list.css';
import { goTo } from '../../../routes/navigation.ts';
import { linkTo } from '../../../routes/routes.ts';

type Place = [number, number];

/** A school that is planned: the venues that its zone would hold. */
export function PrecheckSchool({ workspace }: { workspace: WorkspaceSummary }) {
  const [stage, setStage] = useState<Stage>('小学');
  const [ring, setRing] = useState<Place[] | null>(null);
  const [gates, setGates] = useState<readonly Place[]>([]);
  const [part, setPart] = useState<'campus' | 'gate'>('campus');
  const fresh = ring === null;
  useDrawing(
    useMemo((): DrawingRequest => {
      if (part === 'gate')
        return {
          key: `gate/${gates.length}`,
          shape: 'point',
          value: null,
          onChange: (shape) => {
            if (shape.type === 'Point') setGates([...gates, lngLatOf(shape.coordinates)]);
          },
        };
      return {
        key: fresh ? 'campus/new' : 'campus',
        shape: 'polygon',
        value: ring && { type: 'Polygon', coordinates: [ring] },
        onChange: (shape) => {
          if (shape.type === 'Polygon') setRing(lineOf(shape.coordinates[0] ?? []));
        },
      };
    }, [part, ring, fresh, gates]),
  );
  const proposed = useMemo(
    (): ProposedSchool | null =>
      ring || gates.length > 0
        ? { stage, campus: ring && [[ring]], gates: [...gates], source: 'imagery' }
        : null,
    [stage, ring, gates],
  );
  const check = useService('precheck.school', proposed);
  const { zone, hits } = check.data ?? { zone: null, hits: [] };
  useSketch(
    useMemo(
      () =>
        sketchOf(
          ...(zone ? [['zone', zone] satisfies SketchShape] : []),
          ...gates.map((gate): SketchShape => ['spot', pointShape(gate)]),
          ...weightiestHits(hits).map(
            (hit): SketchShape => [
              'link',
              lineShape([hit.from, hit.position]),
              `${hit.distance.toFixed(1)} m`,
            ],
          ),
        ),
      [zone, gates, hits],
    ),
  );
  return (
    <Panel
      title="拟建学校预检"
      tags={<span className="quiet">只试算，不保存</span>}
      onClose={() => goTo({ name: 'map' })}
      actions={
        <>
          <Button
            type="primary"
            disabled={!proposed || !check.data}
            onClick={() => proposed && goTo({ name: 'schoolCheckDocument', proposed })}
          >
            打印预检意见
          </Button>
          <Button
            disabled={!proposed}
            onClick={() => {
              setRing(null);
              setGates([]);
            }}
          >
            重画
          </Button>
        </>
      }
    >
      <div className="editor">
        <div className="editor-row">
          <span>学段</span>
          <Select<Stage>
            aria-label="学段"
            value={stage}
            onChange={setStage}
            options={stageSchema.options.map((value) => ({ value, label: value }))}
          />
        </div>
        <div className="editor-row">
          <span>在地图上画</span>
          <Segmented<'campus' | 'gate'>
            block
            value={part}
            onChange={setPart}
            options={[
              { value: 'campus', label: '校园边界' },
              { value: 'gate', label: `校门（${gates.length}）` },
            ]}
          />
        </div>
        <p className="quiet small">
          {part === 'gate'
            ? '每点一下增加一个拟建校门。'
            : fresh
              ? '依次点击拟建校园的角点，双击结束。'
              : '拖动角点调整拟建校园。'}
        </p>
        {proposed && <Statement proposed={proposed} />}
        {check.error && <ErrorState error={check.error} />}
        {proposed && check.isPending && <Loading label="正在预检" />}
        {check.data && <SchoolHits hits={hits} workspace={workspace} />}
      </div>
    </Panel>
  );
}

function Statement({ proposed }: { proposed: ProposedSchool }) {
  return (
    <StatementForm
      begun="building"
      hint={(tenancy) => `从这里起量：${tenancyStarts[tenancy]}。不是整栋的，只点校门，不画边界。`}
      onPrint={(applicant) => goTo({ name: 'schoolStatement', statement: { ...proposed, ...applicant } })}
    />
  );
}

function SchoolHits({ hits, workspace }: { hits: readonly SchoolHit[]; workspace: WorkspaceSummary }) {
  const shown = weightiestHits(hits);
  if (shown.length === 0) return <p className="why why-supervised">安全区域内没有受管控的现有场所。</p>;
  return (
    <section data-testid="precheck">
      <h2 className="list-title">将落入安全区域或存疑的现有场所（{shown.length}）</h2>
      <ul className="hits">
        {shown.map((hit) => (
          <li key={hit.venueId} className="hit">
            <a className="hit-name" href={linkTo({ name: 'venue', id: hit.venueId })}>
              {hit.venueName}
            </a>
            <span>
              <SeverityTag severity={hit.severity} text={shortVerdict(hit)} />{' '}
              {categoryTitle(workspace.categories, hit.category)}
              <b className="number">{hit.distance.toFixed(1)} m</b>
              {hit.existing && <span className="quiet">　存量：{existingNames[hit.existing]}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
