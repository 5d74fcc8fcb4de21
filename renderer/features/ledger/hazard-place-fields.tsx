import { Select } from 'antd';
import { useService } from '../../client/queries.ts';
import { FormField } from '../../components/fields/form-field.tsx';
import { VenueField } from '../../components/fields/venue-field.tsx';

/** At which school and venue something is; the words for the place stand beside. */
export function HazardPlaceFields({
  venue,
}: {
  venue?: { readonly id: number; readonly name: string } | null;
}) {
  const schools = useService('schools.list', {});
  return (
    <div className="hazard-row">
      <FormField name="schoolId" label="学校">
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          loading={schools.isLoading}
          options={(schools.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </FormField>
      <VenueField name="venueId" label="场所" known={venue ?? null} />
    </div>
  );
}
