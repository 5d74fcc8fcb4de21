import { lazy, type ReactNode } from 'react';
import type { ProcedureName } from '#shared/contract/contract.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import type { MapControl } from '../../map/map-control.ts';
import { linkTo } from '../../routes/routes.ts';
import type { MapRoute } from './map-route.ts';
import { RegionPanel } from './region-panel.tsx';
import { SchoolPanel } from './school-panel.tsx';
import { VenuePanel } from './venue-panel.tsx';

// The code of editing and of pre-checks is loaded when it is first needed, so that the map opens sooner.
const EditPanel = lazy(async () => ({ default: (await import('./edit/edit-panel.tsx')).EditPanel }));
const ObjectEditor = lazy(async () => ({ default: (await import('./edit/object-editor.tsx')).ObjectEditor }));
const GatePlanPanel = lazy(async () => ({
  default: (await import('./gate-plan/gate-plan-panel.tsx')).GatePlanPanel,
}));
const ToDrawSchool = lazy(async () => ({
  default: (await import('./to-draw/to-draw-school.tsx')).ToDrawSchool,
}));
const PinPanel = lazy(async () => ({ default: (await import('./pins/pin-panel.tsx')).PinPanel }));
const SpotPanel = lazy(async () => ({ default: (await import('./spots/spot-panel.tsx')).SpotPanel }));
const PrecheckSchool = lazy(async () => ({
  default: (await import('./precheck/precheck-school.tsx')).PrecheckSchool,
}));
const PrecheckList = lazy(async () => ({
  default: (await import('./precheck/precheck-list.tsx')).PrecheckList,
}));
const PrecheckGround = lazy(async () => ({
  default: (await import('./precheck/precheck-ground.tsx')).PrecheckGround,
}));
const PrecheckVenue = lazy(async () => ({
  default: (await import('./precheck/precheck-venue.tsx')).PrecheckVenue,
}));

interface PanelParts {
  readonly close: () => void;
  readonly may: (name: ProcedureName) => boolean;
  readonly control: MapControl | null;
}

/** What the right side shows: something selected, an edit of it, or a pre-check. */
export function panelFor(
  route: MapRoute,
  workspace: WorkspaceSummary,
  { close, may, control }: PanelParts,
): ReactNode {
  switch (route.name) {
    case 'map':
    case 'tool':
    case 'table':
    case 'view':
      return null;
    case 'precheck':
      if (route.what === 'list') return may('precheck.list') ? <PrecheckList workspace={workspace} /> : null;
      if (route.what === 'ground')
        return may('precheck.ground') ? <PrecheckGround workspace={workspace} control={control} /> : null;
      if (route.what === 'school')
        return may('precheck.school') ? <PrecheckSchool workspace={workspace} /> : null;
      return may('precheck.venue') ? <PrecheckVenue workspace={workspace} /> : null;
    case 'draw':
    case 'edit':
    case 'newAtGate':
    case 'editAtGate':
      return may('places.save') ? <ObjectEditor key={linkTo(route)} route={route} /> : null;
    case 'gate':
      return <GatePlanPanel key={route.id} gateId={route.id} onClose={close} />;
    case 'moveVenue':
    case 'campus':
    case 'newGate':
    case 'editGate':
      return may('gates.save') ? <EditPanel key={linkTo(route)} route={route} workspace={workspace} /> : null;
    case 'toDraw':
      return route.id === undefined ? null : (
        <ToDrawSchool key={linkTo(route)} id={route.id} thing={route.thing ?? null} workspace={workspace} />
      );
    case 'pin':
      return <PinPanel key={route.id} id={route.id} onClose={close} />;
    case 'spot':
      return may('troubleSpots.get') ? <SpotPanel key={route.id} id={route.id} onClose={close} /> : null;
    case 'region':
      return (
        <RegionPanel key={route.id} id={route.id} today={workspace.today} control={control} onClose={close} />
      );
    case 'venue':
      return <VenuePanel key={route.id} venueId={route.id} workspace={workspace} onClose={close} />;
    case 'school':
      return <SchoolPanel key={route.id} schoolId={route.id} workspace={workspace} onClose={close} />;
  }
}
