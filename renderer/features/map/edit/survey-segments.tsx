import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { DistanceField } from '../../../components/fields/number-field.tsx';
import { required } from '../../../components/fields/required.ts';

/** The stretches that were measured one after the other. */
export function SurveySegments() {
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
                <DistanceField
                  name={[name, 'metres']}
                  hiddenLabel={`第 ${name + 1} 段长度`}
                  rules={[required('长度')]}
                  min={0.01}
                  max={5000}
                  step={0.01}
                />
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
