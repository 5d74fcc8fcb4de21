import { Button, Form, Input } from 'antd';
import { passwordFault } from '#shared/office/password-rules.ts';
import { useCommand } from '../../client/queries.ts';
import { UnkeptForm } from '../../components/drafts/unkept-form.tsx';
import { repeated } from '../../components/fields/repeated.ts';
import { required } from '../../components/fields/required.ts';
import { useCarryOut } from '../../components/use-carry-out.ts';

interface Fields {
  password: string;
  newPassword: string;
  again: string;
}

/** Another password for oneself; whoever is signed in elsewhere by the old one is out. */
export function ChangePassword({ mustChange, onChanged }: { mustChange: boolean; onChanged: () => void }) {
  const change = useCommand('account.changePassword');
  const carryOut = useCarryOut();
  const [form] = Form.useForm<Fields>();
  const send = ({ password, newPassword }: Fields) =>
    carryOut(
      () => change.mutateAsync({ input: { password, newPassword } }),
      '密码已修改，其他地方的登录已结束',
      () => {
        form.resetFields();
        onChanged();
        // What was refused for want of a new password is asked for again.
        if (mustChange) location.reload();
      },
    );
  return (
    <UnkeptForm<Fields> because="secret" form={form} onFinish={send}>
      <h3>修改密码</h3>
      {mustChange && <p>首次登录，或密码已到期：改了密码才能继续。</p>}
      <Form.Item name="password" label="现在的密码" rules={[required('现在的密码')]}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="newPassword"
        label="新密码"
        extra="至少 10 个字符，大写、小写、数字、符号里有三类"
        rules={[
          required('新密码'),
          {
            validator: async (_, value: string | undefined) => {
              const fault = value ? passwordFault(value, []) : null;
              if (fault !== null) throw new Error(fault);
            },
          },
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="again"
        label="再填一次"
        dependencies={['newPassword']}
        validateFirst
        rules={[required('新密码'), repeated('newPassword', '两次填的不一样，请重填')]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Button htmlType="submit" loading={change.isPending}>
        修改密码
      </Button>
    </UnkeptForm>
  );
}
