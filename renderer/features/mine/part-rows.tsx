import { useService } from '../../client/queries.ts';
import { ApprovalRows } from '../../components/approvals/approval-list.tsx';
import { DraftRow } from '../../components/drafts/draft-row.tsx';
import { late } from '../../components/late.tsx';
import { Permitted } from '../../components/permitted.tsx';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import { DueHazards } from './due-hazards.tsx';
import { OwnComments } from './own-comments.tsx';
import { OwnStops } from './own-stops.tsx';
import { type MinePart, ownHandings, partedApprovals, partedStops, partTitles } from './parts.ts';

// What else waits is looked at as often.
const HandingTable = late(
  async () => (await import('../../components/handings/handing-table.tsx')).HandingTable,
);

/** The rows that a figure counts. */
export function PartRows({ part }: { part: MinePart }) {
  return (
    <section className="card mine-rows" aria-label={partTitles[part]}>
      <h2>{partTitles[part]}</h2>
      <Rows part={part} />
    </section>
  );
}

function Rows({ part }: { part: MinePart }) {
  switch (part) {
    case 'late':
    case 'today':
    case 'coming':
      return (
        <Permitted to="mine.stops">
          <StopRows part={part} />
        </Permitted>
      );
    case 'handings':
      return (
        <Permitted to="handings.list">
          <HandingRows />
        </Permitted>
      );
    case 'hazards':
      return (
        <Permitted to="mine.hazards">
          <HazardRows />
        </Permitted>
      );
    case 'decidable':
    case 'asked':
      return (
        <Permitted to="approvals.list">
          <OwnApprovals part={part} />
        </Permitted>
      );
    case 'comments':
      return (
        <Permitted to="mine.comments">
          <CommentRows />
        </Permitted>
      );
    case 'drafts':
      return <DraftRows />;
  }
}

function StopRows({ part }: { part: 'late' | 'today' | 'coming' }) {
  const stops = useService('mine.stops', {});
  if (stops.error) return <ErrorState error={stops.error} onRetry={() => void stops.refetch()} />;
  return stops.data ? <OwnStops stops={partedStops(stops.data)[part]} /> : <Loading />;
}

function HazardRows() {
  const hazards = useService('mine.hazards', {});
  if (hazards.error) return <ErrorState error={hazards.error} onRetry={() => void hazards.refetch()} />;
  return hazards.data ? <DueHazards hazards={hazards.data} /> : <Loading />;
}

function HandingRows() {
  const handings = useService('handings.list', ownHandings.asked);
  if (handings.error) return <ErrorState error={handings.error} onRetry={() => void handings.refetch()} />;
  if (!handings.data) return <Loading />;
  return (
    <HandingTable
      rows={ownHandings.of(handings.data)}
      empty={
        <EmptyState title="没有等本单位签收、回复的">
          交办、转办、吹哨、协办和联席会议定的事项，签收、回复之前列在这里。
        </EmptyState>
      }
    />
  );
}

function OwnApprovals({ part }: { part: 'decidable' | 'asked' }) {
  const approvals = useService('approvals.list', {});
  if (approvals.error) return <ErrorState error={approvals.error} onRetry={() => void approvals.refetch()} />;
  return approvals.data ? <ApprovalRows rows={partedApprovals(approvals.data)[part]} /> : <Loading />;
}

function CommentRows() {
  const comments = useService('mine.comments', {});
  if (comments.error) return <ErrorState error={comments.error} onRetry={() => void comments.refetch()} />;
  return comments.data ? <OwnComments comments={comments.data} /> : <Loading />;
}

function DraftRows() {
  const drafts = useService('drafts.list', {}).data ?? [];
  if (drafts.length === 0)
    return <EmptyState title="没有未提交的草稿">表单写到一半离开，会留在这里。</EmptyState>;
  return (
    <ul className="task-list mine-drafts">
      {drafts.map((draft) => (
        <DraftRow key={`${draft.kind}/${draft.thing}/${draft.page}`} draft={draft} />
      ))}
    </ul>
  );
}
