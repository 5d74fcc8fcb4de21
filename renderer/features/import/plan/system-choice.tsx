import { Select } from 'antd';
import type { ImportPreview } from '#shared/contract/import.ts';
import { type CoordinateSystem, coordinateSystemName } from '#shared/geodesy/coordinate-systems.ts';
import { referenceSystemSchema } from '#shared/geodesy/reference-systems.ts';

/** Central meridians of the 3° zones of China, degrees. */
const MERIDIANS = Array.from({ length: 21 }, (_, i) => 75 + 3 * i);

/** The usual systems first, then old datums, then metres whose zone a list does not say. */
const systems: readonly CoordinateSystem[] = [
  ...referenceSystemSchema.options,
  'beijing54',
  'xian80',
  ...MERIDIANS.map((meridian): CoordinateSystem => `cgcs2000:${meridian}`),
];

/** The reference system of a list: chosen by a person, or as the file states it. */
export function SystemChoice({
  system,
  stated,
  onChoose,
}: {
  system: CoordinateSystem | null;
  stated: ImportPreview['stated'];
  onChoose: (system: CoordinateSystem) => void;
}) {
  const offered = stated && !systems.includes(stated.system) ? [stated.system, ...systems] : systems;
  return (
    <>
      <Select
        value={system}
        onChange={onChoose}
        placeholder="请确认后选择"
        // There are many central meridians: typing 117 finds one.
        showSearch={{ optionFilterProp: 'label' }}
        options={offered.map((value) => ({ value, label: coordinateSystemName(value) }))}
        aria-label="坐标系"
      />
      {stated && (
        <span className="quiet small">
          {stated.by === 'file'
            ? `文件写明：${stated.name}`
            : `${stated.name}。标准规定为 WGS84，国内文件常是 GCJ-02，请确认`}
        </span>
      )}
    </>
  );
}
