import { Form } from 'antd';
import type { ComponentProps, ReactElement } from 'react';
import { required } from './required.ts';
import { understood } from './unread.ts';

type ItemProps = ComponentProps<typeof Form.Item>;

/** What every field of the kit is given beside its own. */
export interface FieldProps {
  readonly name: NonNullable<ItemProps['name']>;
  readonly label?: string | undefined;
  /** What the field is called where no label is to be seen. */
  readonly hiddenLabel?: string | undefined;
  readonly required?: boolean | undefined;
  readonly rules?: NonNullable<ItemProps['rules']> | undefined;
  /** What is told under the field, and what beside its label when it is pointed at. */
  readonly extra?: ItemProps['extra'];
  readonly tooltip?: string | undefined;
  readonly className?: string | undefined;
  /** Fields by which the rules judge too. */
  readonly dependencies?: NonNullable<ItemProps['dependencies']> | undefined;
}

/** A field in a form: its label, and beside it in words what is wanting or was not understood. */
export function FormField({
  name,
  label,
  hiddenLabel,
  required: isRequired = false,
  rules = [],
  dependencies = [],
  extra,
  tooltip,
  className,
  children,
}: FieldProps & { readonly children: ReactElement }) {
  const wanted = isRequired ? [required(label ?? hiddenLabel ?? '')] : [];
  return (
    <Form.Item
      name={name}
      label={label}
      dependencies={dependencies}
      {...(extra === undefined ? {} : { extra })}
      {...(tooltip === undefined ? {} : { tooltip })}
      {...(className === undefined ? {} : { className })}
      validateTrigger={['onChange', 'onBlur']}
      rules={[...wanted, understood, ...rules]}
    >
      {children}
    </Form.Item>
  );
}
