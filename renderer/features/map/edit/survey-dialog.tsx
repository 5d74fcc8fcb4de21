import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Modal, Radio, Select } from 'antd';
import { useEffect, useMemo } from 'react';
import type { FindingRow } from '#shared/contract/findings.ts';
import type { SurveyDraft } from '#shared/contract/surveys.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import type { Officer } from '#shared/sweeps/visit-rules.ts';
import { instrumentNames, instrumentSchema, surveySigma } from '#shared/zones/instruments.ts';
import type { SurveyMethod } from '#shared/zones/surveyed-distance.ts';
import { judge, verdictNames } from '#shared/zones/verdict.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { MomentInput } from '../../../components/day-input.tsx';
import { useNotify } from '../../../components/notify.ts';
import { localTime, OfficerFields, required } from '../../../components/officer-fields.tsx';
import './survey-dialog.css';
import { goTo } from '../../../routes/navigation.ts';

/** Value of the choice of ends that means the campus edge. */
const CAMPUS = 0;

interface Draft extends Omit<SurveyDraft, 'schoolId' | 'venueId' | 'gateId' | 'segments'> {
  end: number;
  segments: { from?: string; to?: string; metres?: number | null }[];
  officers: Officer[];
}

/** Records a distance that two officers measured on the ground; from then on it governs. */
export function SurveyDialog({
  open,
  finding,
  workspace,
  onClose,
}: {
  open: boolean;
  finding: FindingRow;
  workspace: WorkspaceSummary;
  onClose: () => void;
}) {
  const school = useService('schools.get', open ? { id: finding.schoolId } : null);
  const record = useCommand('surveys.record');
  const notify = useNotify();
  const [form] = Form.useForm<Draft>();
  const rule = workspace.rules.find(({ id }) => id === finding.ruleId);
  const segments = Form.useWatch('segments', form);
  const instrument = Form.useWatch('instrument', form) ?? 'laser';
  const method = Form.useWatch('method', form);
  const sigma = Form.useWatch('sigma', form);
  const total = useMemo(
    () => (segments ?? []).reduce((sum, segment) => sum + (segment?.metres ?? 0), 0),
    [segments],
  );
  const stretches = segments?.length ?? 1;

  useEffect(() => {
    if (!open) return;
    form.resetFields();
    form.setFieldsValue(firstDraft(finding, rule?.method === 'walking' ? 'walking' : 'straight'));
  }, [open, finding, rule, form]);

  useEffect(() => {
    if (open) form.setFieldValue('sigma', Number(surveySigma(instrument, total, stretches).toFixed(3)));
  }, [open, instrument, total, stretches, form]);

  const gates = school.data?.gates ?? [];
  const ends = [
    ...gates.map((gate) => ({ value: gate.id, label: gate.name })),
    ...(method === 'walking' ? [] : [{ value: CAMPUS, label: '校园边界最近处' }]),
  ];
  const submit = async ({ end, segments: rows, ...draft }: Draft) => {
    try {
      const { code, id } = await record.mutateAsync({
        input: {
          ...draft,
          schoolId: finding.schoolId,
          venueId: finding.venueId,
          gateId: end === CAMPUS ? null : end,
          segments: rows.map(({ from, to, metres }) => ({
            from: from ?? '',
            to: to ?? '',
            metres: metres ?? 0,
          })),
          instrumentNumber: draft.instrumentNumber ?? '',
          witness: draft.witness ?? '',
          note: draft.note ?? '',
        },
      });
      notify.done(`已登记 ${code}，研判已按实测更新`);
      onClose();
      goTo({ name: 'surveyDocument', id });
    } catch (error) {
      notify.failed(error);
    }
  };
  const verdict = judge(total, sigma ?? 0, finding.limit, false);
  return (
    <Modal
      title={`登记实测：${finding.venueName} — ${finding.schoolName}`}
      open={open}
      width={780}
      onCancel={onClose}
      onOk={form.submit}
      okText="保存并出具测量记录"
      cancelText="取消"
      confirmLoading={record.isPending}
      mask={{ closable: false }}
    >
      <Form<Draft> form={form} layout="vertical" onFinish={submit} scrollToFirstError className="survey-form">
        <div className="survey-row survey-row-3">
          <Form.Item name="method" label="量什么" rules={[required('测量方法')]}>
            <Radio.Group
              optionType="button"
              options={[
                { value: 'straight', label: '直线距离' },
                { value: 'walking', label: '步行距离' },
              ]}
            />
          </Form.Item>
          <Form.Item name="end" label="从哪里量起" rules={[required('起点')]}>
            <Select options={ends} loading={school.isPending} />
          </Form.Item>
          <Form.Item name="surveyedAt" label="测量时间" rules={[required('测量时间')]}>
            <MomentInput />
          </Form.Item>
        </div>
        <div className="survey-row survey-row-2">
          <Form.Item name="fromText" label="起点说明" rules={[required('起点说明')]}>
            <Input placeholder="例如：南门门扇中线" maxLength={100} />
          </Form.Item>
          <Form.Item name="toText" label="终点说明" rules={[required('终点说明')]}>
            <Input placeholder="例如：营业场所正门中线" maxLength={100} />
          </Form.Item>
        </div>
        <Segments />
        <p className="survey-sum">
          合计 <b className="number">{total.toFixed(2)} m</b>
          {total > 0 && (
            <>
              ，限值 {finding.limit} m：<b>{verdictNames[verdict]}</b>
              <span className="quiet">（计算值 {finding.distance.toFixed(1)} m 同时保留）</span>
            </>
          )}
        </p>
        <div className="survey-row survey-row-3">
          <Form.Item name="instrument" label="仪器" rules={[required('仪器')]}>
            <Select
              options={instrumentSchema.options.map((value) => ({ value, label: instrumentNames[value] }))}
            />
          </Form.Item>
          <Form.Item name="instrumentNumber" label="仪器编号／检定证书号">
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item
            name="sigma"
            label="全程标准误差（米）"
            tooltip="按仪器和段数估计，可按检定证书修改"
            rules={[required('标准误差')]}
          >
            <InputNumber min={0.001} max={20} step={0.01} style={{ width: '100%' }} />
          </Form.Item>
        </div>
        <OfficerFields agencies={workspace.pack.agencies} />
        <div className="survey-row survey-row-2">
          <Form.Item name="witness" label="见证人（当事人或学校代表）">
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="note" label="备注">
            <Input maxLength={2000} />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
}

function Segments() {
  return (
    <Form.Item label="各段长度" required>
      <Form.List name="segments">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="survey-segment">
                <span className="quiet number">{name + 1}</span>
                <Form.Item name={[name, 'from']}>
                  <Input placeholder="自" aria-label={`第 ${name + 1} 段起点`} maxLength={100} />
                </Form.Item>
                <Form.Item name={[name, 'to']}>
                  <Input placeholder="至" aria-label={`第 ${name + 1} 段终点`} maxLength={100} />
                </Form.Item>
                <Form.Item name={[name, 'metres']} rules={[required('长度')]}>
                  <InputNumber
                    min={0.01}
                    max={5000}
                    step={0.01}
                    suffix="m"
                    aria-label={`第 ${name + 1} 段长度`}
                    style={{ width: '100%' }}
                  />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={`移除第 ${name + 1} 段`}
                  disabled={fields.length === 1}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button type="dashed" size="small" icon={<PlusOutlined />} onClick={() => add({})}>
              增加一段
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}

/** What the form begins with: officers still to be named. */
type FirstDraft = Partial<Omit<Draft, 'officers'>> & { officers: Partial<Officer>[] };

function firstDraft(finding: FindingRow, method: SurveyMethod): FirstDraft {
  const fromBoundary = finding.origin === 'boundary' && method === 'straight';
  return {
    method,
    end: fromBoundary ? CAMPUS : (finding.gateId ?? undefined),
    fromText: fromBoundary ? '校园围墙外缘最近处' : `${finding.gateName ?? '校门'}门扇中线`,
    toText: '营业场所出入口中线',
    segments: [{}],
    instrument: 'laser',
    surveyedAt: localTime(new Date()),
    officers: [{}, {}],
  };
}
