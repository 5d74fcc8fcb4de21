import type { FormInstance } from 'antd';

/** The rule of a field in which a password is written once more: it says the same as another field. */
export function repeated(field: string, fault = '两次输入的密码不一样') {
  return ({ getFieldValue }: Pick<FormInstance, 'getFieldValue'>) => ({
    validator: async (_rule: unknown, value: string | undefined) => {
      if ((value ?? '') !== (getFieldValue(field) ?? '')) throw new Error(fault);
    },
  });
}
