import { Checkbox, Select } from 'antd';
import {
  ALL_SHEETS,
  type ImportAs,
  type ImportPreview,
  importAsNames,
  type Reading,
} from '#shared/contract/import.ts';
import { Field } from './field.tsx';

/** Encoding, sheet and header: how the file itself is read. */
export function ReadingFields({
  preview,
  reading,
  onReading,
}: {
  preview: ImportPreview;
  reading: Reading;
  onReading: (reading: Reading) => void;
}) {
  return (
    <>
      {!preview.hasGeometry && preview.sheets.length === 0 && (
        <Field label="编码">
          <Select
            aria-label="编码"
            value={reading.encoding}
            onChange={(encoding) => onReading({ ...reading, encoding })}
            options={[
              { value: 'auto', label: `自动（${preview.encoding}）` },
              { value: 'utf8', label: 'UTF-8' },
              { value: 'gb18030', label: 'GB18030 / GBK' },
              { value: 'utf16le', label: 'UTF-16' },
              { value: 'utf16be', label: 'UTF-16（高位在前）' },
              { value: 'big5', label: 'Big5（繁体）' },
            ]}
          />
        </Field>
      )}
      {preview.sheets.length > 1 && (
        <Field label="工作表">
          <Select
            aria-label="工作表"
            value={reading.sheet ?? preview.sheet}
            onChange={(sheet) => onReading({ ...reading, sheet })}
            options={[
              ...preview.sheets.map((sheet, i) => ({
                value: sheet,
                label: sheetLabel(sheet, preview.sheetKinds[i]),
              })),
              { value: ALL_SHEETS, label: preview.hasGeometry ? '全部图层（合并）' : '全部工作表（合并）' },
            ]}
          />
        </Field>
      )}
      {!preview.hasGeometry && (
        <Checkbox
          checked={reading.header}
          onChange={({ target }) => onReading({ ...reading, header: target.checked })}
        >
          有表头
        </Checkbox>
      )}
    </>
  );
}

/** A sheet with what it most likely is. */
function sheetLabel(sheet: string, kind: ImportAs | null | undefined): string {
  return kind ? `${sheet}（${importAsNames[kind]}）` : `${sheet}（不像名单）`;
}
