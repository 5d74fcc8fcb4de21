import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import type { InputOf } from '#shared/contract/contract.ts';
import type { Meeting } from '#shared/contract/handings.ts';
import { isOpen } from '#shared/ledger/hazard.ts';
import { useCommand, useService } from '../../client/queries.ts';
import type { SentDraft } from '../../components/drafts/kept-form.tsx';
import { AnyBodyField } from '../../components/fields/body-field.tsx';
import { DayField } from '../../components/fields/day-field.tsx';
import { required } from '../../components/fields/required.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';

interface DecisionFields {
  id?: number;
  matter: string;
  toBody: string;
  dueOn?: string;
  hazardId?: number;
}

interface Fields {
  title: string;
  heldOn: string;
  place?: string;
  chair?: string;
  recorder?: string;
  attendees?: string;
  agenda?: { item: string }[];
  decisions?: DecisionFields[];
}

/** A joint meeting with its agenda and what it decided; each decision is handed to its body when the meeting is kept. */
export function MeetingDialog({
  meeting,
  earlier,
  onClose,
}: {
  /** Null for a new one. */
  meeting: Meeting | null;
  /** The one before a new one: the same people mostly meet again. */
  earlier: Meeting | null;
  onClose: () => void;
}) {
  const save = useCommand('meetings.save');
  const workspace = useService('workspace.describe', {});
  const carryOut = useCarryOut();
  const title = meeting ? `联席会：${meeting.title}` : '登记联席会';
  const submit = (fields: Fields, { sent }: SentDraft) =>
    carryOut(
      () => save.mutateAsync({ input: savedBy(meeting, fields) }),
      '会议已保存，议定事项已交办，可按 Ctrl+Z 撤销',
      () => {
        sent();
        onClose();
      },
    );
  return (
    <FormDialog<Fields>
      title={title}
      okText="保存"
      width={760}
      saving={save.isPending}
      onClose={onClose}
      draft={{ kind: 'meeting', thing: meeting?.id ?? 'new', title }}
      name="meeting"
      initialValues={initialOf(meeting, earlier)}
      // The day may be known later than the form is there.
      begin={() => (meeting ? {} : { heldOn: workspace.data?.today ?? '' })}
      restsOn={workspace.data?.today}
      onFinish={submit}
    >
      <div className="hazard-row">
        <Form.Item name="title" label="会议名称" rules={[required('会议名称')]}>
          <Input maxLength={100} />
        </Form.Item>
        <DayField name="heldOn" label="开会日期" required />
        <Form.Item name="place" label="地点">
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="chair" label="主持人">
          <Input maxLength={50} />
        </Form.Item>
      </div>
      <Form.Item name="attendees" label="出席">
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <Form.Item name="recorder" label="记录人">
        <Input maxLength={50} />
      </Form.Item>
      <Agenda />
      <Decisions decisions={meeting?.decisions ?? []} />
    </FormDialog>
  );
}

function Agenda() {
  return (
    <Form.List name="agenda">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }, i) => (
            <div key={key} className="meeting-line">
              <Form.Item name={[name, 'item']} label={`议题 ${i + 1}`} rules={[required('议题')]}>
                <Input maxLength={300} />
              </Form.Item>
              <Remove label={`移除议题 ${i + 1}`} onClick={() => remove(name)} />
            </div>
          ))}
          <p className="meeting-add">
            <Button type="dashed" size="small" icon={<PlusOutlined />} onClick={() => add({})}>
              添加议题
            </Button>
          </p>
        </>
      )}
    </Form.List>
  );
}

/** What a body signed for or answered stays as it is. */
function Decisions({ decisions }: { decisions: Meeting['decisions'] }) {
  const hazards = useService('hazards.list', {});
  const options = (hazards.data ?? [])
    .filter(({ state }) => isOpen(state))
    .map(({ id, code, placeName, description }) => ({
      value: id,
      label: `${code} ${placeName} ${description}`,
    }));
  const form = Form.useFormInstance<Fields>();
  const isBegun = (name: number) => {
    const id: unknown = form.getFieldValue(['decisions', name, 'id']);
    return decisions.some((each) => each.id === id && each.begun);
  };
  return (
    <Form.List name="decisions">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }, i) => (
            <div key={key} className="meeting-decision">
              <Form.Item name={[name, 'id']} hidden>
                <Input />
              </Form.Item>
              <div className="meeting-line">
                <Form.Item name={[name, 'matter']} label={`议定事项 ${i + 1}`} rules={[required('议定事项')]}>
                  <Input.TextArea rows={2} maxLength={2000} disabled={isBegun(name)} />
                </Form.Item>
                {!isBegun(name) && <Remove label={`移除议定事项 ${i + 1}`} onClick={() => remove(name)} />}
              </div>
              {isBegun(name) ? (
                <p className="quiet small">已有单位签收、回复或催办过，不再改动；有变化的另加一项。</p>
              ) : (
                <div className="meeting-decision-fields">
                  <AnyBodyField name={[name, 'toBody']} label="承办单位" required />
                  <DayField name={[name, 'dueOn']} label="完成时限" />
                  <Form.Item name={[name, 'hazardId']} label="有关隐患">
                    <Select allowClear showSearch optionFilterProp="label" options={options} />
                  </Form.Item>
                </div>
              )}
            </div>
          ))}
          <Button type="dashed" size="small" icon={<PlusOutlined />} onClick={() => add({})}>
            添加议定事项
          </Button>
        </>
      )}
    </Form.List>
  );
}

function Remove({ label, onClick }: { label: string; onClick: () => void }) {
  return <Button type="text" icon={<DeleteOutlined />} aria-label={label} onClick={onClick} />;
}

function initialOf(meeting: Meeting | null, earlier: Meeting | null): Partial<Fields> {
  if (!meeting)
    return {
      title: '校园周边安全整治联席会议',
      ...(earlier && { title: earlier.title, place: earlier.place, attendees: earlier.attendees }),
      ...(earlier && { chair: earlier.chair, recorder: earlier.recorder }),
    };
  const { title, heldOn, place, chair, recorder, attendees } = meeting;
  return {
    ...{ title, heldOn, place, chair, recorder, attendees },
    agenda: meeting.agenda.map((item) => ({ item })),
    decisions: meeting.decisions.map(({ id, matter, toBody, dueOn, hazardId }) => ({
      ...{ id, matter, toBody },
      dueOn: dueOn ?? '',
      ...(hazardId !== null && { hazardId }),
    })),
  };
}

/** A decision that cannot be changed any more is sent as it is stored. */
function savedBy(meeting: Meeting | null, fields: Fields): InputOf<'meetings.save'> {
  const { place = '', chair = '', recorder = '', attendees = '', agenda = [], decisions = [] } = fields;
  return {
    id: meeting?.id ?? null,
    savedAt: meeting?.savedAt ?? null,
    ...{ title: fields.title, heldOn: fields.heldOn, place, chair, recorder, attendees },
    agenda: agenda.map(({ item }) => item),
    decisions: decisions.map((each) => {
      const stored = meeting?.decisions.find(({ id, begun }) => begun && id === each.id);
      const { id = null, matter, toBody, dueOn, hazardId } = stored ?? each;
      return { id, matter, toBody, dueOn: dueOn || null, hazardId: hazardId ?? null };
    }),
  };
}
