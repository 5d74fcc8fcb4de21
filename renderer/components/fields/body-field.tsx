import { AutoComplete, Select } from 'antd';
import { useService } from '../../client/queries.ts';
import { type FieldProps, FormField } from './form-field.tsx';

/** Which body answers for something: one of the agencies of the rule pack. */
export function BodyField({ clearable = false, ...field }: FieldProps & { readonly clearable?: boolean }) {
  const workspace = useService('workspace.describe', {});
  return (
    <FormField {...field}>
      <Select
        showSearch
        allowClear={clearable}
        options={(workspace.data?.pack.agencies ?? []).map(({ name }) => ({ value: name }))}
      />
    </FormField>
  );
}

/** Whose matter something is: an agency of the rule pack, or any other body by its name, as a township or a school. */
export function AnyBodyField(field: FieldProps) {
  const options = useBodies();
  return (
    <FormField {...field}>
      <AutoComplete options={options} allowClear maxLength={100} />
    </FormField>
  );
}

/** The same of several bodies. */
export function BodiesField(field: FieldProps) {
  const options = useBodies();
  return (
    <FormField {...field}>
      <Select mode="tags" options={options} maxCount={20} tokenSeparators={['、', '，', ',']} />
    </FormField>
  );
}

function useBodies(): { value: string }[] {
  const pack = useService('workspace.describe', {}).data?.pack;
  const names = pack ? [pack.coordinator, ...pack.agencies.map(({ name }) => name)] : [];
  return [...new Set(names)].map((value) => ({ value }));
}
