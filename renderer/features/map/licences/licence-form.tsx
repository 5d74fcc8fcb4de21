import { Checkbox, Form, Input } from 'antd';
import type { Licence } from '#shared/contract/licences.ts';
import { isBackwards } from '#shared/licences/validity.ts';
import type { SentDraft } from '../../../components/drafts/kept-form.tsx';
import { DayField } from '../../../components/fields/day-field.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useJoinedSave } from '../../../components/meanwhile/use-joined-save.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';

interface Draft {
  number: string;
  kind: string;
  holder: string;
  validFrom: string;
  validUntil: string;
  unlimited: boolean;
}

interface LicenceFormProps {
  readonly venueId: number;
  /** Null for a new one. */
  readonly licence: Licence | null;
  readonly onClose: () => void;
}

/** A licence is added or changed by hand; lists leave what stands here. */
export function LicenceForm({ venueId, licence, onClose }: LicenceFormProps) {
  const [form] = Form.useForm<Draft>();
  const unlimited = Form.useWatch('unlimited', form) ?? false;
  const { submit, isPending } = useSaving(venueId, licence, onClose);
  return (
    <FormDialog<Draft>
      title={licence ? '修改许可证' : '添加许可证'}
      okText="保存"
      saving={isPending}
      onClose={onClose}
      draft={{
        kind: 'licence',
        thing: licence ? `${venueId}/${licence.id}` : `${venueId}/new`,
        title: licence?.number || '新许可证',
      }}
      form={form}
      initialValues={initialOf(licence)}
      onFinish={submit}
    >
      <Form.Item
        name="number"
        label="许可证号"
        dependencies={['kind']}
        rules={[({ getFieldValue }) => ({ validator: namedBy(() => getFieldValue('kind')) })]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="kind" label="许可证类型">
        <Input maxLength={60} placeholder="例如：食品经营许可证" />
      </Form.Item>
      <Form.Item name="holder" label="持证人">
        <Input maxLength={60} />
      </Form.Item>
      <DayField name="validFrom" label="有效期起" />
      <Form.Item name="unlimited" valuePropName="checked">
        <Checkbox>长期有效</Checkbox>
      </Form.Item>
      {!unlimited && (
        <DayField
          name="validUntil"
          label="有效期止"
          dependencies={['validFrom']}
          rules={[({ getFieldValue }) => ({ validator: notBefore(() => getFieldValue('validFrom')) })]}
        />
      )}
    </FormDialog>
  );
}

function initialOf(licence: Licence | null): Draft {
  return {
    number: licence?.number ?? '',
    kind: licence?.kind ?? '',
    holder: licence?.holder ?? '',
    validFrom: licence?.validFrom ?? '',
    validUntil: licence?.validUntil ?? '',
    unlimited: licence?.unlimited ?? false,
  };
}

/** A licence is known by its number or at least by its kind. */
function namedBy(kind: () => unknown) {
  return async (_: unknown, number: unknown) => {
    if (!isFilled(number) && !isFilled(kind())) throw new Error('请填写证号或许可证类型');
  };
}

function isFilled(text: unknown): boolean {
  return typeof text === 'string' && text.trim() !== '';
}

function notBefore(from: () => unknown) {
  return async (_: unknown, until: unknown) => {
    const first = from();
    const isKnown = typeof first === 'string' && first !== '' && typeof until === 'string' && until !== '';
    if (isKnown && isBackwards(first, until)) throw new Error('有效期止不能早于有效期起');
  };
}

function useSaving(venueId: number, licence: Licence | null, onClose: () => void) {
  const { save, isPending } = useJoinedSave('licences.save');
  const carryOut = useCarryOut();
  const inputOf = ({ validFrom, validUntil, unlimited, ...words }: Draft) => ({
    ...words,
    id: licence?.id ?? null,
    venueId,
    unlimited,
    validFrom: validFrom || null,
    validUntil: unlimited ? null : validUntil || null,
  });
  const submit = (draft: Draft, { sent, opened }: SentDraft<Draft>) =>
    carryOut(
      () => save(inputOf(draft), licence && inputOf(opened)),
      '已保存，以后的名单不会改动',
      () => {
        sent();
        onClose();
      },
    );
  return { submit, isPending };
}
