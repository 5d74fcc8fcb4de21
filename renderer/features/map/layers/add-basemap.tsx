import { Button, Checkbox, Form, Input, Modal, Segmented, Select } from 'antd';
import { useState } from 'react';
import { addressFault } from '#shared/basemaps/tile-address.ts';
import type { InputOf } from '#shared/contract/contract.ts';
import { useCommand } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { UnkeptForm } from '../../../components/drafts/unkept-form.tsx';
import { NumberField } from '../../../components/fields/number-field.tsx';
import { FileButton } from '../../../components/file-button.tsx';
import { useNotify } from '../../../components/notify.ts';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { GroundForm } from './ground-form.tsx';
import { savedId, tryBasemap } from './try-basemap.ts';

type Content = InputOf<'saved.save'>['content'];
type Source = Extract<Content, { kind: 'basemap' }>['source'];
type Service = 'tianditu' | 'tiles' | 'wms';
type Kind = 'file' | 'ground' | Service;

interface Fields {
  name: string;
  look: 'vec' | 'img' | 'ter';
  key: string;
  url: string;
  layers: string;
  maxzoom: number;
  attribution: string;
  approval: string;
}

const looks = { vec: '天地图矢量', img: '天地图影像', ter: '天地图地形' } as const;
const labels = { vec: 'cva', img: 'cia', ter: 'cta' } as const;

/** Adds a base map: a file, or a service by its address. */
export function AddBasemap({ onClose }: { onClose: () => void }) {
  const may = useMayCall();
  const [kind, setKind] = useState<Kind>('file');
  return (
    <Modal open title="添加底图" footer={null} onCancel={onClose} width={560}>
      <Segmented<Kind>
        block
        value={kind}
        onChange={setKind}
        options={[
          { value: 'file', label: '离线文件' },
          { value: 'ground', label: '由图形制作' },
          ...(may('saved.save')
            ? [
                { value: 'tianditu' as const, label: '天地图' },
                { value: 'tiles' as const, label: 'XYZ / WMTS' },
                { value: 'wms' as const, label: 'WMS' },
              ]
            : []),
        ]}
        style={{ marginBottom: 16 }}
      />
      {kind === 'ground' ? (
        <GroundForm onClose={onClose} />
      ) : kind !== 'file' && may('saved.save') ? (
        <FromService key={kind} kind={kind} onClose={onClose} />
      ) : (
        <FromFile onClose={onClose} />
      )}
    </Modal>
  );
}

function FromFile({ onClose }: { onClose: () => void }) {
  const [link, setLink] = useState(false);
  const add = useCommand('basemaps.add');
  const notify = useNotify();
  const canLink = location.protocol === 'app:';
  return (
    <>
      <p className="quiet" style={{ marginBottom: 12 }}>
        支持 PMTiles、MBTiles，栅格或矢量（OpenMapTiles、Protomaps
        等）。文件会复制进工作区，随工作区一起备份。
      </p>
      {canLink && (
        <p style={{ marginBottom: 12 }}>
          <Checkbox checked={link} onChange={({ target }) => setLink(target.checked)}>
            不复制，只引用原文件（文件很大时）
          </Checkbox>
        </p>
      )}
      <FileButton
        accept=".pmtiles,.mbtiles"
        onChosen={async ({ token, name }) => {
          const { problem } = await add.mutateAsync({ input: { token, link } });
          if (problem) notify.failed(new Error(`“${name}”：${problem}。已列在底图中，可移除`));
          else notify.done(`已添加底图“${name}”`);
          onClose();
        }}
      >
        选择底图文件
      </FileButton>
    </>
  );
}

function FromService({ kind, onClose }: { kind: Service; onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const save = useCommand('saved.save');
  const carryOut = useCarryOut();
  const notify = useNotify();
  const submit = async (fields: Fields) =>
    await carryOut(
      async () => {
        for (const { name, source } of sourcesOf(kind, fields)) {
          const { id } = await save.mutateAsync({ input: { name, content: { kind: 'basemap', source } } });
          const problem = await tryBasemap(savedId(id));
          if (problem)
            notify.failed(new Error(`“${name}”取不到：${problem}。已列在底图中，可移除后重新添加`));
          else notify.done(`已添加底图“${name}”`);
        }
      },
      null,
      onClose,
    );
  return (
    <UnkeptForm because="secret" form={form} initialValues={{ look: 'vec', maxzoom: 18 }} onFinish={submit}>
      {kind === 'tianditu' ? (
        <>
          <Form.Item name="look" label="图种">
            <Select options={Object.entries(looks).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          <Form.Item
            name="key"
            label="密钥（tk）"
            extra="到天地图官网以本单位名义申请，浏览器端、服务端的密钥都可以；浏览器端的不要限定域名。密钥保存在本工作区内。"
            rules={[{ required: true, message: '请填写天地图密钥' }]}
          >
            <Input autoComplete="off" />
          </Form.Item>
        </>
      ) : (
        <>
          <Form.Item name="name" label="名称" rules={[{ required: true, message: '请填写名称' }]}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item
            name="url"
            label="地址"
            extra={
              kind === 'tiles'
                ? '级别、列号、行号写 {z} {x} {y}（行号自南起写 {-y}），WMTS 写 {TileMatrix} {TileCol} {TileRow}，多台服务器写 {s} 或 {switch:a,b}。须为网络墨卡托。'
                : 'WMS 1.1.1 的服务地址，问号以后的固定参数可保留。'
            }
            rules={[
              { required: true, message: '请填写地址' },
              { pattern: /^https?:\/\//, message: '地址应以 http:// 或 https:// 开头' },
              {
                validator: async (_, url: string) =>
                  refuseFault(kind === 'tiles' ? addressFault(url ?? '') : null),
              },
            ]}
          >
            <Input placeholder="https://" />
          </Form.Item>
          {kind === 'wms' ? (
            <Form.Item
              name="layers"
              label="图层（LAYERS）"
              rules={[{ required: true, message: '请填写图层名' }]}
            >
              <Input />
            </Form.Item>
          ) : (
            <NumberField name="maxzoom" label="最大级别" required whole min={0} max={24} />
          )}
          <Form.Item name="attribution" label="资料来源（显示在图上）">
            <Input maxLength={200} />
          </Form.Item>
        </>
      )}
      <Form.Item name="approval" label="审图号（显示在图上，印在图幅上）">
        <Input maxLength={60} placeholder="例如 GS（2024）0000号" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        添加
      </Button>
    </UnkeptForm>
  );
}

function refuseFault(fault: string | null): void {
  if (fault !== null) throw new Error(fault);
}

/** One base map, or for 天地图 two: the ground and its labels. */
function sourcesOf(kind: Service, fields: Fields): { name: string; source: Source }[] {
  const { look, key, name, url, layers, maxzoom, attribution = '', approval = '' } = fields;
  const described = { attribution, approval };
  switch (kind) {
    case 'tianditu':
      return [
        { name: looks[look], source: { type: 'tianditu', layer: look, key, ...described } },
        { name: `${looks[look]}注记`, source: { type: 'tianditu', layer: labels[look], key, ...described } },
      ];
    case 'tiles':
      return [{ name, source: { type: 'tiles', url, maxzoom, ...described } }];
    case 'wms':
      return [{ name, source: { type: 'wms', url, layers, ...described } }];
  }
}
