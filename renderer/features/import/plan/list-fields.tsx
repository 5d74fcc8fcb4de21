import { Input, Select } from 'antd';
import {
  type ImportAs,
  type ImportOptions,
  type ImportPreview,
  importKindNames,
  type Reading,
} from '#shared/contract/import.ts';
import { entriesOf } from '#shared/lists/record.ts';
import { byName } from './column-maps.ts';
import { Field } from './field.tsx';
import { type Decisions, hasPositions, presetDecisions, type RowFilter } from './import-decisions.ts';
import { PresetChoice } from './preset-choice.tsx';
import { ReadingFields } from './reading-fields.tsx';
import { SystemChoice } from './system-choice.tsx';

const kindOptions: { value: ImportAs; label: string }[] = [
  ...entriesOf(importKindNames).map(([value, label]) => ({ value, label })),
  { value: 'auto', label: '混合名单（逐行分辨）' },
];

interface ListFieldsProps {
  readonly preview: ImportPreview;
  readonly reading: Reading;
  readonly onReading: (reading: Reading) => void;
  readonly decisions: Decisions;
  readonly onDecide: (next: Partial<Decisions>) => void;
  /** What the decisions come to. */
  readonly options: ImportOptions;
}

/** What the list is, how its file is read, and which of its rows are wanted. */
export function ListFields({
  preview,
  reading,
  onReading,
  decisions: { as, crs, where },
  onDecide,
  options,
}: ListFieldsProps) {
  return (
    <div className="import-options">
      <Field label="内容">
        <Select
          value={as}
          onChange={(next) => onDecide({ as: next })}
          options={kindOptions}
          aria-label="内容"
        />
      </Field>
      {hasPositions(options, preview) && (
        <Field label="坐标系（选错会整体偏移三百米以上）">
          <SystemChoice system={crs} stated={preview.stated} onChoose={(next) => onDecide({ crs: next })} />
        </Field>
      )}
      <Field label="预设">
        <PresetChoice
          presetId={options.preset}
          columns={preview.columns}
          map={byName(options.map, preview.columns)}
          as={as}
          onChoose={(preset) => onDecide(presetDecisions(preset, preview, reading))}
        />
      </Field>
      <ReadingFields preview={preview} reading={reading} onReading={onReading} />
      <RowFilterField
        columns={preview.columns}
        where={where}
        onChange={(next) => onDecide({ where: next })}
      />
    </div>
  );
}

function RowFilterField({
  columns,
  where,
  onChange,
}: {
  columns: readonly string[];
  where: RowFilter;
  onChange: (where: RowFilter) => void;
}) {
  return (
    <Field label="只导入符合条件的行（可空）">
      <span className="import-where">
        <Select
          allowClear
          placeholder="列"
          value={where.column}
          onChange={(column?: string) => onChange({ ...where, column: column ?? null })}
          options={columns.map((column, i) => ({ value: String(i + 1), label: `${i + 1} ${column}` }))}
          aria-label="筛选列"
        />
        <Input
          placeholder="包含的文字，多个用 | 隔开"
          value={where.pattern}
          onChange={({ target }) => onChange({ ...where, pattern: target.value })}
          aria-label="筛选文字"
        />
      </span>
    </Field>
  );
}
