import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { type GroundKind, groundKindNames, groundKinds } from '#shared/basemaps/ground-kinds.ts';
import { groundExtensions } from '#shared/contract/import.ts';
import type { MadeGround } from '#shared/contract/map.ts';
import { type ReferenceSystem, referenceSystemNames } from '#shared/geodesy/reference-systems.ts';
import { runTask } from '../../../client/tasks.ts';
import { UnkeptForm } from '../../../components/drafts/unkept-form.tsx';
import { type ChosenFile, FileButton } from '../../../components/file-button.tsx';
import { useNotify } from '../../../components/notify.ts';
import { useCarryOut } from '../../../components/use-carry-out.ts';

interface Fields {
  name?: string;
  as: GroundKind | 'told';
  crs: ReferenceSystem | 'told';
  credit?: string;
}

const accepted = groundExtensions.map((extension) => `.${extension}`).join(',');

/** Makes a base map of files of shapes: water, green, buildings, roads. It goes on as a task. */
export function GroundForm({ onClose }: { onClose: () => void }) {
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const carryOut = useCarryOut();
  const notify = useNotify();
  const make = (fields: Fields) => {
    void carryOut(
      async () => await makeGround(files, fields),
      ({ made }) => made && `已做成底图：${countsOf(made)}`,
      ({ made }) => made && tellLeft(made, notify.failed),
    );
    onClose();
  };
  return (
    <UnkeptForm<Fields> because="choice" initialValues={{ as: 'told', crs: 'told' }} onFinish={make}>
      <p className="quiet" style={{ marginBottom: 12 }}>
        把水面、绿地、建筑、道路等图形做成一张浅色的底图，存进工作区；只用来看，不参与研判。GeoJSON、SHP（压缩包）、GeoPackage、KML
        都可以，几个文件合成一张。
      </p>
      <ul className="ground-files">
        {files.map(({ token, name }) => (
          <li key={token}>
            {name}
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={`去掉“${name}”`}
              onClick={() => setFiles(files.filter((each) => each.token !== token))}
            />
          </li>
        ))}
        <li>
          <FileButton
            several
            accept={accepted}
            onChosen={(chosen) => setFiles((before) => [...before, chosen])}
          >
            <PlusOutlined /> {files.length === 0 ? '选择图形文件' : '再加文件'}
          </FileButton>
        </li>
      </ul>
      <Form.Item name="as" label="内容" extra="按标签、文件名和图层名分不清时，在这里指明；分几次做也可以。">
        <Select
          options={[
            { value: 'told', label: '自动分辨' },
            ...groundKinds.map((kind) => ({ value: kind, label: `全部是${groundKindNames[kind]}` })),
          ]}
        />
      </Form.Item>
      <Form.Item name="crs" label="坐标系">
        <Select
          options={[
            { value: 'told', label: '按文件写明的（没有写明按 WGS84）' },
            ...Object.entries(referenceSystemNames).map(([value, label]) => ({ value, label })),
          ]}
        />
      </Form.Item>
      <Form.Item name="name" label="名称">
        <Input maxLength={60} placeholder="默认取第一个文件名" />
      </Form.Item>
      <Form.Item name="credit" label="资料来源（显示在图上）">
        <Input maxLength={200} placeholder="例如：© OpenStreetMap 贡献者" />
      </Form.Item>
      <Button type="primary" htmlType="submit" disabled={files.length === 0}>
        做成底图
      </Button>
    </UnkeptForm>
  );
}

async function makeGround(files: readonly ChosenFile[], { name = '', as, crs, credit = '' }: Fields) {
  const [first, ...others] = files.map(({ token }) => token);
  return await runTask('做底图', 'basemaps.add', {
    token: first ?? '',
    link: false,
    others,
    ground: { name, as: as === 'told' ? null : as, crs: crs === 'told' ? null : crs, credit },
  });
}

function countsOf({ counts }: MadeGround): string {
  return counts
    .map(({ kind, shapes }) => `${groundKindNames[kind]} ${shapes.toLocaleString('zh-CN')}`)
    .join('，');
}

/** Says what of the files is not on the base map. */
function tellLeft({ left, refused }: MadeGround, say: (error: Error) => void): void {
  const told = [
    ...refused.map(({ file, reason }) => `${file}：${reason}`),
    ...left.map(({ name, rows, reason }) => `${name} 有 ${rows} 个图形没有用：${reason}`),
  ];
  if (told.length > 0) say(new Error(told.join('；')));
}
