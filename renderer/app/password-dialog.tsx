import { Button, Form, Input, Modal } from 'antd';
import { client } from '../client/client.ts';
import { UnkeptForm } from '../components/drafts/unkept-form.tsx';
import { repeated } from '../components/fields/repeated.ts';
import { useBusyCarryOut } from '../components/use-carry-out.ts';

interface Fields {
  readonly password?: string | null;
  readonly newPassword?: string;
  readonly again?: string;
}

/** Sets, changes or takes away the password that is asked for when the workspace is opened. */
export function PasswordDialog({ hasPassword, onClose }: { hasPassword: boolean; onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const { busy, carryOut } = useBusyCarryOut();
  const set = async ({ password = null }: Pick<Fields, 'password'>, newPassword: string | null) =>
    await carryOut(
      () => client.call('workspace.setPassword', { password, newPassword }),
      newPassword === null ? '已取消密码' : '已设密码，下次打开时询问',
      onClose,
    );
  /** The present password is asked for; a new one is not. */
  const takeAway = async () => {
    const fields = await form.validateFields(['password']).catch(() => null);
    if (fields) await set(fields, null);
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
        onFinish={(fields) => void set(fields, fields.newPassword ?? null)}
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
          rules={[repeated('newPassword')]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
        <div className="dialog-buttons">
          {hasPassword && (
            <Button danger loading={busy} onClick={() => void takeAway()}>
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
