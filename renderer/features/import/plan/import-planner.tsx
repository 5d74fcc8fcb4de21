import { Alert, Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import {
  ALL_SHEETS,
  type ColumnMap,
  type ImportAs,
  type ImportOptions,
  type ImportPreview,
  importAsNames,
  importKindNames,
  type Preset,
  type Reading,
} from '#shared/contract/import.ts';
import type { CoordinateSystem } from '#shared/geodesy/coordinate-systems.ts';
import { entriesOf } from '#shared/lists/record.ts';
import type { ImportField } from '#shared/registry/fields.ts';
import { comparable } from '#shared/registry/text.ts';
import { useService } from '../../../client/queries.ts';
import type { ChosenFile } from '../../../components/file-button.tsx';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { ImportEffect } from '../outcome/import-effect.tsx';
import { UnreadParts } from '../unread-parts.tsx';
import { ColumnFields, fieldsOf } from './column-fields.tsx';
import { CoordinateEvidence } from './coordinate-evidence.tsx';
import { Field } from './field.tsx';
import { PresetChoice } from './preset-choice.tsx';
import { SampleTable } from './sample-table.tsx';
import { SystemChoice } from './system-choice.tsx';

const kindOptions: readonly { value: ImportAs; label: string }[] = [
  ...entriesOf(importKindNames).map(([value, label]) => ({ value, label })),
  { value: 'auto', label: '混合名单（逐行分辨）' },
];

/** How a file is read before a person says anything. */
const AS_IT_IS: Reading = { encoding: 'auto', sheet: null, header: true };

/** How one file is to be read and what importing it would do. Nothing is written before 确认导入. */
export function ImportPlanner({ chosen, onDone }: { chosen: ChosenFile; onDone: () => void }) {
  const [reading, setReading] = useState<Reading>(AS_IT_IS);
  const preview = useService('import.preview', { token: chosen.token, ...reading });
  if (preview.error)
    return (
      <ErrorState
        error={preview.error}
        action={
          <span className="import-buttons">
            {reading !== AS_IT_IS && <Button onClick={() => setReading(AS_IT_IS)}>恢复自动识别</Button>}
            <Button onClick={onDone}>换一个文件</Button>
          </span>
        }
      />
    );
  if (!preview.data) return <Loading label="正在读取文件" onCancel={onDone} />;
  return (
    <Plan
      key={`${reading.header}/${reading.sheet}/${reading.encoding}`}
      chosen={chosen}
      preview={preview.data}
      reading={reading}
      onReading={setReading}
      onDone={onDone}
    />
  );
}

interface PlanProps {
  readonly chosen: ChosenFile;
  readonly preview: ImportPreview;
  readonly reading: Reading;
  readonly onReading: (reading: Reading) => void;
  readonly onDone: () => void;
}

/** What the clerk has decided of a list. */
interface Decisions {
  readonly as: ImportAs;
  readonly crs: CoordinateSystem | null;
  readonly map: ColumnMap;
  readonly preset: Preset | null;
}

const positionFields: readonly ImportField[] = ['lngLat', 'lng', 'lat', 'wkt'];

function Plan({ chosen, preview, reading, onReading, onDone }: PlanProps) {
  const [{ as, crs, map, preset }, setDecisions] = useState<Decisions>({
    as: preview.as,
    // What only the standard of such files says is no evidence: in China few heed it.
    crs: (preview.stated?.by === 'file' ? preview.stated.system : null) ?? preview.preset?.crs ?? null,
    map: preview.map,
    preset: preview.preset,
  });
  const [where, setWhere] = useState<{ column: string | null; pattern: string }>({
    column: null,
    pattern: '',
  });
  const decide = (next: Partial<Decisions>) => setDecisions((before) => ({ ...before, ...next }));
  const wanted: ColumnMap = Object.fromEntries(
    fieldsOf[as].flatMap((field) => (map[field] === undefined ? [] : [[field, map[field]]])),
  );
  const options: ImportOptions = {
    ...reading,
    as,
    crs,
    map: wanted,
    where: where.column && where.pattern ? [`${where.column}~${where.pattern}`] : [],
    skipRows: [],
    repairs: [],
    preset: preset && isMatchedAs(preset, wanted, preview.columns) ? preset.id : null,
  };
  const hasPositions = preview.hasGeometry || positionFields.some((field) => wanted[field] !== undefined);
  const looksHeaderless =
    reading.header && !preview.hasGeometry && !preview.isHeaderKnown && preview.remembered === null;
  return (
    <div className="import-plan">
      <section className="card">
        <h2>{preview.fileName}</h2>
        <div className="import-options">
          <Field label="内容">
            <Select
              value={as}
              onChange={(next) => decide({ as: next })}
              options={[...kindOptions]}
              aria-label="内容"
            />
          </Field>
          {hasPositions && (
            <Field label="坐标系（选错会整体偏移三百米以上）">
              <SystemChoice system={crs} stated={preview.stated} onChoose={(next) => decide({ crs: next })} />
            </Field>
          )}
          <Field label="预设">
            <PresetChoice
              presetId={options.preset}
              columns={preview.columns}
              map={byName(wanted, preview.columns)}
              as={as}
              onChoose={(next) =>
                decide({
                  preset: next,
                  as: next.as,
                  map: mapOf(next, preview.columns, reading.header),
                  ...(next.crs ? { crs: next.crs } : {}),
                })
              }
            />
          </Field>
          <ReadingFields preview={preview} reading={reading} onReading={onReading} />
          <Field label="只导入符合条件的行（可空）">
            <span className="import-where">
              <Select
                allowClear
                placeholder="列"
                value={where.column}
                onChange={(column?: string) => setWhere({ ...where, column: column ?? null })}
                options={preview.columns.map((column, i) => ({
                  value: String(i + 1),
                  label: `${i + 1} ${column}`,
                }))}
                aria-label="筛选列"
              />
              <Input
                placeholder="包含的文字，多个用 | 隔开"
                value={where.pattern}
                onChange={({ target }) => setWhere({ ...where, pattern: target.value })}
                aria-label="筛选文字"
              />
            </span>
          </Field>
        </div>
        {hasPositions && (
          <CoordinateEvidence chosen={chosen} options={options} onChoose={(next) => decide({ crs: next })} />
        )}
      </section>
      <UnreadParts parts={preview.unread} />
      {looksHeaderless && (
        <Alert
          type="info"
          showIcon
          title="第一行里没有认得的列名，可能不是表头"
          action={
            <Button size="small" onClick={() => onReading({ ...reading, header: false })}>
              第一行就是数据
            </Button>
          }
        />
      )}
      <section className="card">
        <h2>列的对应（共 {preview.rowCount} 行）</h2>
        {preview.remembered && <p className="quiet small">已按上次导入同样表头的名单时的对应填好。</p>}
        <ColumnFields as={as} preview={preview} map={map} onChange={(next) => decide({ map: next })} />
        <SampleTable preview={preview} />
      </section>
      <ImportEffect
        key={JSON.stringify(options)}
        chosen={chosen}
        options={options}
        missing={
          hasPositions && crs === null
            ? '请先确认坐标系'
            : Object.keys(wanted).length > 0 || preview.hasGeometry
              ? null
              : '请先指定列的对应'
        }
        onDone={onDone}
      />
    </div>
  );
}

/** Encoding, sheet and header: how the file itself is read. */
function ReadingFields({
  preview,
  reading,
  onReading,
}: Pick<PlanProps, 'preview' | 'reading' | 'onReading'>) {
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

/** A preset's columns where the list has them: by name, or by their order without a header. */
function mapOf(preset: Preset, columns: readonly string[], header: boolean): ColumnMap {
  const entries = entriesOf(preset.map);
  return Object.fromEntries(
    entries.flatMap(([field, column]) => {
      const at = header
        ? columns.findIndex((name) => comparable(name) === comparable(column))
        : preset.columns.indexOf(column);
      return at < 0 || at >= columns.length ? [] : [[field, String(at + 1)]];
    }),
  );
}

/** Whether the columns are still matched as the preset has them: after a change by hand it is another form. */
function isMatchedAs(preset: Preset, map: ColumnMap, columns: readonly string[]): boolean {
  const named = byName(map, columns);
  return entriesOf(mapOf(preset, columns, true)).every(
    ([field, column]) => named[field] === columns[Number(column) - 1],
  );
}

function byName(map: ColumnMap, columns: readonly string[]): ColumnMap {
  return Object.fromEntries(
    Object.entries(map).map(([field, column]) => [
      field,
      columns.includes(column) ? column : (columns[Number(column) - 1] ?? column),
    ]),
  );
}
