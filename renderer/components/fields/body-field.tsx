import { Select } from 'antd';
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
