import { Button, Input } from 'antd';
import { useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { client } from '../client/client.ts';
import { useServiceOnce } from '../client/queries.ts';
import { type ChosenFile, FileButton } from '../components/file-button.tsx';
import { JobProgress } from '../components/job-progress.tsx';
import { OneTimeSecret } from '../components/one-time-secret.tsx';
import { useCarryOut } from '../components/use-carry-out.ts';
import { useFollowed } from '../components/use-followed.ts';

/** The workspaces that an office serves, and a backup of another that is to be served as well. */
export function PublishWorkspace() {
  const [round, setRound] = useState(0);
  const served = useServiceOnce('served.list', {}, round, { stays: true });
  const [published, setPublished] = useState<OutputOf<'served.publish'> | null>(null);
  return (
    <section className="card operation-backups" aria-label="服务的工作区">
      <h2>服务的工作区</h2>
      <ul className="served-rooms">
        {served.data?.map(({ name, isPublished }) => (
          <li key={name}>
            {name}
            {isPublished && <span className="quiet"> · 发布上来的</span>}
          </li>
        ))}
      </ul>
      <SendBackup
        onPublished={(made) => {
          setPublished(made);
          setRound(round + 1);
        }}
      />
      {published && <SetupCode published={published} onClose={() => setPublished(null)} />}
    </section>
  );
}

function SendBackup({ onPublished }: { onPublished: (made: OutputOf<'served.publish'>) => void }) {
  const [chosen, setChosen] = useState<ChosenFile | null>(null);
  const [password, setPassword] = useState('');
  const carryOut = useCarryOut();
  const { step, follow, cancel } = useFollowed();
  const publish = async ({ token }: ChosenFile) =>
    await carryOut(
      () =>
        follow('准备', (signal, onProgress) => {
          const input = { token, password: password === '' ? null : password };
          return client.call('served.publish', input, { signal, onProgress });
        }),
      null,
      (made) => {
        setChosen(null);
        setPassword('');
        onPublished(made);
      },
    );
  return (
    <div className="backup-restore">
      <p className="quiet">
        发布：把桌面程序里的工作区备份成 .xab
        文件传上来，读完校验后成为一个新的工作区，马上可以登录，不影响正在用的。
      </p>
      <FileButton accept=".xab" onChosen={setChosen}>
        {chosen ? chosen.name : '选择备份文件…'}
      </FileButton>
      {chosen && (
        <>
          <Input.Password
            aria-label="备份的密码"
            placeholder="备份的密码，没有就不填"
            autoComplete="off"
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
          <Button type="primary" loading={step !== null} onClick={() => void publish(chosen)}>
            发布
          </Button>
          {step && <JobProgress progress={step} unit="MB" onCancel={cancel} />}
        </>
      )}
    </div>
  );
}

/** Tells the one-time code by which the accounts of a published workspace are begun. */
function SetupCode({ published, onClose }: { published: OutputOf<'served.publish'>; onClose: () => void }) {
  return (
    <OneTimeSecret
      title={`“${published.name}”已发布`}
      about="它还没有账号。用这个一次性口令在 /setup 页面建立它的系统、安全、审计三名管理员："
      secret={published.code}
      advice="七天内有效，只显示这一次。请连同工作区的名称一起交给负责建立账号的人。"
      onClose={onClose}
    />
  );
}
