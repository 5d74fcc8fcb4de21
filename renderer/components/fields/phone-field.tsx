import type { PhoneColumn, PhoneTable } from '#shared/contract/phones.ts';
import { readPhone } from '#shared/written/phone.ts';
import { useMayCall } from '../../client/use-may.ts';
import { EyeButton, useWholePhone } from '../phone.tsx';
import { type FieldProps, FormField } from './form-field.tsx';
import type { Writing } from './written-input.tsx';
import { type TextControl, WrittenText } from './written-text.tsx';

const writing: Writing<string> = { read: readPhone, write: (phone) => phone, tell: (phone) => phone };

/** The stored row whose number it is; null for one that is being added. */
type Row = { readonly table: PhoneTable; readonly id: number; readonly column?: PhoneColumn } | null;

/** A telephone number in a form. One that is stored is shown shortened until somebody asks for it whole. */
export function PhoneField({
  row,
  maxLength,
  ...field
}: FieldProps & { readonly row: Row; readonly maxLength: number }) {
  return (
    <FormField {...field}>
      <WrittenPhone row={row} maxLength={maxLength} />
    </FormField>
  );
}

function WrittenPhone({
  row,
  maxLength,
  ...control
}: TextControl & { readonly row: Row; readonly maxLength: number }) {
  const may = useMayCall();
  const isShortened = row !== null && typeof control.value === 'string' && control.value.includes('*');
  return (
    <WrittenText
      {...control}
      writing={writing}
      given={{
        maxLength,
        inputMode: 'tel',
        suffix:
          isShortened && may('phones.whole') ? (
            <ShowWhole row={row} onPhone={(phone) => control.onChange?.(phone)} />
          ) : (
            <span />
          ),
      }}
    />
  );
}

function ShowWhole({ row, onPhone }: { row: NonNullable<Row>; onPhone: (phone: string) => void }) {
  const ask = useWholePhone(row.table, row.id, row.column);
  const show = async () => {
    const phone = await ask();
    if (phone !== null) onPhone(phone);
  };
  return <EyeButton isWhole={false} onClick={show} />;
}
