import type { Account, AccountChoices } from '#shared/contract/office.ts';
import { type RoleId, roleOf } from '#shared/office/roles.ts';
import { useCommand } from '../../client/queries.ts';
import type { SentDraft } from '../../components/drafts/kept-form.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { GrantFields, type GrantFieldValues, grantOf } from './grant-fields.tsx';

type Fields = GrantFieldValues & { role: RoleId };

/** One more role for an account. */
export function GrantDialog({
  account: { id, name, person, body, roles },
  choices,
  onClose,
  onGranted,
}: {
  account: Account;
  choices: AccountChoices;
  onClose: () => void;
  onGranted: () => void;
}) {
  const grant = useCommand('accounts.grant');
  const carryOut = useCarryOut();
  const send = async (fields: Fields, { sent }: SentDraft<Fields>) =>
    await carryOut(
      () => grant.mutateAsync({ input: { id, ...grantOf(fields) } }),
      `${person}下一步操作起就有“${roleOf(fields.role).title}”的权限`,
      () => {
        sent();
        onClose();
        onGranted();
      },
    );
  return (
    <FormDialog<Fields>
      title={`给${person}授予角色`}
      okText="授予"
      saving={grant.isPending}
      onClose={onClose}
      draft={{ kind: 'grant', thing: name, title: `给${person}授予角色` }}
      onFinish={send}
    >
      <GrantFields
        choices={choices}
        held={roles.map(({ role }) => role)}
        refusalOf={(role) =>
          roleOf(role).scopedBy === 'body' && body === '' ? '这个账号没有单位，请先更改单位' : null
        }
      />
    </FormDialog>
  );
}
