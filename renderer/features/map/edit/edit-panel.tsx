import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { useService } from '../../../client/queries.ts';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { goTo } from '../../../routes/navigation.ts';
import type { RouteTo } from '../../../routes/routes.ts';
import { CampusEditor } from './campus-editor.tsx';
import { GateEditor } from './gate-editor.tsx';
import { VenueMover } from './venue-mover.tsx';

/** Leaves an editor: for the next thing where it was saved, for what it was opened from where not. */
export type LeaveEditor = (saved: boolean) => void;

type EditRoute = RouteTo<'moveVenue' | 'campus' | 'newGate' | 'editGate'>;

/** The editor of a venue's position, of a school's campus or of one of its gates. */
export function EditPanel({
  route,
  workspace,
  onLeave,
}: {
  route: EditRoute;
  workspace: WorkspaceSummary;
  /** Where a school's campus or gate is left for, saved or not; its panel where nothing is said. */
  onLeave?: LeaveEditor;
}) {
  return route.name === 'moveVenue' ? (
    <VenueEdit id={route.id} />
  ) : (
    <SchoolEdit
      route={route}
      workspace={workspace}
      onLeave={onLeave ?? (() => goTo({ name: 'school', id: route.id }))}
    />
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
  onLeave,
}: {
  route: Exclude<EditRoute, { name: 'moveVenue' }>;
  workspace: WorkspaceSummary;
  onLeave: LeaveEditor;
}) {
  const school = useService('schools.get', { id: route.id });
  if (school.error) return <ErrorState error={school.error} />;
  if (!school.data) return <Loading />;
  if (route.name === 'campus') return <CampusEditor school={school.data} onLeave={onLeave} />;
  const gateId = route.name === 'editGate' ? route.gateId : null;
  return <GateEditor school={school.data} gateId={gateId} workspace={workspace} onLeave={onLeave} />;
}
