import { Button, Input, Modal, Select } from 'antd';
import { useRef, useState } from 'react';
import type { GeocoderSettings } from '#shared/contract/locating.ts';
import { client } from '../../../client/client.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { NumberSetting } from '../../../components/fields/number-field.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';

/** Addresses asked in one go: what was answered is kept before the next are asked. */
const GROUP = 20;

/** An online service for addresses: off until the office fills in its own key; can be stopped and goes on later. */
export function GeocoderPanel() {
  const settings = useService('locating.geocoder', {});
  const [editing, setEditing] = useState(false);
  const [running, setRunning] = useState<{ placed: number; left: number } | null>(null);
  const stopped = useRef(false);
  const carryOut = useCarryOut();
  const isOn = settings.data !== undefined && settings.data.provider !== 'off' && settings.data.key !== '';
  const askAll = async () => {
    stopped.current = false;
    let placed = 0;
    for (;;) {
      const { answers, left } = await client.call('locating.ask', { limit: GROUP });
      if (answers.length === 0) return placed;
      placed += (await client.call('locating.keepAnswers', { answers })).placed;
      setRunning({ placed, left });
      if (stopped.current || left === 0) return placed;
    }
  };
  const run = () =>
    carryOut(
      () => askAll().finally(() => setRunning(null)),
      (placed) => `在线解析定位了 ${placed} 家；只到区县、乡镇的不采用，留在待定位里`,
    );
  return (
    <div className="geocoder">
      {isOn &&
        (running ? (
          <Button onClick={() => (stopped.current = true)}>
            停止（已定位 {running.placed}，还剩 {running.left}）
          </Button>
        ) : (
          <Button onClick={run}>在线解析其余地址</Button>
        ))}
      <Button type="link" onClick={() => setEditing(true)}>
        解析服务{isOn ? '' : '（未启用）'}
      </Button>
      {editing && settings.data && (
        <SettingsDialog initial={settings.data} onClose={() => setEditing(false)} />
      )}
    </div>
  );
}

function SettingsDialog({ initial, onClose }: { initial: GeocoderSettings; onClose: () => void }) {
  const [settings, setSettings] = useState(initial);
  const save = useCommand('locating.saveGeocoder');
  const carryOut = useCarryOut();
  const change = (next: Partial<GeocoderSettings>) => setSettings({ ...settings, ...next });
  const submit = () => carryOut(() => save.mutateAsync({ input: settings }), null, onClose);
  return (
    <Modal
      open
      title="在线地址解析"
      okText="保存"
      cancelText="取消"
      onOk={submit}
      onCancel={onClose}
      confirmLoading={save.isPending}
    >
      <p className="quiet">
        启用后，待定位场所的地址会发送给所选服务。请确认本单位允许，并使用本单位申请的密钥。默认不启用。
      </p>
      <div className="geocoder-form">
        <label htmlFor="geocoder-provider">服务</label>
        <Select
          id="geocoder-provider"
          aria-label="服务"
          value={settings.provider}
          onChange={(provider) => change({ provider })}
          options={[
            { value: 'off', label: '不启用' },
            { value: 'tianditu', label: '天地图' },
            { value: 'amap', label: '高德' },
          ]}
        />
        <label htmlFor="geocoder-key">密钥</label>
        <Input.Password
          id="geocoder-key"
          value={settings.key}
          onChange={({ target }) => change({ key: target.value })}
        />
        <label htmlFor="geocoder-city">所在城市或区县</label>
        <Input
          id="geocoder-city"
          value={settings.city}
          onChange={({ target }) => change({ city: target.value })}
        />
        <span>每秒最多请求</span>
        <NumberSetting
          label="每秒最多请求"
          min={0.2}
          max={20}
          value={settings.perSecond}
          onChange={(perSecond) => change({ perSecond })}
        />
      </div>
    </Modal>
  );
}
