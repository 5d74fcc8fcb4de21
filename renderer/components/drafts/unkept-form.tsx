import { Form, type FormProps } from 'antd';
import type { ReactNode } from 'react';

/** Why nothing of a form is kept. */
type Reason =
  /** It holds a password or a key, which is written nowhere but where it belongs. */
  | 'secret'
  /** It holds choices for what is shown or made at once, and records nothing. */
  | 'choice'
  /** What stands in it is kept by the editor around it. */
  | 'editor'
  /** It is about a workspace that is not open yet. */
  | 'elsewhere';

/** A form that keeps no draft, and why. Every other one is a `KeptForm`. */
export function UnkeptForm<Values extends object>({
  because: _,
  children,
  ...form
}: Omit<FormProps<Values>, 'children'> & { readonly because: Reason; readonly children: ReactNode }) {
  return (
    <Form<Values> layout="vertical" {...form}>
      {children}
    </Form>
  );
}
