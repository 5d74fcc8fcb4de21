import { Checkbox, Form, Input, Radio } from 'antd';
import { UNKNOWN_CATEGORY } from '#shared/classification/category.ts';
import type { InputOf } from '#shared/contract/contract.ts';
import type { VenueDetail } from '#shared/contract/places.ts';
import { useCommand } from '../../client/queries.ts';
import { CategorySelect } from '../../components/category-select.tsx';
import type { SentDraft } from '../../components/drafts/kept-form.tsx';
import { required } from '../../components/fields/required.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';

type Ending = InputOf<'venues.end'>['how'];

interface Draft {
  what: 'category' | 'further' | Ending;
  category: string;
  /** A kind that it is of as well. */
  further: string;
  alike?: boolean;
  reason: string;
}

const hints: Readonly<Record<Ending, string>> = {
  closed: '以后不再研判，也不列入整治；名单不会改回来。',
  elsewhere: '以后不再研判，也不列入整治；名单不会改回来。',
  removed: '只用于误录。名单里若还有这家，下次导入会再出现；有检查或隐患记录的不能删。',
};

interface CorrectVenueProps {
  readonly venue: VenueDetail;
  readonly onClose: () => void;
  /** The venue is no longer there. */
  readonly onGone: () => void;
}

/** Corrects what a venue is, however sure the program was; or says why it is out of the way. */
export function CorrectVenue({ venue, onClose, onGone }: CorrectVenueProps) {
  const [form] = Form.useForm<Draft>();
  const what = Form.useWatch('what', form) ?? 'category';
  const { submit, isPending } = useCorrection(venue, onClose, onGone);
  return (
    <FormDialog<Draft>
      title={`更正“${venue.name}”`}
      okText={what === 'removed' ? '删除' : '保存'}
      danger={what === 'removed'}
      saving={isPending}
      onClose={onClose}
      draft={{ kind: 'correction', thing: venue.id, title: venue.name }}
      form={form}
      initialValues={{
        what: 'category',
        category: venue.category === UNKNOWN_CATEGORY ? '' : venue.category,
        further: '',
        reason: '',
      }}
      onFinish={submit}
    >
      <Form.Item name="what" label="更正什么">
        <Radio.Group
          options={[
            { value: 'category', label: '类别' },
            { value: 'further', label: '增加一类' },
            { value: 'closed', label: '已停业' },
            { value: 'elsewhere', label: '不在本区' },
            { value: 'removed', label: '删除' },
          ]}
        />
      </Form.Item>
      {what === 'category' && <CategoryFields venue={venue} />}
      {what === 'further' && <FurtherField />}
      {what !== 'category' && what !== 'further' && <EndingFields how={what} />}
    </FormDialog>
  );
}

function CategoryFields({ venue: { wording } }: { venue: VenueDetail }) {
  const place = wording?.field === 'name' ? '名称' : '经营范围';
  return (
    <>
      <Form.Item name="category" label="类别" rules={[required('类别')]}>
        <CategoryInput label="改认为" withOther />
      </Form.Item>
      {wording && (
        <Form.Item name="alike" valuePropName="checked">
          <Checkbox>
            {place}含“{wording.text}”的都照此办理，以后的名单也是
          </Checkbox>
        </Form.Item>
      )}
    </>
  );
}

/** A kind beside the main one: a hotel that sells tobacco. */
function FurtherField() {
  return (
    <Form.Item
      name="further"
      label="还有哪一类"
      extra="原来的类别不变；两类各按各的规定研判，以后的名单不会去掉。"
      rules={[required('类别')]}
    >
      <CategoryInput label="另一类" withOther={false} />
    </Form.Item>
  );
}

/** The field's value and change come from the form. */
function CategoryInput({
  value = '',
  onChange,
  ...shown
}: {
  value?: string;
  onChange?: (category: string) => void;
  label: string;
  withOther: boolean;
}) {
  return <CategorySelect value={value} onChange={(category) => onChange?.(category)} {...shown} />;
}

function EndingFields({ how }: { how: Ending }) {
  return (
    <Form.Item name="reason" label="原因" extra={hints[how]} rules={[required('原因')]}>
      <Input maxLength={30} placeholder="例如：现场核实已关门" />
    </Form.Item>
  );
}

/** Sends a correction and tells what came of it. */
function useCorrection(venue: VenueDetail, onClose: () => void, onGone: () => void) {
  const decide = useCommand('review.decide');
  const added = useAddedKind(venue);
  const remember = useCommand('review.saveWording');
  const end = useCommand('venues.end');
  const carryOut = useCarryOut();
  const { wording } = venue;
  const submit = async ({ what, category, further, alike, reason }: Draft, { sent }: SentDraft) => {
    const leave = () => {
      sent();
      if (what === 'removed') onGone();
      else onClose();
    };
    if (what === 'further') await added.add(further, leave);
    else if (what !== 'category')
      await carryOut(
        () => end.mutateAsync({ input: { id: venue.id, how: what, reason } }),
        what === 'removed' ? `已删除“${venue.name}”` : `“${venue.name}”不再研判`,
        leave,
      );
    else if (alike && wording)
      await carryOut(
        () => remember.mutateAsync({ input: { ...wording, category } }),
        ({ changed }) => `${changed} 家改类，以后的名单照此办理`,
        leave,
      );
    else
      await carryOut(
        () => decide.mutateAsync({ input: { ids: [venue.id], category } }),
        `已认定“${venue.name}”的类别`,
        leave,
      );
  };
  const isPending = [decide, added, remember, end].some((command) => command.isPending);
  return { submit, isPending };
}

/** Says that a venue is of a further kind as well. */
function useAddedKind(venue: VenueDetail) {
  const set = useCommand('review.setKind');
  const carryOut = useCarryOut();
  const add = async (category: string, leave: () => void) =>
    await carryOut(
      () => set.mutateAsync({ input: { ids: [venue.id], category, isOfKind: true } }),
      `已给“${venue.name}”增加一类`,
      leave,
    );
  return { add, isPending: set.isPending };
}
