import { Select } from 'antd';
import { useService } from '../client/queries.ts';
import './category-select.css';
import { kindTitle } from './format.ts';

interface CategorySelectProps {
  readonly value: string;
  readonly onChange: (category: string) => void;
  readonly label?: string;
}

/** Any kind that a venue can be said to be of, 其他 first. */
export function CategorySelect({ value, onChange, label = '类别' }: CategorySelectProps) {
  const workspace = useService('workspace.describe', {});
  const categories = workspace.data?.categories ?? [];
  return (
    <Select
      aria-label={label}
      className="category-select"
      value={value === '' ? null : value}
      placeholder={label}
      onChange={onChange}
      showSearch={{ optionFilterProp: 'label' }}
      options={['other', ...categories.map(({ id }) => id)].map((id) => ({
        value: id,
        label: kindTitle(categories, id),
      }))}
    />
  );
}
