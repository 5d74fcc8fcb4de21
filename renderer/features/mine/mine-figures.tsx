import { useService } from '../../client/queries.ts';
import { Permitted } from '../../components/permitted.tsx';
import { type MinePart, ownHandings, partedApprovals, partedStops, partTitles } from './parts.ts';

interface FiguresProps {
  readonly chosen: MinePart | null;
  readonly onChoose: (part: MinePart) => void;
}

/** How much waits; each figure opens the rows that it counts. */
export function MineFigures(props: FiguresProps) {
  return (
    <nav className="mine-figures" aria-label="等我办的">
      <Permitted to="mine.stops">
        <StopFigures {...props} />
      </Permitted>
      <Permitted to="handings.list">
        <HandingFigure {...props} />
      </Permitted>
      <Permitted to="mine.hazards">
        <HazardFigure {...props} />
      </Permitted>
      <Permitted to="approvals.list">
        <ApprovalFigures {...props} />
      </Permitted>
      <Permitted to="mine.comments">
        <CommentFigure {...props} />
      </Permitted>
      <Permitted to="workspace.describe">
        <DraftFigure {...props} />
      </Permitted>
    </nav>
  );
}

function StopFigures(props: FiguresProps) {
  const stops = useService('mine.stops', {}).data;
  const { late, today, coming } = partedStops(stops ?? { today: '', stops: [] });
  const done = today.filter((stop) => stop.done).length;
  return (
    <>
      {late.length > 0 && <Figure {...props} part="late" value={late.length} isLate />}
      <Figure {...props} part="today" value={today.length} note={done > 0 ? `已查 ${done}` : ''} />
      <Figure {...props} part="coming" value={coming.length} />
    </>
  );
}

function HazardFigure(props: FiguresProps) {
  const hazards = useService('mine.hazards', {}).data ?? [];
  const overdue = hazards.filter((hazard) => hazard.overdue).length;
  return (
    <Figure
      {...props}
      part="hazards"
      value={hazards.length}
      note={overdue > 0 ? `逾期 ${overdue}` : ''}
      isLate={overdue > 0}
    />
  );
}

function HandingFigure(props: FiguresProps) {
  const own = ownHandings.of(useService('handings.list', ownHandings.asked).data ?? []);
  const late = own.filter(({ hoursLate }) => hoursLate !== null).length;
  return (
    <Figure
      {...props}
      part="handings"
      value={own.length}
      note={late > 0 ? `逾期 ${late}` : ''}
      isLate={late > 0}
    />
  );
}

function ApprovalFigures(props: FiguresProps) {
  const { decidable, asked } = partedApprovals(useService('approvals.list', {}).data ?? []);
  return (
    <>
      <Figure {...props} part="decidable" value={decidable.length} />
      <Figure {...props} part="asked" value={asked.length} />
    </>
  );
}

function CommentFigure(props: FiguresProps) {
  const comments = useService('mine.comments', {}).data ?? [];
  return <Figure {...props} part="comments" value={comments.length} />;
}

function DraftFigure(props: FiguresProps) {
  const drafts = useService('drafts.list', {}).data ?? [];
  return <Figure {...props} part="drafts" value={drafts.length} />;
}

function Figure({
  part,
  value,
  note = '',
  isLate = false,
  chosen,
  onChoose,
}: FiguresProps & {
  readonly part: MinePart;
  readonly value: number;
  readonly note?: string;
  readonly isLate?: boolean;
}) {
  return (
    <button
      type="button"
      className={isLate ? 'mine-figure mine-late' : 'mine-figure'}
      aria-pressed={part === chosen}
      onClick={() => onChoose(part)}
    >
      <strong className="number">{value}</strong>
      <span>
        {partTitles[part]}
        {note !== '' && <span className="mine-note">{note}</span>}
      </span>
    </button>
  );
}
