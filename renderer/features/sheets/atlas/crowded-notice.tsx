import { Alert, Button, Space } from 'antd';
import type { OutputOf } from '#shared/contract/contract.ts';
import { type CrowdedOffer, takeOffer } from '#shared/sheets/crowded-sheet.ts';
import type { OrderState } from './use-order.ts';

const offerNames: Record<CrowdedOffer, string> = { A3: '改用 A3', detail: '加一幅放大图' };

/** Says that a sheet is crowded, and does what helps. */
export function CrowdedNotice({
  crowded,
  state,
}: {
  crowded: OutputOf<'sheets.preview'>['crowded'];
  state: OrderState;
}) {
  if (crowded === null || crowded.offers.length === 0) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={`图上 ${crowded.places} 家场所，标号较密；索引在续页时，续页旁仍印地图`}
      action={
        <Space>
          {crowded.offers.map((offer) => (
            <Button
              key={offer}
              size="small"
              onClick={() => state.changeTemplate(takeOffer(state.order.template, offer))}
            >
              {offerNames[offer]}
            </Button>
          ))}
        </Space>
      }
    />
  );
}
