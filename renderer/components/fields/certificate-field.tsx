import { readCertificate } from '#shared/written/certificate.ts';
import { type FieldProps, FormField } from './form-field.tsx';
import type { Writing } from './written-input.tsx';
import { WrittenText } from './written-text.tsx';

const writing: Writing<string> = {
  read: readCertificate,
  write: (number) => number,
  tell: (number) => number,
};

/** 执法证号 in a form. */
export function CertificateField(field: FieldProps) {
  return (
    <FormField {...field}>
      <WrittenText writing={writing} label={field.hiddenLabel} given={{ placeholder: '执法证号' }} />
    </FormField>
  );
}
