import { Alert, Button, Checkbox, Form, Input, InputNumber, Modal, Popconfirm, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { PackDetail } from '#shared/contract/packs.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { entriesOf } from '#shared/lists/record.ts';
import { stageSchema } from '#shared/registry/stage.ts';
import {
  effectNames,
  existingNames,
  methodNames,
  originNames,
  type Rule,
  ruleSchema,
} from '#shared/rules/rule.ts';
import { useCommand } from '../../client/queries.ts';
import { DayInput } from '../../components/day-input.tsx';
import { useNotify } from '../../components/notify.ts';
import { VerdictChanges } from '../../components/verdict-changes.tsx';
import { withoutRule, withRule } from './pack-edits.ts';

/** Form values: the rule, with texts for what may be empty. */
type Draft = Omit<Rule, 'assumption' | 'effectiveFrom' | 'effectiveTo'> & {
  assumption?: string | null;
  effectiveFrom?: string | null;
  effectiveTo?: string | null;
};

/** A form for one rule of an own pack. It checks while typing, and shows which verdicts the rule would change. */
export function RuleEditor({
  rule,
  isNew,
  detail,
  workspace,
  onClose,
}: {
  rule: Rule;
  isNew: boolean;
  detail: PackDetail;
  workspace: WorkspaceSummary;
  onClose: () => void;
}) {
  const save = useCommand('packs.save');
  const notify = useNotify();
  const [form] = Form.useForm<Draft>();
  const [draft, setDraft] = useState<Rule | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const current = workspace.pack.id === detail.pack.id;

  useEffect(() => {
    form.setFieldsValue({
      ...rule,
      effectiveFrom: rule.effectiveFrom ?? undefined,
      effectiveTo: rule.effectiveTo ?? undefined,
    });
  }, [form, rule]);

  const read = (): Rule | null => {
    const values: Partial<Draft> = form.getFieldsValue(true);
    const parsed = ruleSchema.safeParse({
      ...rule,
      ...values,
      distance: values.distance ?? null,
      assumption: values.assumption?.trim() || null,
      effectiveFrom: values.effectiveFrom || null,
      effectiveTo: values.effectiveTo || null,
      basis: { ...rule.basis, ...values.basis },
    });
    setProblem(parsed.success ? null : (parsed.error.issues[0]?.message ?? '内容不完整'));
    return parsed.success ? parsed.data : null;
  };
  const run = async (pack: PackDetail['pack'], done: string) => {
    try {
      await save.mutateAsync({ input: { pack } });
      notify.done(done);
      onClose();
    } catch (error) {
      notify.failed(error);
    }
  };
  const submit = async () => {
    const next = read();
    if (next) await run(withRule(detail.pack, next), current ? '规则已保存，研判已更新' : '规则已保存');
  };
  const input = useMemo(
    () => (draft && current ? { pack: withRule(detail.pack, draft) } : null),
    [draft, current, detail.pack],
  );
  const options = <T extends string>(names: Record<T, string>) =>
    entriesOf(names).map(([value, label]) => ({ value, label }));
  return (
    <Modal
      title={isNew ? '新增规则' : `编辑规则 ${rule.id}`}
      open
      width={820}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <div className="rule-editor-foot">
          {!isNew && (
            <Popconfirm
              title="从本规则包中去掉这条规则？"
              okText="去掉"
              cancelText="保留"
              onConfirm={() => run(withoutRule(detail.pack, rule.id), '规则已去掉')}
            >
              <Button danger>去掉此规则</Button>
            </Popconfirm>
          )}
          <span />
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" loading={save.isPending} onClick={form.submit}>
            保存
          </Button>
        </div>
      }
    >
      <Form<Draft>
        form={form}
        layout="vertical"
        className="rule-form"
        onFinish={submit}
        onValuesChange={() => setDraft(read())}
      >
        <Form.Item name="title" label="名称" rules={[{ required: true, message: '请填写名称' }]}>
          <Input maxLength={100} />
        </Form.Item>
        <div className="rule-row">
          <Form.Item name="categories" label="类别" rules={[{ required: true, message: '请选择类别' }]}>
            <Select
              mode="multiple"
              options={workspace.categories.map(({ id, title }) => ({ value: id, label: title }))}
            />
          </Form.Item>
          <Form.Item name="stages" label="学段" rules={[{ required: true, message: '请选择学段' }]}>
            <Select mode="multiple" options={stageSchema.options.map((value) => ({ value, label: value }))} />
          </Form.Item>
        </div>
        <div className="rule-row rule-row-5">
          <Form.Item name="distance" label="距离（米）" tooltip="留空表示文件未定距离，不作判定">
            <InputNumber min={1} max={5000} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="origin" label="起点">
            <Select options={options(originNames)} />
          </Form.Item>
          <Form.Item name="method" label="测法">
            <Select options={options(methodNames).filter(({ value }) => value !== 'alongRoad')} />
          </Form.Item>
          <Form.Item name="effect" label="效果">
            <Select options={options(effectNames)} />
          </Form.Item>
          <Form.Item name="existing" label="存量处理">
            <Select options={options(existingNames)} />
          </Form.Item>
        </div>
        <div className="rule-row">
          <Form.Item name="effectiveFrom" label="施行日期（可空）">
            <DayInput />
          </Form.Item>
          <Form.Item name="effectiveTo" label="废止日期（可空）">
            <DayInput />
          </Form.Item>
        </div>
        <div className="rule-row">
          <Form.Item
            name={['basis', 'document']}
            label="依据文件"
            rules={[{ required: true, message: '请填写依据文件' }]}
          >
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name={['basis', 'article']} label="条款">
            <Input maxLength={100} />
          </Form.Item>
        </div>
        <Form.Item name={['basis', 'excerpt']} label="要点">
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
        <Form.Item name="assumption" label="说明（文件没有写明、由本包假定的内容）">
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
        <Form.Item name={['basis', 'verified']} valuePropName="checked">
          <Checkbox>条文已与正式文本核对</Checkbox>
        </Form.Item>
      </Form>
      {problem && <Alert type="warning" showIcon title={problem} />}
      {current ? (
        <VerdictChanges command="packs.save" input={input} />
      ) : (
        <p className="quiet small">此规则包没有在用，保存后不影响研判。</p>
      )}
    </Modal>
  );
}
