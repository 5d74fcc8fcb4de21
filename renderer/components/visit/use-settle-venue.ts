import { App } from 'antd';
import type { VisitResult } from '#shared/sweeps/visit-rules.ts';
import { useCommand } from '../../client/queries.ts';
import { useCarryOut } from '../use-carry-out.ts';

/** Asks whether a venue that a visit found gone is to say so itself, and its other stops are to be passed over. */
export function useSettleVenue() {
  const { modal } = App.useApp();
  const settle = useCommand('visits.settleVenue');
  const carryOut = useCarryOut();
  return (visitId: number, result: VisitResult) =>
    modal.confirm({
      title: `把这家场所标为“${result}”？`,
      content:
        '场所的登记状态随之更改，以后不再研判；还没去的检查点（本行动和其他行动）略过。可按 Ctrl+Z 撤销。',
      okText: '更新场所',
      cancelText: '先不更新',
      onOk: async () => {
        await carryOut(
          () => settle.mutateAsync({ input: { id: visitId } }),
          ({ skipped }) => (skipped > 0 ? `场所已更新，略过 ${skipped} 个检查点` : '场所已更新'),
        );
      },
    });
}
