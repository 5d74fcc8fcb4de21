import { Form, Select } from 'antd';
import { type TargetOptions, targetVerdicts } from '#shared/sweeps/choose-targets.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import { useService } from '../../client/queries.ts';
import { NumberInput } from '../../components/fields/number-field.tsx';

/** Of which kinds, towns and schools targets are, and at most how many. */
export function TargetFilters({
  options,
  towns,
  onChange,
}: {
  options: TargetOptions;
  towns: readonly string[];
  onChange: (part: Partial<TargetOptions>) => void;
}) {
  const categories = useService('workspace.describe', {}).data?.categories ?? [];
  const schools = useService('schools.list', {}).data ?? [];
  return (
    <>
      <Form.Item label="只选这些类别">
        <Several
          label="类别"
          value={options.kinds}
          onChange={(kinds) => onChange({ kinds })}
          options={categories.map(({ id, title }) => ({ value: id, label: title }))}
        />
      </Form.Item>
      {towns.length > 0 && (
        <Form.Item label="只选这些镇街">
          <Several
            label="镇街"
            value={options.towns}
            onChange={(chosen) => onChange({ towns: chosen })}
            options={towns.map((value) => ({ value, label: value }))}
          />
        </Form.Item>
      )}
      <Form.Item label="只选这些学校周边">
        <Several
          label="学校"
          value={options.schoolIds}
          onChange={(schoolIds) => onChange({ schoolIds })}
          options={schools.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item label="只选这些判定">
        <Several
          label="判定"
          value={options.verdicts}
          onChange={(verdicts) => onChange({ verdicts })}
          options={targetVerdicts.map((value) => ({ value, label: severityNames[value] }))}
        />
      </Form.Item>
      <Form.Item label="最多几家（重的在前）">
        <NumberInput
          label="最多几家"
          whole
          min={1}
          max={100_000}
          placeholder="不限"
          value={options.most}
          onChange={(most) => onChange({ most })}
        />
      </Form.Item>
    </>
  );
}

function Several<Value extends string | number>({
  label,
  value,
  onChange,
  options,
}: {
  label: string;
  value: readonly Value[];
  onChange: (chosen: Value[]) => void;
  options: { value: Value; label: string }[];
}) {
  return (
    <Select<Value[]>
      mode="multiple"
      aria-label={label}
      placeholder="全部"
      maxTagCount="responsive"
      showSearch={{ optionFilterProp: 'label' }}
      value={[...value]}
      onChange={onChange}
      options={options}
    />
  );
}
