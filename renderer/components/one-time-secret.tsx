import { Button, Modal, Typography } from 'antd';
import type { ReactNode } from 'react';

interface OneTimeSecretProps {
  readonly title: string;
  /** What it is for. */
  readonly about: ReactNode;
  readonly secret: string;
  /** How long it holds, and to whom it is given. */
  readonly advice: string;
  readonly onClose: () => void;
}

/** Shows a secret that the service tells once: nobody, not even this page, can show it again. */
export function OneTimeSecret({ title, about, secret, advice, onClose }: OneTimeSecretProps) {
  return (
    <Modal
      open
      title={title}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={onClose}>
          已经记下
        </Button>
      }
    >
      <p>{about}</p>
      <p className="one-time-secret">
        <Typography.Text code copyable={{ tooltips: ['复制', '已复制'] }}>
          {secret}
        </Typography.Text>
      </p>
      <p className="quiet">{advice}</p>
    </Modal>
  );
}
