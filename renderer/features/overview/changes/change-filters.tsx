import { Segmented, Select } from 'antd';
import { dayOf } from '#shared/calendar/china-time.ts';
import { addDays } from '#shared/calendar/days.ts';
import type { ChangesWanted } from '#shared/contract/what-changed.ts';
import { inNone, TOWN_LEVEL } from '#shared/regions/levels.ts';
import { periodDates, periodsAround } from '#shared/sweeps/period.ts';
import { useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { CategorySelect } from '../../../components/category-select.tsx';
import { DayInput } from '../../../components/fields/day-field.tsx';

interface FilterProps {
  readonly wanted: ChangesWanted;
  readonly onChange: (part: Partial<ChangesWanted>) => void;
}

/** Since when, and of what. */
export function ChangeFilters({ wanted, today, onChange }: FilterProps & { today: string }) {
  const may = useMayCall();
  return (
    <div className="changes-filters">
      <SpanChoice wanted={wanted} today={today} onChange={onChange} />
      {may('import.batches') && <ListChoice wanted={wanted} onChange={onChange} />}
      <PlaceChoice wanted={wanted} onChange={onChange} />
    </div>
  );
}

function SpanChoice({ wanted: { of }, today, onChange }: FilterProps & { today: string }) {
  const [last = '', now = ''] = periodsAround(today, 1, 0);
  const choices: Readonly<Record<string, { from: string; to: string }>> = {
    近一周: { from: addDays(today, -6), to: today },
    本季度: { from: periodDates(now).from, to: today },
    上季度: periodDates(last),
    本年: { from: `${today.slice(0, 4)}-01-01`, to: today },
  };
  const span = 'batch' in of ? null : of;
  const chosen = Object.keys(choices).find(
    (key) => choices[key]?.from === span?.from && choices[key]?.to === span?.to,
  );
  const { from = '', to = today } = span ?? {};
  const set = (next: { from: string; to: string }) => {
    if (next.from !== '' && next.to !== '' && next.from <= next.to) onChange({ of: next });
  };
  return (
    <>
      <Segmented
        aria-label="时段"
        options={Object.keys(choices)}
        value={chosen ?? ''}
        onChange={(key: string) => set(choices[key] ?? { from: '', to: '' })}
      />
      <div className="changes-day">
        <DayInput label="从这天起" past value={from} onChange={(day) => set({ from: day, to })} />
      </div>
      <span className="quiet">至</span>
      <div className="changes-day">
        <DayInput label="到这天止" past value={to} onChange={(day) => set({ from, to: day })} />
      </div>
    </>
  );
}

/** One import alone. */
function ListChoice({ wanted: { of }, onChange }: FilterProps) {
  const batches = useService('import.batches', {});
  const standing = (batches.data ?? []).filter(({ undoneAt }) => undoneAt === null);
  if (standing.length === 0) return null;
  return (
    <Select
      aria-label="某次导入"
      className="changes-list"
      placeholder="某次导入"
      value={'batch' in of ? of.batch : null}
      onChange={(batch: number) => onChange({ of: { batch } })}
      showSearch={{ optionFilterProp: 'label' }}
      options={standing.map(({ id, fileName, importedAt }) => ({
        value: id,
        label: `${dayOf(new Date(importedAt))} ${fileName}`,
      }))}
    />
  );
}

function PlaceChoice({ wanted: { level, town, schoolId, category }, onChange }: FilterProps) {
  const regions = useService('map.regions', {});
  const schools = useService('schools.list', {});
  const towns = (regions.data ?? []).filter((region) => region.level === level).map(({ name }) => name);
  return (
    <>
      {towns.length > 0 && (
        <Select
          allowClear
          aria-label={level}
          placeholder={level}
          value={town}
          onChange={(next?: string) =>
            onChange(next === undefined ? { town: null, level: TOWN_LEVEL } : { town: next })
          }
          showSearch={{ optionFilterProp: 'label' }}
          options={[
            ...towns.map((name) => ({ value: name, label: name })),
            { value: '', label: inNone(level) },
          ]}
        />
      )}
      <Select
        allowClear
        aria-label="学校"
        className="changes-school"
        placeholder="学校"
        value={schoolId}
        onChange={(next: number | undefined) => onChange({ schoolId: next ?? null })}
        showSearch={{ optionFilterProp: 'label' }}
        options={(schools.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
      <CategorySelect
        allowClear
        value={category ?? ''}
        onChange={(next) => onChange({ category: next || null })}
      />
    </>
  );
}
