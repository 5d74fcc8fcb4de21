import { Form, Input, Select } from 'antd';
import type { Account, AccountChoices } from '#shared/contract/office.ts';
import { roleOf } from '#shared/office/roles.ts';
import { useCommand } from '../../client/queries.ts';
import type { SentDraft } from '../../components/drafts/kept-form.tsx';
import { required } from '../../components/fields/required.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';

interface Fields {
  person: string;
  body?: string;
}

function personOf({ person, body = '' }: Fields) {
  return { person, body };
}

/** What the person of an account is called, and of which body: somebody was moved, or was written down wrongly. */
export function ChangeAccount({
  account: { id, name, person, body, roles },
  choices,
  onClose,
  onChanged,
}: {
  account: Account;
  choices: AccountChoices;
  onClose: () => void;
  onChanged: () => void;
}) {
  const change = useCommand('accounts.change');
  const carryOut = useCarryOut();
  const send = async (fields: Fields, { sent, opened }: SentDraft<Fields>) =>
    await carryOut(
      () =>
        change.mutateAsync({
          input: { id, was: personOf(opened), ...personOf(fields) },
        }),
      `已更改，${fields.person}下一步操作起生效`,
      () => {
        sent();
        onClose();
        onChanged();
      },
    );
  const isOfBody = roles.some(({ role }) => roleOf(role).scopedBy === 'body');
  const schools = roles.map(({ school }) => choices.schools.find((each) => each.id === school)?.name ?? '');
  const regions = roles.flatMap((role) => role.regions);
  const names = new Set([...schools, ...regions, ...choices.bodies, body]);
  names.delete('');
  return (
    <FormDialog<Fields>
      title={`更改${person}（${name}）`}
      okText="更改"
      saving={change.isPending}
      onClose={onClose}
      draft={{ kind: 'accountChange', thing: name, title: `更改${person}（${name}）` }}
      initialValues={{ person, ...(body === '' ? {} : { body }) }}
      onFinish={send}
    >
      <Form.Item name="person" label="姓名" rules={[required('姓名')]}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="body"
        label="单位"
        rules={isOfBody ? [required('单位')] : []}
        extra={
          isOfBody
            ? '单位管理员、执法人员、教育局的角色随之改为只看新单位的隐患、检查和参加的行动'
            : '写在操作记录里的姓名后面'
        }
      >
        <Select
          showSearch
          allowClear={!isOfBody}
          options={[...names].map((value) => ({ value, label: value }))}
        />
      </Form.Item>
      <p className="quiet">
        登录名不变，本人的草稿、批注、提交的审批和能撤销的修改都还是本人的。以前的记录仍写当时的姓名和单位；
        执法人员名单和小组成员由协调员另改，改好以前“我的”里照样列出。
      </p>
    </FormDialog>
  );
}
