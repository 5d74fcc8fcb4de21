import { AutoComplete, Select } from 'antd';
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
      {/* Who goes on by Tab takes none that happens to stand first in the list. */}
      <Select
        mode="tags"
        options={options}
        maxCount={20}
        tokenSeparators={['、', '，', ',']}
        onInputKeyDown={(event) => {
          if (event.key === 'Tab' && event.currentTarget.value === '') event.stopPropagation();
        }}
      />
    </FormField>
  );
}

function useBodies(): { value: string }[] {
  const pack = useService('workspace.describe', {}).data?.pack;
  const names = pack ? [pack.coordinator, ...pack.agencies.map(({ name }) => name)] : [];
  return [...new Set(names)].map((value) => ({ value }));
}
