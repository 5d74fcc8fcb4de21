import { LockOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { client } from '../client/client.ts';
import { UnkeptForm } from '../components/drafts/unkept-form.tsx';
import './lock-screen.css';

/** Asks for the workspace's password before anything of it is shown. */
export function LockScreen({ message }: { message: string }) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const unlock = async ({ password }: { password: string }) => {
    setBusy(true);
    try {
      await client.call('workspace.unlock', { password });
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const name = /“(.+?)”/.exec(message)?.[1] ?? '工作区';
  return (
    <main className="lock-screen">
      <section className="card lock-card">
        <LockOutlined className="lock-mark" aria-hidden />
        <h1>{name}</h1>
        <p className="quiet">这个工作区有密码，输入后才能查看。</p>
        <UnkeptForm
          because="secret"
          name="unlock"
          onFinish={(values: { password: string }) => void unlock(values)}
        >
          <Form.Item name="password" rules={[{ required: true, message: '请输入密码' }]}>
            <Input.Password
              autoFocus
              aria-label="工作区密码"
              placeholder="工作区密码"
              autoComplete="current-password"
              maxLength={200}
            />
          </Form.Item>
          {refusal !== null && <Alert type="error" showIcon title={refusal} />}
          <Button type="primary" htmlType="submit" block loading={busy}>
            打开
          </Button>
        </UnkeptForm>
      </section>
    </main>
  );
}
