import { Checkbox, Form, Select } from 'antd';
import { weekdayTitle } from '#shared/calendar/days.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import { useCommand } from '../../../client/queries.ts';
import type { SentDraft } from '../../../components/drafts/kept-form.tsx';
import { required } from '../../../components/fields/required.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { goTo } from '../../../routes/navigation.ts';

interface Fields {
  year: number;
  weekday: number;
  withPast: boolean;
}

/** Years that are offered: the one before, this one and the next. */
const yearsAround = (today: string) => [0, 1, -1].map((more) => Number(today.slice(0, 4)) + more);

/** Begins the plan of the pack in force for a year. */
export function StartCampaign({
  offer: { document, year: ofDocument },
  today,
  onClose,
}: {
  offer: OutputOf<'campaigns.list'>['offer'];
  today: string;
  onClose: () => void;
}) {
  const start = useCommand('campaigns.start');
  const carryOut = useCarryOut();
  const submit = (fields: Fields, { sent }: SentDraft) =>
    carryOut(
      () => start.mutateAsync({ input: fields }),
      '工作计划已排好，可按 Ctrl+Z 撤销',
      ({ id }) => {
        sent();
        onClose();
        goTo({ name: 'campaigns', campaignId: id });
      },
    );
  return (
    <FormDialog<Fields>
      title="开始工作计划"
      okText="排出计划"
      saving={start.isPending}
      onClose={onClose}
      draft={{ kind: 'campaign', thing: 'new', title: '开始工作计划' }}
      initialValues={{ year: Number(today.slice(0, 4)), weekday: 5, withPast: false }}
      onFinish={submit}
    >
      <p className="quiet">
        按《{document}》排出一年的任务。
        {ofDocument === null
          ? '文件没有写明年份，按所选年份排。'
          : `文件写的是 ${ofDocument} 年，其他年份按同样的月日排。`}
        文件没有写明期限的，期限留空。
      </p>
      <Form.Item name="year" label="年份" rules={[required('年份')]}>
        <Select options={yearsAround(today).map((value) => ({ value, label: `${value}年` }))} />
      </Form.Item>
      <Form.Item
        name="weekday"
        label="每周的任务在哪一天到期"
        extra="文件只写“每周”的，由本单位定；写明了的以文件为准"
        rules={[required('到期日')]}
      >
        <Select options={[1, 2, 3, 4, 5, 6, 7].map((value) => ({ value, label: weekdayTitle(value) }))} />
      </Form.Item>
      <Form.Item
        name="withPast"
        valuePropName="checked"
        extra="不选：今天以前期限已过的不列入，免得都成了“已过期”"
      >
        <Checkbox>今天以前期限已过的也列入，补登记完成</Checkbox>
      </Form.Item>
    </FormDialog>
  );
}
