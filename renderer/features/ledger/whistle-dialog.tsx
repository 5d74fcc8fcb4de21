import { Form, Input } from 'antd';
import { handingOf } from '#shared/ledger/handing.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { useMayShow } from '../../client/use-may.ts';
import type { SentDraft } from '../../components/drafts/kept-form.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { type HandOverFields, HandOverParts, handedBy, handOverDefaults } from './hand-over-fields.tsx';
import { HazardPlaceFields } from './hazard-place-fields.tsx';

interface Fields extends HandOverFields {
  schoolId?: number;
  venueId?: number;
  placeText?: string;
}

type Kind = HandOverFields['kind'];

/** Whistles about a place or a school itself, asks bodies to help there, or calls somebody for a talk: no hazard is needed. */
export function WhistleDialog({ onClose }: { onClose: () => void }) {
  const hand = useCommand('handings.hand');
  const schools = useService('schools.list', {});
  const carryOut = useCarryOut();
  const submit = (fields: Fields, { formId, sent }: SentDraft) => {
    const { schoolId = null, venueId = null, placeText = '' } = fields;
    const school = schools.data?.find(({ id }) => id === schoolId)?.name ?? '';
    const about = { hazardId: null, schoolId, venueId, placeText };
    const { title } = handingOf(fields.kind);
    return carryOut(
      () =>
        hand.mutateAsync({
          input: { ...handedBy(about, { ...fields, toBody: fields.toBody || school }), formId },
        }),
      ({ ids }) => (ids.length === 1 ? `${title}已登记` : `${title}已登记，${ids.length} 个单位`),
      () => {
        sent();
        onClose();
      },
    );
  };
  return (
    <FormDialog<Fields>
      title="吹哨、协办、约谈"
      okText="登记"
      width={640}
      saving={hand.isPending}
      onClose={onClose}
      draft={{ kind: 'handing', thing: 'place', title: '吹哨、协办、约谈' }}
      onFinish={submit}
      initialValues={{ kind: 'whistle', ...handOverDefaults }}
    >
      <WhistleParts />
    </FormDialog>
  );
}

function WhistleParts() {
  const mayLead = useMayShow()('ledger.supervise');
  const kind = Form.useWatch<Kind | undefined>('kind') ?? 'whistle';
  const schoolId = Form.useWatch<number | undefined>('schoolId');
  return (
    <HandOverParts
      kind={kind}
      kinds={mayLead ? ['whistle', 'assist', 'talk'] : ['whistle', 'assist']}
      mayLead={mayLead}
      toldOf={told}
      place={<PlaceFields />}
      isToSchool={kind === 'talk' && schoolId !== undefined}
    />
  );
}

const told: Readonly<Record<Kind, string>> = {
  transfer: '',
  whistle:
    '镇街就一处地方或一所学校吹哨，不用先有隐患；所选单位各自签收、报到，时限按工作时间走。已登记的隐患在隐患里吹哨。',
  assist: '就一处地方或一所学校请几个单位协办，不用先有隐患；各自签收、回复。',
  talk: '约谈一所学校或一个单位，谈后登记约谈记录。因某项隐患约谈的，在隐患里登记。',
};

function PlaceFields() {
  return (
    <>
      <HazardPlaceFields />
      <Form.Item name="placeText" label="地点（学校、场所以外的，或更具体的）">
        <Input maxLength={200} placeholder="例如：北门外夜市" />
      </Form.Item>
    </>
  );
}
