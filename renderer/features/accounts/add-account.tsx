import { Form, Input, Select } from 'antd';
import type { AccountChoices } from '#shared/contract/office.ts';
import { type RoleId, roleOf } from '#shared/office/roles.ts';
import { useCommand } from '../../client/queries.ts';
import type { SentDraft } from '../../components/drafts/kept-form.tsx';
import { required } from '../../components/fields/required.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import type { FirstPassword } from './first-password-dialog.tsx';
import { GrantFields, type GrantFieldValues, grantOf } from './grant-fields.tsx';

interface Fields extends GrantFieldValues {
  name: string;
  person: string;
  body?: string;
  role: RoleId;
}

/** A new account with its first role. */
export function AddAccount({
  choices,
  onClose,
  onAdded,
}: {
  choices: AccountChoices;
  onClose: () => void;
  onAdded: (first: FirstPassword) => void;
}) {
  const add = useCommand('accounts.add');
  const carryOut = useCarryOut();
  const send = async (fields: Fields, { sent }: SentDraft<Fields>) => {
    const { name, person } = fields;
    const input = { name, person, body: bodyOf(fields, choices), ...grantOf(fields) };
    await carryOut(
      () => add.mutateAsync({ input }),
      null,
      ({ password }) => {
        sent();
        onClose();
        onAdded({ name, person, password });
      },
    );
  };
  return (
    <FormDialog<Fields>
      title="新建账号"
      okText="新建"
      saving={add.isPending}
      onClose={onClose}
      draft={{ kind: 'account', thing: 'new', title: '新建账号' }}
      onFinish={send}
    >
      <div className="account-names">
        <Form.Item name="person" label="姓名" rules={[required('姓名')]}>
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="name"
          label="登录名"
          rules={[
            required('登录名'),
            {
              pattern: /^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,39}$/u,
              message: '2 到 40 个字母、数字或汉字，不要空格',
            },
          ]}
        >
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
      </div>
      <GrantFields choices={choices} />
      <BodyField choices={choices} />
      <p className="quiet">建立后显示首次密码，只显示一次。还要别的角色，建立后在“管理”里再授予。</p>
    </FormDialog>
  );
}

/** The body, where the role is one of a body or may have one: of a school it is the school itself. */
function BodyField({ choices }: { choices: AccountChoices }) {
  const role = Form.useWatch<RoleId | undefined>('role');
  const regions = Form.useWatch<string[] | undefined>('regions') ?? [];
  if (role === undefined || roleOf(role).kind === 'admin' || roleOf(role).scopedBy === 'school') return null;
  const isNeeded = roleOf(role).scopedBy === 'body';
  const names = [...new Set([...regions, ...choices.bodies])];
  return (
    <Form.Item
      name="body"
      label="单位"
      rules={isNeeded ? [required('单位')] : []}
      extra={isNeeded ? '只看得到本单位的隐患、检查和参加的行动' : '写在操作记录里的姓名后面'}
    >
      <Select showSearch allowClear={!isNeeded} options={names.map((value) => ({ value, label: value }))} />
    </Form.Item>
  );
}

function bodyOf({ role, body, school }: Fields, { schools }: AccountChoices): string {
  const { kind, scopedBy } = roleOf(role);
  if (kind === 'admin') return '';
  if (scopedBy === 'school') return schools.find(({ id }) => id === school)?.name ?? '';
  return body ?? '';
}
