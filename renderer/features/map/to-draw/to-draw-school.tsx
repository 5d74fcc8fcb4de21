import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { type DrawnThing, isInDoubt } from '#shared/zones/settle-by-drawing.ts';
import { useService } from '../../../client/queries.ts';
import { SeverityMark } from '../../../components/severity-mark.tsx';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { goTo, replaceRoute } from '../../../routes/navigation.ts';
import { linkTo } from '../../../routes/routes.ts';
import { EditPanel } from '../edit/edit-panel.tsx';
import { Panel } from '../panel.tsx';

interface ToDrawSchoolProps {
  readonly id: number;
  /** What is being drawn; null where nothing is yet. */
  readonly thing: DrawnThing | null;
  readonly workspace: WorkspaceSummary;
}

/** The school in hand: the editor of what is drawn, and the venues in doubt there before. */
export function ToDrawSchool({ id, thing, workspace }: ToDrawSchoolProps) {
  if (thing === null) return <DoubtsAt id={id} />;
  return (
    <EditPanel
      route={thing === 'gate' ? { name: 'newGate', id } : { name: 'campus', id }}
      workspace={workspace}
      onLeave={(saved) => (saved ? replaceRoute({ name: 'toDraw' }) : goTo({ name: 'toDraw', id }))}
    />
  );
}

function DoubtsAt({ id }: { id: number }) {
  const school = useService('schools.get', { id });
  const findings = useService('findings.list', { schoolId: id });
  if (school.error) return <ErrorState error={school.error} />;
  if (!school.data || !findings.data) return <Loading />;
  const doubted = findings.data.filter(({ severity }) => isInDoubt(severity));
  return (
    <Panel
      title={school.data.name}
      tags={<span className="quiet">{school.data.address}</span>}
      onClose={() => goTo({ name: 'school', id })}
      actions={null}
    >
      <h2 className="list-title">存疑的场所（{doubted.length}）</h2>
      <ul className="finding-list">
        {doubted.map((finding) => (
          <li key={finding.id}>
            <a href={linkTo({ name: 'venue', id: finding.venueId })}>
              <SeverityMark severity={finding.severity} size={14} />
              <span className="finding-name">{finding.venueName}</span>
              <span className="number finding-distance">{finding.distance.toFixed(1)} m</span>
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
