import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { client } from '../client/client.ts';
import { UnkeptForm } from '../components/drafts/unkept-form.tsx';
import { useNotify } from '../components/notify.ts';

interface Fields {
  readonly password?: string;
  readonly newPassword?: string;
  readonly again?: string;
}

/** Sets, changes or takes away the password that is asked for when the workspace is opened. */
export function PasswordDialog({ hasPassword, onClose }: { hasPassword: boolean; onClose: () => void }) {
  const notify = useNotify();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const set = async (newPassword: string | null) => {
    setBusy(true);
    try {
      const { password } = await form.validateFields(hasPassword ? ['password'] : []);
      await client.call('workspace.setPassword', { password: password ?? null, newPassword });
      notify.done(newPassword === null ? '已取消密码' : '已设密码，下次打开时询问');
      onClose();
    } catch (error) {
      if (error instanceof Error) notify.failed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal open title="工作区密码" footer={null} width={440} onCancel={onClose} destroyOnHidden>
      <p className="quiet">
        打开工作区时询问。它防的是借用这台电脑的人；文件本身不加密，要带出去请用有密码的备份。忘记密码无法找回。
      </p>
      <UnkeptForm<Fields>
        because="secret"
        form={form}
        name="workspace-password"
        onFinish={({ newPassword }) => void set(newPassword ?? null)}
      >
        {hasPassword && (
          <Form.Item
            name="password"
            label="现在的密码"
            rules={[{ required: true, message: '请输入现在的密码' }]}
          >
            <Input.Password autoComplete="current-password" maxLength={200} />
          </Form.Item>
        )}
        <Form.Item
          name="newPassword"
          label="新密码"
          rules={[
            { required: true, message: '请输入新密码' },
            { min: 6, message: '密码至少 6 个字符' },
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
        <Form.Item
          name="again"
          label="再输一次"
          dependencies={['newPassword']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, value: string | undefined) =>
                (value ?? '') === (getFieldValue('newPassword') ?? '')
                  ? Promise.resolve()
                  : Promise.reject(new Error('两次输入的密码不一样')),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
        <div className="dialog-buttons">
          {hasPassword && (
            <Button danger loading={busy} onClick={() => void set(null)}>
              取消密码
            </Button>
          )}
          <Button type="primary" htmlType="submit" loading={busy}>
            {hasPassword ? '更改密码' : '设密码'}
          </Button>
        </div>
      </UnkeptForm>
    </Modal>
  );
}
