import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import { AutoComplete, Button, Form, Input, InputNumber, Modal, Select, Tag } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { HazardDraft } from '#shared/contract/sweeps.ts';
import { hazardKinds, hazardLevelSchema } from '#shared/ledger/hazard.ts';
import { type CheckAnswer, measurementMethods } from '#shared/sweeps/checklist.ts';
import { type Officer, visitResults } from '#shared/sweeps/visit-rules.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { DayInput, MomentInput } from '../day-input.tsx';
import { attach } from '../evidence/attach.ts';
import { FileDrop } from '../evidence/file-drop.tsx';
import { SignaturePad } from '../evidence/signature-pad.tsx';
import { useNotify } from '../notify.ts';
import { localTime, OfficerFields, required } from '../officer-fields.tsx';
import { CheckFields } from './check-fields.tsx';
import './visit-dialog.css';

interface Draft {
  startedAt: string;
  endedAt: string;
  officers: Officer[];
  result: (typeof visitResults)[number];
  facts: string;
  checklist?: Record<string, CheckAnswer | undefined>;
  measuredDistance: number | null;
  measuredFrom?: string;
  measuredTo?: string;
  instrument?: string;
  documents?: string;
  nextOn?: string;
  measures?: string;
  partyView?: string;
  capReason?: string;
  hazards: HazardDraft[];
}

const MINUTES_ON_SITE = 20;
const DAYS_TO_RECTIFY = 15;

/** Records a visit at a stop: times, two officers or more, facts, and the hazards found. */
export function VisitDialog({
  open,
  stopId,
  title,
  category,
  officers,
  onClose,
}: {
  open: boolean;
  stopId: number;
  title: string;
  /** The category of the venue: it decides which checklist is shown. */
  category: string;
  /** The officers who are planned for the visit. */
  officers?: readonly Officer[];
  onClose: () => void;
}) {
  const record = useCommand('visits.record');
  const workspace = useService('workspace.describe', {});
  const notify = useNotify();
  const [form] = Form.useForm<Draft>();
  const result = Form.useWatch('result', form);
  const [signing, setSigning] = useState<string | null>(null);
  const [files, setFiles] = useState<readonly File[]>([]);
  const expected = useRef(officers);
  expected.current = officers;

  useEffect(() => {
    if (!open) return;
    form.resetFields();
    form.setFieldsValue(emptyDraft(expected.current));
    setFiles([]);
  }, [open, form]);

  // The result 发现隐患 needs a hazard: an empty one is added at once.
  useEffect(() => {
    const hazards: HazardDraft[] | undefined = form.getFieldValue('hazards');
    if (result === '发现隐患' && !hazards?.length) form.setFieldValue('hazards', [emptyHazard()]);
  }, [result, form]);

  const submit = async (draft: Draft) => {
    try {
      const saved = await record.mutateAsync({
        input: {
          ...draft,
          stopId,
          measuredDistance: draft.measuredDistance ?? null,
          checklist: answered(draft.checklist),
          measuredFrom: draft.measuredFrom ?? '',
          measuredTo: draft.measuredTo ?? '',
          instrument: draft.instrument ?? '',
          documents: draft.documents ?? '',
          nextOn: draft.nextOn || null,
          measures: draft.measures ?? '',
          partyView: draft.partyView ?? '',
          capReason: draft.capReason ?? '',
          hazards:
            draft.result === '发现隐患'
              ? draft.hazards.map((hazard) => ({
                  ...hazard,
                  responsibleBody: hazard.responsibleBody ?? '',
                  responsiblePerson: hazard.responsiblePerson ?? '',
                }))
              : [],
        },
      });
      await attachAll(files, saved.id, notify.failed);
      notify.done(
        saved.hazards.length > 0 ? `检查已记录，${saved.hazards.length} 项隐患进入台账` : '检查已记录',
      );
      onClose();
    } catch (error) {
      notify.failed(error);
    }
  };
  const bodies = (workspace.data?.pack.agencies ?? []).map(({ name }) => ({ value: name }));
  return (
    <Modal
      title={title}
      open={open}
      width={860}
      onCancel={onClose}
      onOk={form.submit}
      okText="保存检查记录"
      cancelText="取消"
      confirmLoading={record.isPending}
      mask={{ closable: false }}
    >
      <Form<Draft> form={form} layout="vertical" onFinish={submit} className="visit-form" scrollToFirstError>
        <div className="visit-row visit-row-3">
          <Form.Item name="startedAt" label="开始时间" rules={[required('开始时间')]}>
            <MomentInput />
          </Form.Item>
          <Form.Item name="endedAt" label="结束时间" rules={[required('结束时间')]}>
            <MomentInput />
          </Form.Item>
          <Form.Item name="result" label="检查结果" rules={[required('检查结果')]}>
            <Select options={visitResults.map((value) => ({ value }))} />
          </Form.Item>
        </div>
        <OfficerFields agencies={workspace.data?.pack.agencies ?? []} />
        <Form.Item name="facts" label="现场情况" rules={[required('现场情况')]}>
          <Input.TextArea rows={3} maxLength={5000} placeholder="营业状况、证照、距离核验、发现的问题" />
        </Form.Item>
        <CheckFields category={category} />
        <div className="visit-row visit-row-4">
          <Form.Item name="measuredDistance" label="实测距离（米，可空）">
            <InputNumber min={0} step={0.1} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="measuredFrom" label="起点">
            <Input maxLength={100} placeholder="例如 南门门框中点" />
          </Form.Item>
          <Form.Item name="measuredTo" label="止点">
            <Input maxLength={100} placeholder="例如 场所出入口" />
          </Form.Item>
          <Form.Item name="instrument" label="仪器">
            <AutoComplete options={measurementMethods.map((value) => ({ value }))} maxLength={60} />
          </Form.Item>
        </div>
        <div className="visit-row visit-row-2">
          <Form.Item name="measures" label="采取的措施">
            <Input maxLength={2000} />
          </Form.Item>
          <Form.Item name="documents" label="出具的文书">
            <Input maxLength={500} placeholder="例如 责令改正通知书 〔2026〕12 号" />
          </Form.Item>
          <Form.Item name="partyView" label="当事人意见">
            <Input maxLength={2000} />
          </Form.Item>
          <Form.Item name="nextOn" label="下次检查">
            <DayInput />
          </Form.Item>
        </div>
        {workspace.data?.pack.visitCap != null && (
          <Form.Item name="capReason" label={`超过年度检查上限（${workspace.data.pack.visitCap} 次）的理由`}>
            <Input maxLength={500} />
          </Form.Item>
        )}
        {result === '发现隐患' && <HazardList bodies={bodies} />}
        <Form.Item label="照片和附件">
          <FileDrop onFiles={(more) => setFiles((known) => [...known, ...more])}>
            {files.length > 0 && (
              <div className="evidence-pending">
                {files.map((file, i) => (
                  <Tag
                    // biome-ignore lint/suspicious/noArrayIndexKey: two files may share a name
                    key={i}
                    closable
                    onClose={() => setFiles((known) => known.filter((_, at) => at !== i))}
                  >
                    {file.name}
                  </Tag>
                ))}
              </div>
            )}
          </FileDrop>
          <span className="visit-sign">
            {['当事人', '执法人员', '见证人'].map((who) => (
              <Button key={who} size="small" icon={<EditOutlined />} onClick={() => setSigning(who)}>
                {who}签名
              </Button>
            ))}
          </span>
        </Form.Item>
      </Form>
      {signing && (
        <SignaturePad
          who={signing}
          onSigned={(picture) => setFiles((known) => [...known, picture])}
          onClose={() => setSigning(null)}
        />
      )}
    </Modal>
  );
}

/** Points that somebody answered. */
function answered(checklist: Draft['checklist']): Record<string, CheckAnswer> {
  return Object.fromEntries(
    Object.entries(checklist ?? {}).flatMap(([item, answer]) => (answer ? [[item, answer]] : [])),
  );
}

function HazardList({ bodies }: { bodies: { value: string }[] }) {
  return (
    <Form.List name="hazards">
      {(fields, { add, remove }) => (
        <div className="visit-hazards">
          {fields.map(({ key, name }) => (
            <fieldset key={key}>
              <legend>
                隐患 {name + 1}
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label="移除隐患"
                  disabled={fields.length <= 1}
                  onClick={() => remove(name)}
                />
              </legend>
              <div className="visit-row visit-row-3">
                <Form.Item name={[name, 'kind']} label="种类" rules={[required('种类')]}>
                  <Select options={hazardKinds.map((value) => ({ value }))} />
                </Form.Item>
                <Form.Item name={[name, 'level']} label="级别" rules={[required('级别')]}>
                  <Select options={hazardLevelSchema.options.map((value) => ({ value }))} />
                </Form.Item>
                <Form.Item name={[name, 'dueOn']} label="整改期限" rules={[required('整改期限')]}>
                  <DayInput />
                </Form.Item>
              </div>
              <Form.Item name={[name, 'description']} label="隐患情况" rules={[required('隐患情况')]}>
                <Input.TextArea rows={2} maxLength={2000} />
              </Form.Item>
              <div className="visit-row visit-row-2">
                <Form.Item name={[name, 'responsibleBody']} label="责任单位">
                  <Select allowClear options={bodies} />
                </Form.Item>
                <Form.Item name={[name, 'responsiblePerson']} label="责任人">
                  <Input maxLength={50} />
                </Form.Item>
              </div>
            </fieldset>
          ))}
          <Button type="dashed" size="small" icon={<PlusOutlined />} onClick={() => add(emptyHazard())}>
            再登记一项隐患
          </Button>
        </div>
      )}
    </Form.List>
  );
}

/** Attaches the photos after the visit is recorded. If one is refused, the others are still attached. */
async function attachAll(
  files: readonly File[],
  visitId: number,
  failed: (error: unknown) => void,
): Promise<void> {
  for (const file of files) await attach(file, { kind: 'visit', id: visitId }).catch(failed);
}

/** A draft as the form begins: officers still to be named. */
function emptyDraft(
  officers: readonly Officer[] = [],
): Omit<Draft, 'officers'> & { officers: Partial<Officer>[] } {
  const now = new Date();
  const start = new Date(now.getTime() - MINUTES_ON_SITE * 60_000);
  return {
    startedAt: localTime(start),
    endedAt: localTime(now),
    officers: officers.length >= 2 ? [...officers] : [...officers, {}, {}].slice(0, 2),
    result: '正常',
    facts: '',
    measuredDistance: null,
    hazards: [],
  };
}

function emptyHazard(): HazardDraft {
  const due = new Date(Date.now() + DAYS_TO_RECTIFY * 86_400_000);
  return {
    kind: '区内禁设场所',
    level: '一般',
    description: '',
    responsibleBody: '',
    responsiblePerson: '',
    dueOn: localTime(due).slice(0, 10),
  };
}
