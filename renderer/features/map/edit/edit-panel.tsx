import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { useService } from '../../../client/queries.ts';
import { ErrorState, Loading } from '../../../components/states.tsx';
import type { RouteTo } from '../../../routes/routes.ts';
import { CampusEditor } from './campus-editor.tsx';
import { GateEditor } from './gate-editor.tsx';
import { VenueMover } from './venue-mover.tsx';

type EditRoute = RouteTo<'moveVenue' | 'campus' | 'newGate' | 'editGate'>;

/** The editor of a venue's position, of a school's campus or of one of its gates. */
export function EditPanel({ route, workspace }: { route: EditRoute; workspace: WorkspaceSummary }) {
  return route.name === 'moveVenue' ? (
    <VenueEdit id={route.id} />
  ) : (
    <SchoolEdit route={route} workspace={workspace} />
  );
}

function VenueEdit({ id }: { id: number }) {
  const venue = useService('venues.get', { id });
  if (venue.error) return <ErrorState error={venue.error} />;
  return venue.data ? <VenueMover venue={venue.data} /> : <Loading />;
}

function SchoolEdit({
  route,
  workspace,
}: {
  route: Exclude<EditRoute, { name: 'moveVenue' }>;
  workspace: WorkspaceSummary;
}) {
  const school = useService('schools.get', { id: route.id });
  if (school.error) return <ErrorState error={school.error} />;
  if (!school.data) return <Loading />;
  if (route.name === 'campus') return <CampusEditor school={school.data} />;
  const gateId = route.name === 'editGate' ? route.gateId : null;
  return <GateEditor school={school.data} gateId={gateId} workspace={workspace} />;
}
