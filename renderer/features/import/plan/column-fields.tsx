import { Select } from 'antd';
import type { ColumnMap, ColumnMatch, ImportAs, ImportPreview } from '#shared/contract/import.ts';
import { type ImportField, importFieldNames, licenceFields } from '#shared/registry/fields.ts';
import { Field } from './field.tsx';

const venueFields: readonly ImportField[] = [
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
  ...licenceFields,
  'registrar',
  'adcode',
];

export const fieldsOf: Record<ImportAs, readonly ImportField[]> = {
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
    'adcode',
    'wkt',
  ],
  gates: ['name', 'school', 'lngLat', 'lng', 'lat', 'isMain'],
  campuses: ['name', 'stage', 'wkt'],
  venues: venueFields,
  facilities: ['kind', 'name', 'lngLat', 'lng', 'lat', 'status', 'body', 'checkedOn', 'wkt'],
  roads: ['name', 'kind', 'wkt'],
  regions: ['name', 'kind', 'adcode', 'wkt'],
  addresses: ['address', 'name', 'lngLat', 'lng', 'lat'],
  hazards: [
    'description',
    'school',
    'name',
    'number',
    'kind',
    'level',
    'source',
    'foundOn',
    'dueOn',
    'closedOn',
    'status',
    'body',
    'person',
    'subject',
    'helpingBodies',
    'sourceNumber',
  ],
  auto: [...venueFields, 'stage', 'school', 'kind', 'wkt'],
};

/** From this on a matching is taken for sure, below the other it is in doubt. */
const SURE = 0.9;
const DOUBTFUL = 0.6;

/** Which column each field is read from, and how sure that is. */
export function ColumnFields({
  as,
  preview,
  map,
  onChange,
}: {
  as: ImportAs;
  preview: ImportPreview;
  map: ColumnMap;
  onChange: (map: ColumnMap) => void;
}) {
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
  const used = new Set(fieldsOf[as].map((field) => numberOf(map[field])));
  const unused = columns.filter(({ value }) => !used.has(value));
  return (
    <>
      <div className="import-fields">
        {fieldsOf[as].map((field) => {
          const column = numberOf(map[field]);
          const match = preview.matches.find((one) => one.field === field && one.column === column);
          return (
            <Field
              key={field}
              label={
                <>
                  {importFieldNames[field]} {match && <Confidence match={match} />}
                </>
              }
            >
              <Select
                allowClear
                placeholder="—"
                value={column}
                onChange={(next?: string) => onChange({ ...map, [field]: next })}
                options={columns}
                aria-label={importFieldNames[field]}
                status={match && match.confidence < DOUBTFUL ? 'warning' : undefined}
              />
            </Field>
          );
        })}
      </div>
      {unused.length > 0 && (
        <p className="quiet small import-unused">
          没有用到的列：{unused.map(({ label }) => label).join('、')}
        </p>
      )}
    </>
  );
}

function Confidence({ match: { confidence, reason, isEmpty } }: { match: ColumnMatch }) {
  const kind = confidence >= SURE ? 'sure' : confidence >= DOUBTFUL ? 'likely' : 'doubtful';
  return (
    <span className={`confidence confidence-${kind}`} title={reason}>
      {isEmpty ? '○ 整列为空' : { sure: '● 可靠', likely: '◐ 较可靠', doubtful: '○ 存疑，请核对' }[kind]}
    </span>
  );
}
