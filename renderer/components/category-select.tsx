import { Select } from 'antd';
import { useService } from '../client/queries.ts';
import './category-select.css';
import { kindTitle } from './format.ts';

interface CategorySelectProps {
  readonly value: string;
  readonly onChange: (category: string) => void;
  readonly label?: string;
  /** Whether 其他 can be chosen. */
  readonly withOther?: boolean;
  /** Whether the choice can be taken back: then it is empty. */
  readonly allowClear?: boolean;
}

/** Any kind that a venue can be said to be of, 其他 first. */
export function CategorySelect({
  value,
  onChange,
  label = '类别',
  withOther = true,
  allowClear = false,
}: CategorySelectProps) {
  const workspace = useService('workspace.describe', {});
  const categories = workspace.data?.categories ?? [];
  return (
    <Select
      aria-label={label}
      className="category-select"
      value={value === '' ? null : value}
      placeholder={label}
      allowClear={allowClear}
      onChange={(next: string | undefined) => onChange(next ?? '')}
      showSearch={{ optionFilterProp: 'label' }}
      options={[...(withOther ? ['other'] : []), ...categories.map(({ id }) => id)].map((id) => ({
        value: id,
        label: kindTitle(categories, id),
      }))}
    />
  );
}
