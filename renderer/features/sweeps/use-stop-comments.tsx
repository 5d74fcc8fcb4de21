import { CommentOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import type { SweepStop } from '#shared/contract/sweeps.ts';
import { useService } from '../../client/queries.ts';
import { CommentsOf } from '../../components/comments/comments-of.tsx';
import { useMayComment } from '../../components/comments/use-may-comment.ts';

/** What people say of the stops of a sweep: a button for each, with how much is open, and a dialog. */
export function useStopComments(
  sweepId: number,
  stops: readonly SweepStop[],
  shownFirst: number | null,
): { buttonOf(stop: SweepStop): ReactNode; dialog: ReactNode } {
  const may = useMayComment('stop');
  const wanted = { of: { kind: 'sweep' as const, id: sweepId }, open: true };
  const open = useService('comments.list', may ? wanted : null).data ?? [];
  const [shown, setShown] = useState(shownFirst);
  const stop = stops.find(({ id }) => id === shown);
  return {
    buttonOf({ id, placeName }) {
      if (!may) return null;
      const count = open.filter(({ about }) => about.kind === 'stop' && about.id === id).length;
      const text = count === 0 ? '批注' : `批注 ${count}`;
      return (
        <Button
          size="small"
          type="text"
          icon={<CommentOutlined />}
          title={text}
          aria-label={`“${placeName}”的${text}`}
          onClick={() => setShown(id)}
        >
          {count > 0 && count}
        </Button>
      );
    },
    dialog: stop && (
      <Modal
        open
        title={`检查点：${stop.placeName}`}
        width={560}
        footer={null}
        onCancel={() => setShown(null)}
      >
        <p className="quiet">{[stop.address, stop.reason].filter(Boolean).join('；')}</p>
        <CommentsOf about={{ kind: 'stop', id: stop.id }} title={stop.placeName} />
      </Modal>
    ),
  };
}
