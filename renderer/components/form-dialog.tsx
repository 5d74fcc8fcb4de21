import { Form, Modal } from 'antd';
import type { ReactNode } from 'react';
import { KeptForm, type KeptFormProps } from './drafts/kept-form.tsx';

type FormDialogProps<Values extends object> = KeptFormProps<Values> & {
  readonly title: ReactNode;
  readonly open?: boolean;
  readonly onClose: () => void;
  readonly width?: number;
  /** What the button does that sends the form: a verb. */
  readonly okText: string;
  readonly saving: boolean;
  /** The form takes something away. */
  readonly danger?: boolean;
  /** There is nothing that could be sent. */
  readonly disabled?: boolean;
  /** What stands below the form. */
  readonly foot?: ReactNode;
};

/** A dialog around one form. What is written in it is kept until it is sent, also where the dialog is closed. */
export function FormDialog<Values extends object>({
  title,
  open = true,
  onClose,
  width = 520,
  okText,
  saving,
  danger = false,
  disabled = false,
  foot,
  form: given,
  children,
  ...kept
}: FormDialogProps<Values>) {
  const [form] = Form.useForm<Values>(given);
  return (
    <Modal
      title={title}
      open={open}
      width={width}
      onCancel={onClose}
      onOk={form.submit}
      okText={okText}
      okButtonProps={{ danger, disabled }}
      cancelText="取消"
      confirmLoading={saving}
      mask={{ closable: false }}
    >
      <KeptForm<Values> {...kept} form={form}>
        {children}
      </KeptForm>
      {foot}
    </Modal>
  );
}
