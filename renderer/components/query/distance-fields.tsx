import { Select } from 'antd';
import { keysOf } from '#shared/lists/record.ts';
import { type SchoolStage, schoolStages, UNKNOWN_STAGE } from '#shared/registry/stage.ts';
import { methodNames } from '#shared/rules/rule.ts';
import {
  certaintyNames,
  type DistanceCondition,
  endNames,
  hasWalks,
  nearAnySchool,
} from '#shared/tables/distance-condition.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import { metreWords } from '#shared/written/number.ts';
import { useService } from '../../client/queries.ts';
import { NumberInput } from '../fields/number-field.tsx';

type From = DistanceCondition['from'];

interface DistanceFieldsProps {
  readonly table: TableName;
  readonly condition: DistanceCondition;
  readonly onChange: (condition: DistanceCondition) => void;
}

const fromTitles: Readonly<Record<From['kind'], string>> = {
  schools: '离任一学校',
  school: '离某所学校',
  shape: '离所画图形',
};

/** A condition on the distance to schools, to one of them or to what was drawn: in one line as it is read. */
export function DistanceFields({ table, condition, onChange }: DistanceFieldsProps) {
  const { from, within, by, to, certainty } = condition;
  const put = (part: Partial<DistanceCondition>) => {
    const next = { ...condition, ...part };
    onChange(hasWalks(table, next.from) ? next : { ...next, by: 'straight' });
  };
  const kinds = from.kind === 'shape' ? keysOf(fromTitles) : (['schools', 'school'] as const);
  return (
    <fieldset className="condition" aria-label="距离条件">
      <Select<From['kind']>
        aria-label="离什么"
        className="condition-operator"
        value={from.kind}
        onChange={(kind) => {
          if (kind === 'schools') put({ from: nearAnySchool.from });
          else if (kind === 'school') put({ from: { kind, id: NO_SCHOOL, name: '' } });
        }}
        options={kinds.map((value) => ({ value, label: fromTitles[value] }))}
      />
      {from.kind === 'schools' && (
        <StageFields stages={from.stages} onChange={(stages) => put({ from: { kind: 'schools', stages } })} />
      )}
      {from.kind === 'school' && (
        <SchoolField from={from} onChange={(id, name) => put({ from: { kind: 'school', id, name } })} />
      )}
      <span className="condition-number">
        <NumberInput
          label="距离"
          value={within > 0 ? within : null}
          onChange={(metres) => put({ within: metres ?? 0 })}
          unit="米"
          units={metreWords}
        />
      </span>
      <Select
        aria-label="存疑的算不算"
        className="condition-operator"
        value={certainty}
        onChange={(next) => put({ certainty: next })}
        options={keysOf(certaintyNames).map((value) => ({ value, label: certaintyNames[value] }))}
      />
      {hasWalks(table, from) && (
        <Select
          aria-label="测法"
          className="condition-method"
          value={by}
          onChange={(next) => put({ by: next })}
          options={(['straight', 'walking'] as const).map((value) => ({
            value,
            label: methodNames[value],
          }))}
        />
      )}
      {from.kind !== 'shape' && (
        <Select
          aria-label="量到哪里"
          className="condition-end"
          value={by === 'walking' && to !== 'mainGate' ? 'anyGate' : to}
          onChange={(next) => put({ to: next })}
          options={keysOf(endNames)
            .filter((end) => by === 'straight' || end === 'anyGate' || end === 'mainGate')
            .map((value) => ({ value, label: `至${endNames[value]}` }))}
        />
      )}
    </fieldset>
  );
}

/** Until one is chosen. */
const NO_SCHOOL = 0;

function StageFields({
  stages,
  onChange,
}: {
  stages: readonly SchoolStage[];
  onChange: (stages: SchoolStage[]) => void;
}) {
  return (
    <Select<SchoolStage[]>
      aria-label="学段"
      className="condition-values"
      mode="multiple"
      maxTagCount="responsive"
      placeholder="不限学段"
      value={[...stages]}
      onChange={onChange}
      options={schoolStages
        .filter((stage) => stage !== UNKNOWN_STAGE)
        .map((value) => ({ value, label: value }))}
    />
  );
}

function SchoolField({
  from,
  onChange,
}: {
  from: Extract<From, { kind: 'school' }>;
  onChange: (id: number, name: string) => void;
}) {
  const schools = useService('schools.list', {});
  return (
    <Select<number>
      aria-label="学校"
      className="condition-values"
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="选择学校"
      loading={schools.isPending}
      value={from.id === NO_SCHOOL ? null : from.id}
      onChange={(id) => onChange(id, schools.data?.find((school) => school.id === id)?.name ?? '')}
      options={(schools.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
