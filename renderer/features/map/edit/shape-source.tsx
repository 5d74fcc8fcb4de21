import { Button, Input, Select, Space } from 'antd';
import { useState } from 'react';
import { type ReferenceSystem, referenceSystemNames } from '#shared/geodesy/reference-systems.ts';
import { client } from '../../../client/client.ts';
import { FileButton } from '../../../components/file-button.tsx';

const kinds = '.geojson,.json,.kml,.kmz,.gpx,.zip,.gpkg,.csv,.xlsx';

interface Found {
  readonly name: string;
  readonly geometry: GeoJSON.Geometry;
}

/** A shape that was drawn elsewhere: pasted as text, or taken from a file, one of those in it. */
export function ShapeSource<Shape>({
  hint,
  unread,
  read,
  onShape,
}: {
  readonly hint: string;
  /** What is said of a text that holds no such shape. */
  readonly unread: string;
  readonly read: (text: string) => Shape | null;
  readonly onShape: (shape: Shape) => void;
}) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState('');
  const [crs, setCrs] = useState<ReferenceSystem>('wgs84');
  const [found, setFound] = useState<readonly Found[]>([]);
  const take = (given: string, missing: string) => {
    const shape = read(given);
    setFault(shape ? '' : missing);
    if (!shape) return;
    setText('');
    onShape(shape);
  };
  const takeFound = ({ name, geometry }: Found) =>
    take(JSON.stringify(geometry), `“${name}”不是这里要的图形`);
  const readFile = async (token: string) => {
    const shapes = (await client.call('places.readShapes', { token, crs })).filter(
      ({ geometry }) => read(JSON.stringify(geometry)) !== null,
    );
    setFound(shapes);
    const [only] = shapes;
    if (!only) setFault('文件里没有这里要的图形');
    else if (shapes.length === 1) takeFound(only);
    else setFault('');
  };
  return (
    <div className="editor-row">
      <span>{hint}</span>
      <Input.TextArea
        aria-label="粘贴图形"
        rows={2}
        value={text}
        onChange={({ target }) => setText(target.value)}
        status={fault ? 'error' : undefined}
      />
      <Space wrap size={6}>
        <Button size="small" disabled={text.trim() === ''} onClick={() => take(text, unread)}>
          用这个图形
        </Button>
        <FileButton size="small" accept={kinds} onChosen={({ token }) => readFile(token)}>
          从文件读取
        </FileButton>
        <Select<ReferenceSystem>
          size="small"
          aria-label="文件的坐标系"
          value={crs}
          onChange={setCrs}
          options={Object.entries(referenceSystemNames).map(([value, label]) => ({ value, label }))}
          popupMatchSelectWidth={false}
        />
      </Space>
      {fault && <span className="small quiet">{fault}</span>}
      {found.length > 1 && (
        <Select<number>
          size="small"
          aria-label="文件里的图形"
          placeholder={`文件里有 ${found.length} 个图形，请选一个`}
          showSearch={{ optionFilterProp: 'label' }}
          options={found.map(({ name }, value) => ({ value, label: name }))}
          onChange={(at) => {
            const chosen = found[at];
            if (chosen) takeFound(chosen);
          }}
        />
      )}
    </div>
  );
}
