import { Checkbox, Form, Input, Select } from 'antd';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { entriesOf } from '#shared/lists/record.ts';
import { stageSchema } from '#shared/registry/stage.ts';
import { effectNames, existingNames, methodNames, originNames } from '#shared/rules/rule.ts';
import { DayField } from '../../components/fields/day-field.tsx';
import { DistanceField } from '../../components/fields/number-field.tsx';

/** What a rule says: of what, how far, since when, and where it stands. */
export function RuleFields({ categories }: { categories: WorkspaceSummary['categories'] }) {
  return (
    <>
      <Form.Item name="title" label="名称" rules={[{ required: true, message: '请填写名称' }]}>
        <Input maxLength={100} />
      </Form.Item>
      <div className="rule-row">
        <Form.Item name="categories" label="类别">
          <Select
            mode="multiple"
            options={categories.map(({ id, title }) => ({ value: id, label: title }))}
          />
        </Form.Item>
        <Form.Item name="stages" label="学段" rules={[{ required: true, message: '请选择学段' }]}>
          <Select mode="multiple" options={stageSchema.options.map((value) => ({ value, label: value }))} />
        </Form.Item>
      </div>
      <MeasureFields />
      <div className="rule-row">
        <DayField name="effectiveFrom" label="施行日期（可空）" />
        <DayField name="effectiveTo" label="废止日期（可空）" />
      </div>
      <BasisFields />
    </>
  );
}

/** How far, from where and how it is measured, and what follows. */
function MeasureFields() {
  return (
    <div className="rule-row rule-row-5">
      <DistanceField
        name="distance"
        label="距离"
        tooltip="留空表示文件未定距离，不作判定"
        min={1}
        max={5000}
      />
      <Form.Item name="origin" label="起点">
        <Select options={optionsOf(originNames)} />
      </Form.Item>
      <Form.Item name="method" label="测法">
        <Select options={optionsOf(methodNames).filter(({ value }) => value !== 'alongRoad')} />
      </Form.Item>
      <Form.Item name="effect" label="效果">
        <Select options={optionsOf(effectNames)} />
      </Form.Item>
      <Form.Item name="existing" label="存量处理">
        <Select options={optionsOf(existingNames)} />
      </Form.Item>
    </div>
  );
}

/** Where the rule stands, what was assumed, and whether somebody has compared it with the text. */
function BasisFields() {
  return (
    <>
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
      <div className="rule-row">
        <Form.Item name={['basis', 'number']} label="文号（可空）" normalize={emptyToNull}>
          <Input maxLength={100} placeholder="例如 国务院令第363号" />
        </Form.Item>
        <Form.Item name={['basis', 'edition']} label="版本和日期（可空）" normalize={emptyToNull}>
          <Input maxLength={100} placeholder="例如 2024年12月6日第五次修订" />
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
      <Form.Item name={['basis', 'draft']} valuePropName="checked">
        <Checkbox>征求意见稿，尚未施行</Checkbox>
      </Form.Item>
    </>
  );
}

const emptyToNull = (text: string) => (text === '' ? null : text);

function optionsOf<Value extends string>(names: Readonly<Record<Value, string>>) {
  return entriesOf(names).map(([value, label]) => ({ value, label }));
}
