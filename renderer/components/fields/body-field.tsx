import { Select } from 'antd';
import { namedFor } from '#shared/rules/hazard-kinds.ts';
import { useService } from '../../client/queries.ts';
import { type FieldProps, FormField } from './form-field.tsx';
import { useHazardKinds } from './use-hazard-kinds.ts';

/** Which body answers for something: one of those that the rule pack names. */
export function BodyField({
  clearable = false,
  ofKind = '',
  ...field
}: FieldProps & {
  readonly clearable?: boolean;
  /** The kind of hazard that it answers for: the bodies that the pack names for it come first. */
  readonly ofKind?: string;
}) {
  const workspace = useService('workspace.describe', {});
  const named = namedFor(useHazardKinds(), ofKind).bodies;
  const agencies = (workspace.data?.pack.agencies ?? []).map(({ name }) => name);
  return (
    <FormField {...field}>
      <Select
        showSearch
        allowClear={clearable}
        options={[...new Set([...named, ...agencies])].map((value) => ({ value }))}
      />
    </FormField>
  );
}
