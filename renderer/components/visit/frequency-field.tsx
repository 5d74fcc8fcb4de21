import { Alert, Form, Input } from 'antd';
import { frequencyDoubts } from '#shared/sweeps/visit-caps.ts';
import { useService } from '../../client/queries.ts';
import { required } from '../fields/required.ts';
import type { VisitForm } from './visit-form.ts';

/** Asks why a venue is visited more often than it may be, or again by officers who found nothing twice, where it is so. */
export function FrequencyField({ stopId }: { stopId: number }) {
  const { data } = useService('visits.earlier', { stopId });
  const form = Form.useFormInstance<VisitForm>();
  const startedAt = Form.useWatch('startedAt', form);
  const result = Form.useWatch('result', form);
  const officers = Form.useWatch('officers', form);
  const frequency = data?.frequency;
  if (!frequency || !startedAt || !result) return null;
  const doubts = frequencyDoubts(frequency, {
    day: startedAt.slice(0, 10),
    result,
    officers: (officers ?? []).filter(Boolean),
  });
  if (doubts.length === 0) return null;
  return (
    <>
      <Alert type="warning" showIcon title={doubts.join('；')} className="visit-frequency" />
      <Form.Item
        name="capReason"
        label="超频次理由"
        rules={frequency.reason === '' ? [required('超频次理由')] : []}
      >
        <Input maxLength={500} placeholder={frequency.reason} />
      </Form.Item>
    </>
  );
}
