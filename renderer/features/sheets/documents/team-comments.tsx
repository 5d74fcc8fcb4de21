import { dayOf } from '#shared/calendar/china-time.ts';
import type { CommentThread } from '#shared/contract/comments.ts';
import { personText } from '#shared/office/rights.ts';

/** What people said of a stop and is not done yet, with the stop's number on the sheet. */
export interface StopComment {
  readonly number: number;
  readonly placeName: string;
  readonly thread: CommentThread;
}

/** The open comments on some stops, in the order of the stops. */
export function commentsOn(
  stops: readonly {
    readonly number: number;
    readonly stop: { readonly id: number; readonly placeName: string };
  }[],
  threads: readonly CommentThread[],
): StopComment[] {
  return stops.flatMap(({ number, stop: { id, placeName } }) =>
    threads
      .filter(({ about }) => about.kind === 'stop' && about.id === id)
      .map((thread) => ({ number, placeName, thread })),
  );
}

/** Open comments on paper, each with its answers. */
export function CommentsTable({ rows }: { rows: readonly StopComment[] }) {
  return (
    <table className="document-table">
      <colgroup>
        {['6%', '24%', '40%', '18%', '12%'].map((width, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
          <col key={i} style={{ width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th>序</th>
          <th>检查点</th>
          <th>批注（未办结）</th>
          <th>填写人</th>
          <th>日期</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ number, placeName, thread }) => (
          <tr key={thread.id}>
            <td className="numeric">{number}</td>
            <td>{placeName}</td>
            <td>
              {thread.removed ? '（已删除）' : thread.text}
              {thread.replies.map(({ id, author, text }) => (
                <div key={id}>
                  {author}：{text}
                </div>
              ))}
            </td>
            <td>{personText({ person: thread.author, body: thread.authorBody })}</td>
            <td className="numeric">{dayOf(new Date(thread.addedAt))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
