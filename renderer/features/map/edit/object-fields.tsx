import { Form, Input, Select } from 'antd';
import type { DrawnTable } from '#shared/contract/editing.ts';
import { facilityStates } from '#shared/facilities/facility.ts';
import { entriesOf } from '#shared/lists/record.ts';
import { schoolStages } from '#shared/registry/stage.ts';
import { regionLevels } from '#shared/tables/table-columns.ts';
import { choosable } from '#shared/tables/titles.ts';
import { useService } from '../../../client/queries.ts';
import { DayField } from '../../../components/fields/day-field.tsx';
import { DistanceField } from '../../../components/fields/number-field.tsx';
import { useTitles } from '../../../components/use-titles.ts';
import { SpotFields } from '../spots/spot-fields.tsx';

/** What is said of a thing, beside where it is. */
export function ObjectFields({ table, id }: { table: DrawnTable; id: number | null }) {
  switch (table) {
    case 'venues':
      return <VenueFields />;
    case 'schools':
      return <SchoolFields />;
    case 'facilities':
      return <FacilityFields />;
    case 'roads':
      return <RoadFields />;
    case 'troubleSpots':
      return <SpotFields id={id} />;
    case 'regions':
      return (
        <>
          <NameField required />
          <ChoiceField name="level" label="级别" options={same(regionLevels)} />
        </>
      );
  }
}

function VenueFields() {
  const titles = useTitles();
  return (
    <>
      <NameField required />
      <Form.Item name={['said', 'category']} label="类别">
        <Select
          allowClear
          placeholder="按名称判断"
          showSearch={{ optionFilterProp: 'label' }}
          options={choosable(titles.category).map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
      <TextField name="address" label="地址" />
      <TextField name="uscc" label="统一社会信用代码" />
      <DayField name={['said', 'establishedOn']} label="成立日期" past />
      <TextField name="status" label="登记状态" />
    </>
  );
}

function SchoolFields() {
  return (
    <>
      <NameField required />
      <ChoiceField name="stage" label="学段" options={same(schoolStages)} />
      <TextField name="address" label="地址" />
      <TextField name="schoolCode" label="学校标识码" />
    </>
  );
}

function FacilityFields() {
  const catalogue = useService('facilities.kinds', {});
  const used = useService('tables.values', {
    table: 'facilities',
    query: { match: 'all', parts: [] },
    column: 'kind',
  });
  const kinds = new Set([
    ...(catalogue.data?.kinds ?? []).map(({ title }) => title),
    ...(used.data ?? []).map(({ value }) => value),
  ]);
  return (
    <>
      <ChoiceField name="kind" label="种类" options={same([...kinds])} />
      <NameField />
      <ChoiceField name="state" label="状态" options={same(facilityStates)} />
      <TextField name="body" label="责任单位" />
      <DayField name={['said', 'checkedOn']} label="核查日期" past />
      <TextField name="note" label="备注" />
    </>
  );
}

const roadClasses = {
  primary: '主干路',
  secondary: '次干路',
  tertiary: '支路',
  residential: '居住区道路',
  service: '内部道路',
  footway: '人行道',
} as const;

function RoadFields() {
  return (
    <>
      <NameField />
      <ChoiceField
        name="class"
        label="等级"
        options={entriesOf(roadClasses).map(([value, label]) => ({ value, label }))}
      />
      <DistanceField name={['said', 'width']} label="路宽" min={1} max={120} />
    </>
  );
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
}

function NameField({ required = false }: { required?: boolean }) {
  return (
    <Form.Item
      name={['said', 'name']}
      label="名称"
      rules={required ? [{ required, message: '请填写名称' }] : []}
    >
      <Input maxLength={120} />
    </Form.Item>
  );
}

function TextField({ name, label }: FieldProps) {
  return (
    <Form.Item name={['said', name]} label={label}>
      <Input />
    </Form.Item>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

function ChoiceField({ name, label, options }: FieldProps & { readonly options: Choice[] }) {
  return (
    <Form.Item name={['said', name]} label={label} rules={[{ required: true, message: `请选择${label}` }]}>
      <Select showSearch={{ optionFilterProp: 'label' }} options={options} />
    </Form.Item>
  );
}

/** Choices that are stored as they are read. */
function same(values: readonly string[]): Choice[] {
  return values.map((value) => ({ value, label: value }));
}
