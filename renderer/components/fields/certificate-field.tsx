import { readCertificate } from '#shared/written/certificate.ts';
import { type FieldProps, FormField } from './form-field.tsx';
import type { Unread } from './unread.ts';
import { type Writing, WrittenInput, type WrittenInputProps } from './written-input.tsx';

const writing: Writing<string> = {
  read: readCertificate,
  write: (number) => number,
  tell: (number) => number,
};

/** 执法证号 in a form. */
export function CertificateField(field: FieldProps) {
  return (
    <FormField {...field}>
      <WrittenCertificate label={field.hiddenLabel} />
    </FormField>
  );
}

function WrittenCertificate({
  id,
  label,
  onChange,
  ...rest
}: Omit<WrittenInputProps<string>, 'writing' | 'onChange'> & {
  readonly id?: string;
  readonly label?: string | undefined;
  readonly onChange?: (value: string | Unread) => void;
}) {
  return (
    <WrittenInput
      {...rest}
      writing={writing}
      onChange={(written) => onChange?.(written ?? '')}
      given={{ id, 'aria-label': label, placeholder: '执法证号' }}
    />
  );
}
