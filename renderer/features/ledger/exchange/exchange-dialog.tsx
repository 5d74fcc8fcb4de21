import { Modal, Tabs } from 'antd';
import { useState } from 'react';
import { useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { ReceiveEvents } from './receive-events.tsx';
import { Replies } from './replies.tsx';
import { SendEvents } from './send-events.tsx';
import './exchange.css';

/** Events go out to systems of other offices and come in from them; what they say of ours waits for a person here. */
export function ExchangeDialog({
  picked,
  onClose,
}: {
  /** Hazards that were chosen in the table; all that count where there are none. */
  picked: readonly number[];
  onClose: () => void;
}) {
  const may = useMayCall();
  const replies = useService('exchange.replies', {});
  const [tab, setTab] = useState('send');
  const waiting = replies.data?.length ?? 0;
  return (
    <Modal
      open
      title="与其他系统交换事件"
      width={900}
      onCancel={onClose}
      footer={null}
      mask={{ closable: false }}
    >
      <Tabs
        activeKey={tab}
        onChange={setTab}
        items={[
          ...(may('exchange.out')
            ? [{ key: 'send', label: '发出', children: <SendEvents picked={picked} /> }]
            : []),
          ...(may('exchange.take')
            ? [{ key: 'receive', label: '收进', children: <ReceiveEvents onTaken={onClose} /> }]
            : []),
          {
            key: 'replies',
            label: waiting > 0 ? `待确认的反馈 ${waiting}` : '待确认的反馈',
            children: <Replies replies={replies.data ?? []} onLeave={onClose} />,
          },
        ]}
      />
    </Modal>
  );
}
