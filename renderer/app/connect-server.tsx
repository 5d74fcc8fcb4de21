import { Alert, Button, Form, Input } from 'antd';
import { dayOf } from '#shared/calendar/china-time.ts';
import type { SeenServer } from '#shared/contract/host.ts';
import { client } from '../client/client.ts';
import { UnkeptForm } from '../components/drafts/unkept-form.tsx';
import { useBusyCarryOut } from '../components/use-carry-out.ts';
import { Fingerprint } from './fingerprint.tsx';

interface ConnectProps {
  /** A server that was asked, and waits for its fingerprint to be compared. */
  seen: SeenServer | null;
  keepsSessions: boolean;
  onSeen: (seen: SeenServer | null) => void;
  onDone: () => void;
}

/** Takes the address of an office's server; what it shows is compared by a person before anything is sent to it. */
export function ConnectServer({ seen, keepsSessions, onSeen, onDone }: ConnectProps) {
  const { busy, carryOut } = useBusyCarryOut();
  const look = async ({ address }: { address: string }) =>
    await carryOut(() => client.call('host.lookAtServer', { address }), null, onSeen);
  const trust = async ({ address, fingerprint }: SeenServer) =>
    await carryOut(() => client.call('host.trustServer', { address, fingerprint }), null, onDone);
  return (
    <section aria-label="连接服务器">
      <h3>连接服务器</h3>
      {seen ? (
        <Compare seen={seen} busy={busy} onTrust={() => void trust(seen)} onBack={() => onSeen(null)} />
      ) : (
        <UnkeptForm because="elsewhere" layout="inline" initialValues={{ address: '' }} onFinish={look}>
          <Form.Item
            name="address"
            label="服务器地址"
            rules={[{ required: true, message: '请填写系统管理员给的地址' }]}
          >
            <Input placeholder="https://10.1.2.3:7443" maxLength={300} className="places-address" />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={busy}>
            连接
          </Button>
        </UnkeptForm>
      )}
      {!keepsSessions && (
        <p className="quiet">这台电脑没有系统密钥库，登录不写到磁盘上：关掉学安图以后，下次要重新登录。</p>
      )}
    </section>
  );
}

interface CompareProps {
  seen: SeenServer;
  busy: boolean;
  onTrust: () => void;
  onBack: () => void;
}

function Compare({ seen, busy, onTrust, onBack }: CompareProps) {
  const { address, workspaces, trusted, fingerprint, issuer, until, known } = seen;
  const what = trusted === 'authority' ? '证书机构的 SHA-256 指纹' : '证书的 SHA-256 指纹';
  return (
    <div className="places-compare">
      {known === 'other' && (
        <Alert
          type="error"
          showIcon
          title="这台服务器的证书与信任时的不一样"
          description="可能有人冒充，也可能是换了证书。请向系统管理员核对；确实换了的，先返回移除这个服务器，再重新连接。"
        />
      )}
      {known === 'new' && (
        <p>
          第一次连接这台服务器。请打电话或当面请系统管理员读出服务启动时显示的“{what}
          ”，与下面逐组核对，三十二组都一样才是单位的服务器。
        </p>
      )}
      <dl>
        <dt>地址</dt>
        <dd>{address}</dd>
        <dt>工作区</dt>
        <dd>{workspaces.join('、') || '没有'}</dd>
        <dt>{what}</dt>
        <dd>
          <Fingerprint text={fingerprint} />
        </dd>
        <dt>签发者</dt>
        <dd>{issuer}</dd>
        <dt>证书有效期到</dt>
        <dd className="number">{dayOf(new Date(until))}</dd>
      </dl>
      {known === 'new' && <p className="quiet">有一组不同就不要连接，请告诉系统管理员。</p>}
      <div className="places-actions">
        <Button type="primary" loading={busy} disabled={known === 'other'} onClick={onTrust}>
          {known === 'same' ? '打开' : '逐组核对一致，信任并打开'}
        </Button>
        <Button onClick={onBack}>返回</Button>
      </div>
    </div>
  );
}
