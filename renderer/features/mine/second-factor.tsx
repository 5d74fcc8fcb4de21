import { Button, Form, Input, Typography } from 'antd';
import { useState } from 'react';
import { client } from '../../client/client.ts';
import { useCommand } from '../../client/queries.ts';
import { UnkeptForm } from '../../components/drafts/unkept-form.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';

/** A second factor for oneself: six digits that a telephone shows. It counts once one of them was given. */
export function SecondFactor({ isOn, onChanged }: { isOn: boolean; onChanged: () => void }) {
  const [secret, setSecret] = useState<string | null>(null);
  const keep = useCommand('account.keepCode');
  const carryOut = useCarryOut();
  const begin = () =>
    carryOut(
      () => client.call('account.beginCode', {}),
      null,
      (made) => setSecret(made.secret),
    );
  const send = ({ code }: { code: string }) =>
    carryOut(
      () => keep.mutateAsync({ input: { code } }),
      '动态口令已启用，下次登录起要填',
      () => {
        setSecret(null);
        onChanged();
      },
    );
  return (
    <div>
      <h3>动态口令</h3>
      <p className="quiet">
        {isOn
          ? '已启用，登录时要填手机上显示的六位数字。换手机时请找安全管理员重置。'
          : '启用后，登录时除密码外还要填手机验证器显示的六位数字，不用联网。'}
      </p>
      {!isOn && secret === null && <Button onClick={begin}>启用动态口令</Button>}
      {secret !== null && (
        <UnkeptForm<{ code: string }> because="secret" onFinish={send}>
          <p>
            在验证器里“手动输入密钥”：
            <br />
            <Typography.Text code copyable>
              {secret.match(/.{1,4}/g)?.join(' ')}
            </Typography.Text>
          </p>
          <Form.Item
            name="code"
            label="验证器显示的六位数字"
            rules={[{ required: true, pattern: /^\d{6}$/, message: '请填写六位数字' }]}
          >
            <Input inputMode="numeric" maxLength={6} autoComplete="one-time-code" style={{ width: 140 }} />
          </Form.Item>
          <Button htmlType="submit" loading={keep.isPending}>
            确认启用
          </Button>
        </UnkeptForm>
      )}
    </div>
  );
}
