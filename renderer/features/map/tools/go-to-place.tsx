import { CompassOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { lazy, Suspense, useState } from 'react';
import type { MapControl } from '../../../map/map-control.ts';

const PlaceForm = lazy(async () => ({ default: (await import('./place-form.tsx')).PlaceForm }));

/** Goes to typed coordinates. */
export function GoToPlace({ control }: { control: MapControl | null }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      trigger="click"
      placement="bottom"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={
        <Suspense fallback={null}>
          <PlaceForm control={control} onDone={() => setOpen(false)} />
        </Suspense>
      }
    >
      <Button size="small" aria-label="定位" icon={<CompassOutlined />}>
        定位
      </Button>
    </Popover>
  );
}
