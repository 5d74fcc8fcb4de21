import { Alert, Button, Checkbox, Input, Select, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  type ImportKind,
  type ImportOptions,
  type ImportPreview,
  importKindNames,
  type Reading,
} from '#shared/contract/import.ts';
import { type ReferenceSystem, referenceSystemNames } from '#shared/geodesy/reference-systems.ts';
import { type ImportField, importFieldNames } from '#shared/registry/fields.ts';
import { useService } from '../../client/queries.ts';
import { ErrorState, Loading } from '../../components/states.tsx';
import type { Chosen } from './choose-file.tsx';
import { CoordinateEvidence } from './coordinate-evidence.tsx';
import { ImportEffect } from './import-effect.tsx';

const fieldsOf: Record<ImportKind, readonly ImportField[]> = {
  schools: [
    'name',
    'stage',
    'address',
    'lngLat',
    'lng',
    'lat',
    'schoolCode',
    'phone',
    'establishedOn',
    'wkt',
  ],
  gates: ['name', 'school', 'lngLat', 'lng', 'lat', 'isMain'],
  campuses: ['name', 'stage', 'wkt'],
  venues: [
    'name',
    'uscc',
    'category',
    'address',
    'lngLat',
    'lng',
    'lat',
    'status',
    'establishedOn',
    'scope',
    'industryCode',
    'legalPerson',
    'phone',
    'regNo',
  ],
  facilities: ['kind', 'name', 'lngLat', 'lng', 'lat', 'status'],
  roads: ['name', 'kind', 'wkt'],
  regions: ['name', 'kind', 'wkt'],
};

/** How one file is to be read and what importing it would do. Nothing is written before 确认导入. */
export function ImportPlanner({ chosen, onDone }: { chosen: Chosen; onDone: () => void }) {
  const [reading, setReading] = useState<Reading>({ encoding: 'auto', sheet: null, header: true });
  const preview = useService('import.preview', { token: chosen.token, ...reading });
  if (preview.error)
    return (
      <>
        <ErrorState error={preview.error} />
        <Button onClick={onDone}>换一个文件</Button>
      </>
    );
  if (!preview.data) return <Loading label="正在读取文件" />;
  return (
    <Mapping
      key={`${reading.header}/${reading.sheet}/${reading.encoding}`}
      chosen={chosen}
      preview={preview.data}
      reading={reading}
      onReading={setReading}
      onDone={onDone}
    />
  );
}

interface MappingProps {
  readonly chosen: Chosen;
  readonly preview: ImportPreview;
  readonly reading: Reading;
  readonly onReading: (reading: Reading) => void;
  readonly onDone: () => void;
}

function Mapping({ chosen, preview, reading, onReading, onDone }: MappingProps) {
  const [as, setAs] = useState<ImportKind>(preview.remembered?.as ?? 'venues');
  const [crs, setCrs] = useState<ReferenceSystem | null>(preview.hasGeometry ? 'wgs84' : null);
  const [map, setMap] = useState(preview.remembered?.map ?? preview.map);
  const [where, setWhere] = useState({ column: null as string | null, pattern: '' });
  const options: ImportOptions = {
    ...reading,
    as,
    crs,
    map: Object.fromEntries(
      fieldsOf[as].flatMap((field) => (map[field] === undefined ? [] : [[field, map[field]]])),
    ),
    where: where.column && where.pattern ? [`${where.column}~${where.pattern}`] : [],
  };
  const looksHeaderless = reading.header && !preview.hasGeometry && Object.keys(preview.map).length === 0;
  const columns = preview.columns.map((column, index) => ({
    value: String(index + 1),
    label: `${index + 1} ${column}`,
  }));
  // The service accepts a name or a number; the lists below always use numbers, which are never ambiguous.
  const numberOf = (column: string | undefined) =>
    column === undefined
      ? undefined
      : preview.columns.includes(column)
        ? String(preview.columns.indexOf(column) + 1)
        : column;
  return (
    <div className="import-plan">
      <section className="card">
        <h2>{preview.fileName}</h2>
        <div className="import-options">
          <Field label="内容">
            <Select
              value={as}
              onChange={setAs}
              options={Object.entries(importKindNames).map(([value, label]) => ({
                value: value as ImportKind,
                label,
              }))}
              aria-label="内容"
            />
          </Field>
          <Field label="坐标系（选错会整体偏移三百米以上）">
            <Select
              value={crs}
              onChange={setCrs}
              placeholder="请确认后选择"
              options={Object.entries(referenceSystemNames).map(([value, label]) => ({
                value: value as ReferenceSystem,
                label,
              }))}
              aria-label="坐标系"
            />
          </Field>
          {!preview.hasGeometry && preview.sheets.length === 0 && (
            <Field label="编码">
              <Select
                value={reading.encoding}
                onChange={(encoding) => onReading({ ...reading, encoding })}
                options={[
                  { value: 'auto', label: `自动（${preview.encoding}）` },
                  { value: 'utf8', label: 'UTF-8' },
                  { value: 'gb18030', label: 'GB18030 / GBK' },
                  { value: 'utf16le', label: 'UTF-16' },
                ]}
              />
            </Field>
          )}
          {preview.sheets.length > 1 && (
            <Field label="工作表">
              <Select
                value={preview.sheet}
                onChange={(sheet) => onReading({ ...reading, sheet })}
                options={preview.sheets.map((sheet) => ({ value: sheet }))}
              />
            </Field>
          )}
          <Field label="只导入符合条件的行（可空）">
            <span className="import-where">
              <Select
                allowClear
                placeholder="列"
                value={where.column}
                onChange={(column?: string) => setWhere({ ...where, column: column ?? null })}
                options={columns}
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
          {!preview.hasGeometry && (
            <Checkbox
              checked={reading.header}
              onChange={({ target }) => onReading({ ...reading, header: target.checked })}
            >
              第一行是表头
            </Checkbox>
          )}
        </div>
        <CoordinateEvidence chosen={chosen} options={options} onChoose={setCrs} />
      </section>
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
        <div className="import-fields">
          {fieldsOf[as].map((field) => (
            <Field key={field} label={importFieldNames[field]}>
              <Select
                allowClear
                placeholder="—"
                value={numberOf(map[field])}
                onChange={(column?: string) => setMap({ ...map, [field]: column })}
                options={columns}
                aria-label={importFieldNames[field]}
              />
            </Field>
          ))}
        </div>
        <SampleTable preview={preview} />
        {preview.setAside.length > 0 && (
          <p className="quiet small">
            不作为数据的 {preview.setAside.length} 行：
            {preview.setAside.map(({ number, text }) => `第 ${number} 行“${text}”`).join('；')}
          </p>
        )}
      </section>
      <ImportEffect
        key={JSON.stringify(options)}
        chosen={chosen}
        options={options}
        hasMap={Object.keys(options.map).length > 0 || preview.hasGeometry}
        onDone={onDone}
      />
    </div>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="import-field">
      <span className="quiet small">{label}</span>
      {children}
    </div>
  );
}

function SampleTable({ preview }: { preview: ImportPreview }) {
  const rows = preview.sample.map((cells, index) => ({
    key: index,
    ...Object.fromEntries(cells.map((cell, i) => [`c${i}`, cell])),
  }));
  return (
    <Table
      size="small"
      className="import-sample"
      dataSource={rows}
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={preview.columns.map((column, index) => ({
        title: `${index + 1} ${column}`,
        dataIndex: `c${index}`,
        ellipsis: true,
        width: 190,
      }))}
    />
  );
}
