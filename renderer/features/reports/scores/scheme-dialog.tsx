import { Form, Input } from 'antd';
import { useState } from 'react';
import type { ListedScheme } from '#shared/contract/scores.ts';
import { scoreSubjectNames } from '#shared/scores/score-formulas.ts';
import { fullPoints } from '#shared/scores/score-scheme.ts';
import { useCommand } from '../../../client/queries.ts';
import type { SentDraft } from '../../../components/drafts/kept-form.tsx';
import { required } from '../../../components/fields/required.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { IndicatorRows } from './indicator-rows.tsx';
import { fieldsOf, type SchemeFields, schemeOf } from './scheme-fields.ts';

/** A scheme with its indicators; what is suggested is kept as one of the office's own. */
export function SchemeDialog({
  listed: { key, source, revision, scheme },
  onSaved,
  onClose,
}: {
  listed: ListedScheme;
  onSaved: (key: string) => void;
  onClose: () => void;
}) {
  const save = useCommand('scores.saveScheme');
  // What stood when the form was opened: what somebody saves meanwhile is not overwritten.
  const [opened] = useState(revision);
  const carryOut = useCarryOut();
  const isOwn = source === 'own';
  const begun = isOwn ? scheme : { ...scheme, note: '' };
  const title = `${isOwn ? '修改考核方案' : '另存为本单位方案'}（${scoreSubjectNames[scheme.of]}）`;
  const submit = (fields: SchemeFields, { sent }: SentDraft) =>
    carryOut(
      () =>
        save.mutateAsync({
          input: {
            key: isOwn ? key : null,
            revision: isOwn ? opened : null,
            scheme: schemeOf(fields, scheme.of),
          },
        }),
      '考核方案已保存，可按 Ctrl+Z 撤销',
      (saved) => {
        sent();
        onSaved(saved.key);
        onClose();
      },
    );
  return (
    <FormDialog<SchemeFields>
      title={title}
      okText="保存"
      width={1240}
      saving={save.isPending}
      onClose={onClose}
      draft={{ kind: 'scoreScheme', thing: isOwn ? key : `new/${key}`, title: `${title} ${scheme.title}` }}
      initialValues={fieldsOf(begun)}
      onFinish={submit}
    >
      <div className="scheme-head">
        <Form.Item name="title" label="方案名称" rules={[required('方案名称')]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="note" label="说明（印在评分表上）">
          <Input maxLength={500} placeholder="例如：依据某某文件〔2026〕3号" />
        </Form.Item>
      </div>
      <IndicatorRows of={scheme.of} />
      <PointsSum />
    </FormDialog>
  );
}

/** The points of all indicators, as they stand in the form. */
function PointsSum() {
  const form = Form.useFormInstance<SchemeFields>();
  const indicators = Form.useWatch('indicators', form) ?? [];
  const sum = fullPoints({
    indicators: indicators.map((each) => ({ points: each?.points ?? 0 })),
  });
  return (
    <p className="scheme-sum" role="status">
      合计 <strong className="number">{sum}</strong> 分，{indicators.length} 项指标
      {sum !== 100 && <span className="quiet">（不是 100 分也可以，排名按得分率）</span>}
    </p>
  );
}
