import { Button, Modal, Typography } from 'antd';

/** A first password, as the service tells it once. */
export interface FirstPassword {
  readonly name: string;
  readonly person: string;
  readonly password: string;
}

/** Shows a first password: nobody, not even this page, can show it again. */
export function FirstPasswordDialog({
  first: { name, person, password },
  onClose,
}: {
  first: FirstPassword;
  onClose: () => void;
}) {
  return (
    <Modal
      open
      title={`${person}的首次密码`}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={onClose}>
          已经记下
        </Button>
      }
    >
      <p>
        登录名 <strong>{name}</strong>，首次密码：
      </p>
      <p className="first-password">
        <Typography.Text code copyable={{ tooltips: ['复制', '已复制'] }}>
          {password}
        </Typography.Text>
      </p>
      <p className="quiet">
        只显示这一次。请当面或用可靠的方式交给本人；本人第一次登录时要改成自己的密码。没有记下就再重置一次。
      </p>
    </Modal>
  );
}
