import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { BodyField } from '../fields/body-field.tsx';
import { DayField } from '../fields/day-field.tsx';
import { DueByLevel, HazardKindField, HazardLevelField } from '../fields/hazard-kind-field.tsx';
import { required } from '../fields/required.ts';
import { useEmptyHazard } from './use-empty-hazard.ts';

/** The hazards that a visit found, one or more, as the form field `hazards`. */
export function FoundHazards() {
  const emptyHazard = useEmptyHazard();
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
              <HazardFields name={name} />
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

function HazardFields({ name }: { name: number }) {
  const kind: unknown = Form.useWatch(['hazards', name, 'kind']);
  return (
    <>
      <div className="visit-row visit-row-3">
        <HazardKindField name={[name, 'kind']} />
        <HazardLevelField name={[name, 'level']} />
        <DayField
          name={[name, 'dueOn']}
          label="整改期限"
          required
          extra={
            <DueByLevel
              level={['hazards', name, 'level']}
              due={['hazards', name, 'dueOn']}
              from={['startedAt']}
            />
          }
        />
      </div>
      <Form.Item name={[name, 'description']} label="隐患情况" rules={[required('隐患情况')]}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <div className="visit-row visit-row-2">
        <BodyField
          name={[name, 'responsibleBody']}
          label="责任单位"
          clearable
          ofKind={typeof kind === 'string' ? kind : ''}
        />
        <Form.Item
          name={[name, 'responsiblePerson']}
          label="责任人"
          dependencies={[['hazards', name, 'onSpot']]}
          rules={[
            ({ getFieldValue }) => (getFieldValue(['hazards', name, 'onSpot']) ? required('责任人') : {}),
          ]}
        >
          <Input maxLength={50} />
        </Form.Item>
      </div>
      <Form.Item
        name={[name, 'onSpot']}
        label="当场整改情况"
        tooltip="当场整改到位的写明怎样整改、谁在场看过：保存后随检查一并复查、销号。没有当场整改的留空；重大隐患须另行复查"
      >
        <Input maxLength={2000} placeholder="没有当场整改的留空" />
      </Form.Item>
    </>
  );
}
