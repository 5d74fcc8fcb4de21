import { DownloadOutlined } from '@ant-design/icons';
import { Button, Checkbox, Drawer, Segmented, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { SchoolProvisions } from '#shared/contract/facilities.ts';
import type { Requirement } from '#shared/facilities/facility.ts';
import { client } from '../../client/client.ts';
import { useService } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import { Permitted } from '../../components/permitted.tsx';
import { SchoolsToSweep } from '../../components/schools-to-sweep.tsx';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import { useSaving } from '../../components/use-saving.ts';
import { CompareSnapshots } from './compare-snapshots.tsx';
import { GapCounts } from './gap-counts.tsx';
import { GateCells } from './gate-cells.tsx';
import { MatrixMap } from './matrix-map.tsx';
import { MatrixTable } from './matrix-table.tsx';
import { countsOf, gapsOf } from './provision-figures.ts';

/** Which schools are looked at. */
interface Choice {
  readonly town: string | null;
  /** Schools that lack this one. */
  readonly requirement: string | null;
  /** Schools that lack anything. */
  readonly wanting: boolean;
  /** Schools where something was not looked for. */
  readonly unsurveyed: boolean;
}

/** A table of schools and required facilities. A cell shows the worst of the school's gates. */
export function MatrixView() {
  const matrix = useService('provisions.matrix', {});
  const known = useService('facilities.kinds', {});
  const may = useMayCall();
  const [choice, setChoice] = useState<Choice>({
    town: null,
    requirement: null,
    wanting: false,
    unsurveyed: false,
  });
  const [view, setView] = useState<'table' | 'map'>('table');
  const [opened, setOpened] = useState<number | null>(null);
  const [sweeping, setSweeping] = useState(false);
  const rows = useMemo(() => chosenSchools(matrix.data ?? [], choice), [matrix.data, choice]);
  if (matrix.error) return <ErrorState error={matrix.error} onRetry={() => void matrix.refetch()} />;
  if (!matrix.data || !known.data) return <Loading label="正在对照" />;
  const { requirements } = known.data;
  const gateless = matrix.data.filter(({ gates }) => gates.length === 0).length;
  const school = matrix.data.find(({ schoolId }) => schoolId === opened);
  if (gateless === matrix.data.length)
    return (
      <EmptyState title="还没有校门">
        在“名单”里导入校门，或在地图上点开学校按“新增校门”。有了校门、道路和设施，这里就能逐项对照。
      </EmptyState>
    );
  return (
    <div className="matrix">
      <div className="matrix-bar">
        <ChoiceFields
          towns={[...new Set(matrix.data.flatMap((row) => (row.town ? [row.town] : [])))]}
          requirements={requirements}
          choice={choice}
          onChange={setChoice}
        />
        <Segmented<'table' | 'map'>
          value={view}
          onChange={setView}
          options={[
            { value: 'table', label: '表格' },
            { value: 'map', label: '地图' },
          ]}
        />
        <span className="matrix-actions">
          {may('sweeps.addSchools') && <Button onClick={() => setSweeping(true)}>缺口学校加入整治</Button>}
          <CompareSnapshots />
          <Permitted to="provisions.export">
            <SaveMatrix />
          </Permitted>
        </span>
      </div>
      <GapCounts
        rows={rows}
        requirements={requirements}
        onPick={(requirement) => setChoice({ ...choice, requirement })}
      />
      {gateless > 0 && <p className="quiet small">{gateless} 所学校还没有校门，没有列出。</p>}
      {sweeping && (
        <GapsToSweep
          rows={rows}
          requirement={requirements.find(({ id }) => id === choice.requirement) ?? null}
          onClose={() => setSweeping(false)}
        />
      )}
      {view === 'map' ? (
        <MatrixMap rows={rows} />
      ) : (
        <MatrixTable rows={rows} requirements={requirements} onOpen={setOpened} />
      )}
      <Drawer
        open={school !== undefined}
        size={640}
        title={school?.name}
        onClose={() => setOpened(null)}
        destroyOnHidden
      >
        {school && <GateCells school={school} requirements={requirements} />}
      </Drawer>
    </div>
  );
}

/** Schools without a gate have nothing to compare. */
function chosenSchools(
  schools: readonly SchoolProvisions[],
  { town, requirement, wanting, unsurveyed }: Choice,
): SchoolProvisions[] {
  return schools.filter(
    (row) =>
      row.gates.length > 0 &&
      (town === null || row.town === town) &&
      (!(wanting || requirement) || gapsOf(row, requirement) > 0) &&
      (!unsurveyed || countsOf(row).unsurveyed > 0),
  );
}

function ChoiceFields({
  towns,
  requirements,
  choice,
  onChange,
}: {
  towns: readonly string[];
  requirements: readonly Requirement[];
  choice: Choice;
  onChange: (choice: Choice) => void;
}) {
  return (
    <>
      <Select
        aria-label="镇街"
        allowClear
        placeholder="全部镇街"
        value={choice.town}
        onChange={(town) => onChange({ ...choice, town: town ?? null })}
        options={towns.map((value) => ({ value }))}
        style={{ width: 150 }}
      />
      <Select
        aria-label="缺哪项"
        allowClear
        placeholder="缺哪项"
        value={choice.requirement}
        onChange={(requirement) => onChange({ ...choice, requirement: requirement ?? null })}
        options={requirements.map(({ id, title }) => ({ value: id, label: title }))}
        style={{ width: 150 }}
      />
      <Checkbox
        checked={choice.wanting}
        onChange={({ target }) => onChange({ ...choice, wanting: target.checked })}
      >
        只看有缺口的
      </Checkbox>
      <Checkbox
        checked={choice.unsurveyed}
        onChange={({ target }) => onChange({ ...choice, unsurveyed: target.checked })}
      >
        只看有未调查的
      </Checkbox>
    </>
  );
}

function SaveMatrix() {
  const { busy, save } = useSaving();
  const saveMatrix = () => save(() => client.call('provisions.export', {}), '校门设施对照表.xlsx');
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={saveMatrix}>
      导出
    </Button>
  );
}

/** Takes the schools in sight that lack something to a sweep. */
function GapsToSweep({
  rows,
  requirement,
  onClose,
}: {
  rows: readonly SchoolProvisions[];
  requirement: Requirement | null;
  onClose: () => void;
}) {
  return (
    <SchoolsToSweep
      schools={rows
        .filter((row) => gapsOf(row, requirement?.id ?? null) > 0)
        .map(({ schoolId, name }) => ({ id: schoolId, name }))}
      reason={`设施缺口${requirement ? `：${requirement.title}` : ''}`}
      onClose={onClose}
    />
  );
}
