import { Button, Form, Input, Radio } from 'antd';
import { readPlaceText } from '#shared/geodesy/coordinate-text.ts';
import { type ReferenceSystem, toWgs84 } from '#shared/geodesy/reference-systems.ts';
import { UnkeptForm } from '../../../components/drafts/unkept-form.tsx';
import type { MapControl } from '../../../map/map-control.ts';

const CLOSE = 17;

/** Coordinates in the system that they were written down in. */
export function PlaceForm({ control, onDone }: { control: MapControl | null; onDone: () => void }) {
  const [form] = Form.useForm<{ text: string; crs: ReferenceSystem }>();
  return (
    <UnkeptForm
      because="choice"
      form={form}
      style={{ width: 280 }}
      initialValues={{ text: '', crs: 'wgs84' }}
      onFinish={({ text, crs }) => {
        const place = readPlaceText(text);
        if (!place) {
          const error = '请写成 116.402,39.585 或 116°24′07″E 39°35′06″N 的形式';
          form.setFields([{ name: 'text', errors: [error] }]);
          return;
        }
        control?.centre(toWgs84(place, crs), CLOSE);
        onDone();
      }}
    >
      <Form.Item name="text" label="坐标（经度,纬度）">
        <Input autoFocus placeholder="116.402000,39.585000" />
      </Form.Item>
      <Form.Item name="crs">
        <Radio.Group
          options={[
            { value: 'wgs84', label: 'WGS84' },
            { value: 'gcj02', label: 'GCJ-02' },
            { value: 'bd09', label: 'BD-09' },
          ]}
        />
      </Form.Item>
      <Button type="primary" htmlType="submit" block>
        前往
      </Button>
    </UnkeptForm>
  );
}
