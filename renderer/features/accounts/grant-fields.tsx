import { Form, Select } from 'antd';
import type { AccountChoices } from '#shared/contract/office.ts';
import { excludes, type RoleId, roleIds, roleOf } from '#shared/office/roles.ts';
import { required } from '../../components/fields/required.ts';

export interface GrantFieldValues {
  role?: RoleId;
  regions?: string[];
  school?: number;
}

/** Which role, and for what: regions or a school by names that the workspace has, never as free text. */
export function GrantFields({
  choices,
  held = [],
  refusalOf = () => null,
}: {
  choices: AccountChoices;
  /** What the account holds already. */
  held?: readonly RoleId[];
  /** Why else a role cannot be given. */
  refusalOf?: (role: RoleId) => string | null;
}) {
  const role = Form.useWatch<RoleId | undefined>('role');
  const scopedBy = role === undefined ? 'nothing' : roleOf(role).scopedBy;
  const option = (id: RoleId) => {
    const refusal = refusalOf(id) ?? exclusionOf(id, held);
    return {
      value: id,
      label: refusal === null ? roleOf(id).title : `${roleOf(id).title}（${refusal}）`,
      disabled: refusal !== null,
    };
  };
  const ofKind = (kind: 'business' | 'admin') => roleIds.filter((id) => roleOf(id).kind === kind).map(option);
  return (
    <>
      <Form.Item name="role" label="角色" rules={[required('角色')]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={[
            { label: '业务', options: ofKind('business') },
            { label: '管理员（三员互斥，也不兼业务角色）', options: ofKind('admin') },
          ]}
        />
      </Form.Item>
      {scopedBy === 'regions' && (
        <Form.Item
          name="regions"
          label="辖区"
          rules={[required('辖区')]}
          extra={choices.regions.length === 0 ? '还没有辖区，请先由数据员导入辖区边界' : undefined}
        >
          <Select
            mode="multiple"
            placeholder="可选几个"
            options={choices.regions.map((value) => ({ value, label: value }))}
          />
        </Form.Item>
      )}
      {scopedBy === 'school' && (
        <Form.Item
          name="school"
          label="学校"
          rules={[required('学校')]}
          extra={choices.schools.length === 0 ? '还没有学校，请先由数据员导入学校名单' : undefined}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="输入校名查找"
            options={choices.schools.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      )}
    </>
  );
}

function exclusionOf(wanted: RoleId, held: readonly RoleId[]): string | null {
  const other = held.find((each) => excludes(each, wanted));
  return other === undefined ? null : `与“${roleOf(other).title}”互斥`;
}

/** What is granted, of what stands in the fields: only what the role asks for. */
export function grantOf({ role, regions, school }: GrantFieldValues & { role: RoleId }) {
  const { scopedBy } = roleOf(role);
  return {
    role,
    regions: scopedBy === 'regions' ? (regions ?? []) : [],
    school: scopedBy === 'school' ? (school ?? null) : null,
  };
}
