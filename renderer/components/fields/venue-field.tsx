import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useService } from '../../client/queries.ts';
import { type FieldProps, FormField } from './form-field.tsx';

/** Which venue, by its name, address or initials. `known` is the one that the form was opened with. */
export function VenueField({
  known = null,
  ...field
}: FieldProps & { readonly known?: { readonly id: number; readonly name: string } | null }) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(known);
  const wanted = useDeferredValue(text.trim());
  const found = useService('search.places', wanted === '' ? null : { text: wanted });
  const hits = (found.data ?? []).filter(({ kind }) => kind === 'venue');
  const options = hits.map(({ id, name, note }) => ({ value: id, label: `${name}　${note}` }));
  if (chosen && !hits.some(({ id }) => id === chosen.id))
    options.unshift({ value: chosen.id, label: chosen.name });
  return (
    <FormField {...field}>
      <Select
        allowClear
        showSearch={{ filterOption: false, onSearch: setText }}
        placeholder="按名称、地址或拼音首字母查找"
        options={options}
        notFoundContent={wanted === '' ? '输入名称查找' : '没有找到'}
        onSelect={(id: number) => setChosen(hits.find((hit) => hit.id === id) ?? chosen)}
      />
    </FormField>
  );
}
