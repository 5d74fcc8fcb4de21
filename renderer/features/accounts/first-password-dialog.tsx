import { OneTimeSecret } from '../../components/one-time-secret.tsx';

/** A first password, as the service tells it once. */
export interface FirstPassword {
  readonly name: string;
  readonly person: string;
  readonly password: string;
}

export function FirstPasswordDialog({
  first: { name, person, password },
  onClose,
}: {
  first: FirstPassword;
  onClose: () => void;
}) {
  return (
    <OneTimeSecret
      title={`${person}的首次密码`}
      about={
        <>
          登录名 <strong>{name}</strong>，首次密码：
        </>
      }
      secret={password}
      advice="只显示这一次。请当面或用可靠的方式交给本人；本人第一次登录时要改成自己的密码。没有记下就再重置一次。"
      onClose={onClose}
    />
  );
}
