import { Alert, Button, Checkbox, Radio, Select } from 'antd';
import { useState } from 'react';
import type { InputOf, OutputOf } from '#shared/contract/contract.ts';
import { type ReferenceSystem, referenceSystemNames } from '#shared/geodesy/reference-systems.ts';
import { entriesOf } from '#shared/lists/record.ts';
import { client } from '../../../client/client.ts';
import { useCommand } from '../../../client/queries.ts';
import { saveFile } from '../../../components/save-file.ts';
import { useBusyCarryOut } from '../../../components/use-carry-out.ts';
import { useRemembered } from '../../../components/use-remembered.ts';
import { SystemSelect } from './system-select.tsx';

type Wanted = InputOf<'exchange.out'>;
type Out = OutputOf<'exchange.out'>;

/** Chosen events, or all, as a file for a system; what it was told is noted once the file is there. */
export function SendEvents({ picked }: { picked: readonly number[] }) {
  const [system, setSystem] = useRemembered('exchange.system', '');
  const [format, setFormat] = useState<Wanted['format']>('json');
  const [crs, setCrs] = useState<ReferenceSystem>('wgs84');
  const [onlyPicked, setOnlyPicked] = useState(picked.length > 0);
  const [changedOnly, setChangedOnly] = useState(false);
  const [persons, setPersons] = useState(false);
  const note = useCommand('exchange.noteSent');
  const { busy, carryOut } = useBusyCarryOut();
  const name = system.trim();
  const send = () =>
    carryOut(
      async () => {
        const ids = onlyPicked && picked.length > 0 ? [...picked] : null;
        const out = await client.call('exchange.out', {
          ...{ system: name, format, crs, ids, changedOnly, persons },
        });
        if (out.events === 0 || !(await saveFile(out.text, out.name))) return { ...out, events: 0 };
        await note.mutateAsync({ input: { system: name, sent: out.sent } });
        return out;
      },
      (out) => saidOf(out, name),
    );
  return (
    <div className="exchange-form">
      <div className="exchange-row">
        <span>对方系统</span>
        <SystemSelect value={system} onChange={setSystem} placeholder="选择或填写，如 一网统管" />
      </div>
      <div className="exchange-row">
        <span>发出哪些</span>
        <Radio.Group
          value={onlyPicked && picked.length > 0}
          onChange={({ target }) => setOnlyPicked(target.value === true)}
          options={[
            { value: true, label: `选中的 ${picked.length} 件`, disabled: picked.length === 0 },
            { value: false, label: '全部隐患和线索' },
          ]}
        />
        <Checkbox checked={changedOnly} onChange={({ target }) => setChangedOnly(target.checked)}>
          只发新的和有变动的
        </Checkbox>
      </div>
      <div className="exchange-row">
        <span>格式</span>
        <Radio.Group
          value={format}
          onChange={({ target }) => setFormat(target.value === 'csv' ? 'csv' : 'json')}
          options={[
            { value: 'json', label: 'JSON' },
            { value: 'csv', label: 'CSV 表格' },
          ]}
        />
        <Select<ReferenceSystem>
          aria-label="坐标系"
          value={crs}
          onChange={setCrs}
          options={entriesOf(referenceSystemNames).map(([value, label]) => ({ value, label }))}
          className="exchange-crs"
        />
      </div>
      <div className="exchange-row">
        <span>个人信息</span>
        <Checkbox checked={persons} onChange={({ target }) => setPersons(target.checked)}>
          连同责任人、反映人发出，电话不隐去（写入操作记录）
        </Checkbox>
      </div>
      <Alert
        type="info"
        showIcon
        title="编号不变，再发一次还是同一件；没有变动的在文件里标明，有变动的版次加 1。文件存好才记为已发。"
      />
      <div className="exchange-foot">
        <Button type="primary" loading={busy} disabled={name === ''} onClick={() => void send()}>
          导出文件
        </Button>
      </div>
    </div>
  );
}

function saidOf({ events, added, changed, same }: Out, system: string): string {
  if (events === 0) return `没有发给“${system}”：没有变动，或没有存文件`;
  return `已导出 ${events} 件给“${system}”：新 ${added}，变 ${changed}，未变 ${same}`;
}
