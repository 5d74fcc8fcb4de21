import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { useService } from '../../../client/queries.ts';
import { routeNumber } from '../../../components/route.ts';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { CampusEditor } from './campus-editor.tsx';
import { GateEditor } from './gate-editor.tsx';
import { VenueMover } from './venue-mover.tsx';

/** The editor that an address names: `campus`, `gate/new`, `gate/7` of a school, `move` of a venue. */
export function EditPanel({
  kind,
  id,
  action,
  workspace,
}: {
  kind: 'venue' | 'school';
  id: number;
  action: readonly string[];
  workspace: WorkspaceSummary;
}) {
  return kind === 'venue' ? (
    <VenueEdit id={id} />
  ) : (
    <SchoolEdit id={id} action={action} workspace={workspace} />
  );
}

function VenueEdit({ id }: { id: number }) {
  const venue = useService('venues.get', { id });
  if (venue.error) return <ErrorState error={venue.error} />;
  return venue.data ? <VenueMover venue={venue.data} /> : <Loading />;
}

function SchoolEdit({
  id,
  action: [what, gate],
  workspace,
}: {
  id: number;
  action: readonly string[];
  workspace: WorkspaceSummary;
}) {
  const school = useService('schools.get', { id });
  if (school.error) return <ErrorState error={school.error} />;
  if (!school.data) return <Loading />;
  if (what === 'campus') return <CampusEditor school={school.data} />;
  return <GateEditor school={school.data} gateId={routeNumber(gate)} workspace={workspace} />;
}
