import {
  CheckCircleFilled,
  CloseCircleFilled,
  CloudDownloadOutlined,
  ExclamationCircleFilled,
  FileZipOutlined,
  SyncOutlined,
} from '@ant-design/icons';
import { Button, Descriptions } from 'antd';
import { useEffect, useState } from 'react';
import type { Check, VersionOf } from '#shared/contract/diagnostics.ts';
import { client } from '../../client/client.ts';
import { useService } from '../../client/queries.ts';
import { runTask } from '../../client/tasks.ts';
import { Permitted } from '../../components/permitted.tsx';
import { Loading } from '../../components/states.tsx';
import { useBusyCarryOut, useCarryOut } from '../../components/use-carry-out.ts';
import { useLatest } from '../../components/use-latest.ts';
import { pageChecks, pageParts } from './page-checks.ts';
import { SupportBundle } from './support-bundle.tsx';
import './about.css';

const marks = {
  ok: <CheckCircleFilled className="check-ok" aria-label="正常" />,
  warn: <ExclamationCircleFilled className="check-warn" aria-label="注意" />,
  fail: <CloseCircleFilled className="check-fail" aria-label="有问题" />,
};

/** About the program: its version, the self-test, and the support bundle for the maintainer. */
export function AboutScreen() {
  const host = useService('host.describe', {});
  const about = useService('diagnostics.about', {});
  const updating = useCarryOut();
  const update = async () => await updating(() => client.call('host.installUpdate', {}));
  if (!about.data || !host.data) return <Loading />;
  const parts = [...about.data.parts, ...host.data.parts, ...pageParts()];
  return (
    <div className="screen about">
      <header className="screen-head">
        <h1>关于学安图</h1>
      </header>
      <div className="about-columns">
        <section className="card">
          <h2>版本 {about.data.version}</h2>
          <p className="quiet">
            校园周边安全地图。距离按 WGS84 椭球面计算，判定附带误差；研判结果是工作参考。
          </p>
          <Descriptions
            size="small"
            column={1}
            items={[
              {
                key: 'door',
                label: '打开方式',
                children: host.data.kind === 'desktop' ? '桌面程序' : '浏览器',
              },
              ...parts.map(({ name, value }) => ({ key: name, label: name, children: value })),
              ...(about.data.logs === null
                ? []
                : [{ key: 'logs', label: '日志', children: <code>{about.data.logs}</code> }]),
            ]}
          />
          {host.data.kind === 'desktop' && (
            <div className="about-foot">
              <p className="quiet">没有网络也能更新：用发布单位给出的更新文件（.xau），安装前核对签名。</p>
              <Button icon={<CloudDownloadOutlined />} onClick={() => void update()}>
                安装更新文件…
              </Button>
            </div>
          )}
        </section>
        <Permitted to="diagnostics.selfTest">
          <SelfTest parts={[{ name: '版本', value: about.data.version }, ...parts]} />
        </Permitted>
      </div>
    </div>
  );
}

/** Whether all is well, and what to give to whoever helps where it is not. */
function SelfTest({ parts }: { parts: VersionOf[] }) {
  const [checks, setChecks] = useState<Check[] | null>(null);
  const [bundling, setBundling] = useState(false);
  const testing = useBusyCarryOut();
  const test = async () =>
    await testing.carryOut(
      () => runTask('自检', 'diagnostics.selfTest', {}),
      null,
      (found) => setChecks([...found, ...pageChecks()]),
    );
  const testAtFirst = useLatest(test);
  useEffect(() => void testAtFirst(), [testAtFirst]);
  const wrong = checks?.filter(({ state }) => state !== 'ok').length ?? 0;
  return (
    <section className="card">
      <div className="about-head">
        <h2>自检</h2>
        <Button icon={<SyncOutlined />} loading={testing.busy} onClick={() => void test()}>
          重新检查
        </Button>
      </div>
      {checks === null ? (
        <Loading label="正在检查" />
      ) : (
        <>
          <p className="quiet">{wrong === 0 ? '都正常。' : `${wrong} 项需要处理，按下面的办法做。`}</p>
          <ul className="checks">
            {checks.map(({ id, title, state, detail, advice }) => (
              <li key={id}>
                {marks[state]}
                <strong>{title}</strong>
                <span>
                  {detail}
                  {advice !== '' && <em>{advice}</em>}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="about-foot">
        <p className="quiet">出了问题需要别人帮忙时，把支持包交给维护人员。保存前能看到里面的每个字。</p>
        <Button icon={<FileZipOutlined />} disabled={checks === null} onClick={() => setBundling(true)}>
          支持包…
        </Button>
      </div>
      {bundling && <SupportBundle parts={parts} checks={checks ?? []} onClose={() => setBundling(false)} />}
    </section>
  );
}
