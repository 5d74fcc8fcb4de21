import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useService } from '../../../client/queries.ts';
import { ErrorState, Loading } from '../../../components/states.tsx';
import type { DocumentRoute } from '../../../routes/document-route.ts';
import { printedPage } from '../../../routes/routes.ts';
import { PrintButton } from '../print-button.tsx';
import '../sheets-screen.css';
import { useMayCall } from '../../../client/use-may.ts';
import { DistanceStatement } from './distance-statement.tsx';
import type { DocumentState } from './document.ts';
import { GateSheet } from './gate-sheet.tsx';
import { GroundSheet } from './ground-sheet.tsx';
import { ListSheet } from './list-sheet.tsx';
import { OfficialSheet } from './official-sheet.tsx';
import { PrecheckSchoolSheet } from './precheck-school-sheet.tsx';
import { PrecheckVenueSheet } from './precheck-venue-sheet.tsx';
import { RosterSheet } from './roster-sheet.tsx';
import { SchoolStatement } from './school-statement.tsx';
import { SpotSheet } from './spot-sheet.tsx';
import { SurveyRecord } from './survey-record.tsx';
import { TeamSheet } from './team-sheet.tsx';
import { WalkSheet } from './walk-sheet.tsx';

interface MadeProps {
  readonly route: DocumentRoute;
  readonly children: (state: DocumentState) => ReactNode;
}

/** The same each time: whoever prints waits until nothing changes any more. */
const notForYou: DocumentState = { error: new Error('这份文书不对这个账号的角色开放，请找出具它的单位。') };

/** The document that a route means. */
function Made({ route, children }: MadeProps): ReactNode {
  const may = useMayCall();
  switch (route.name) {
    case 'surveyDocument':
      return <SurveyRecord route={route}>{children}</SurveyRecord>;
    case 'walkDocument':
      return <WalkSheet route={route}>{children}</WalkSheet>;
    case 'venueCheckDocument':
      return may('precheck.venue') ? (
        <PrecheckVenueSheet route={route}>{children}</PrecheckVenueSheet>
      ) : (
        children(notForYou)
      );
    case 'distanceStatement':
      return may('precheck.statement') ? (
        <DistanceStatement route={route}>{children}</DistanceStatement>
      ) : (
        children(notForYou)
      );
    case 'schoolStatement':
      return may('precheck.schoolStatement') ? (
        <SchoolStatement route={route}>{children}</SchoolStatement>
      ) : (
        children(notForYou)
      );
    case 'schoolCheckDocument':
      return may('precheck.school') ? (
        <PrecheckSchoolSheet route={route}>{children}</PrecheckSchoolSheet>
      ) : (
        children(notForYou)
      );
    case 'groundDocument':
      return may('precheck.ground') ? (
        <GroundSheet route={route}>{children}</GroundSheet>
      ) : (
        children(notForYou)
      );
    case 'listDocument':
      return <ListSheet route={route}>{children}</ListSheet>;
    case 'teamDocument':
      return may('routes.get') ? <TeamSheet route={route}>{children}</TeamSheet> : children(notForYou);
    case 'rosterDocument':
      return <RosterSheet route={route}>{children}</RosterSheet>;
    case 'gateDocument':
      return <GateSheet route={route}>{children}</GateSheet>;
    case 'spotDocument':
      return may('troubleSpots.get') ? <SpotSheet route={route}>{children}</SpotSheet> : children(notForYou);
    case 'schoolDocuments':
      return may('documents.draft') ? (
        <OfficialSheet route={route}>{children}</OfficialSheet>
      ) : (
        children(notForYou)
      );
  }
}

/** A document as it will print, from its kind and what it is about. */
export function DocumentScreen({ route }: { route: DocumentRoute }) {
  return <Made route={route}>{(state) => <Preview state={state} page={printedPage(route)} />}</Made>;
}

/** The document alone, for printing. */
export function DocumentPrint({
  route,
  onState,
}: {
  route: DocumentRoute;
  onState: (state: DocumentState) => void;
}) {
  return (
    <Made route={route}>
      {(state) => (
        <Told state={state} onState={onState}>
          {'document' in state ? state.document.content : null}
        </Told>
      )}
    </Made>
  );
}

/** The name of a document's file: it carries a day, of what it is about or else on which it was made. */
function datedName(name: string, today: string): string {
  return /\d{4}-\d{2}-\d{2}/.test(name) ? name : `${name} ${today}`.trim();
}

/** A browser takes the title of its page for the name of what it prints. */
function useTitleOfPrint(name: string | null): void {
  useEffect(() => {
    if (name === null) return undefined;
    const before = document.title;
    document.title = name;
    return () => {
      document.title = before;
    };
  }, [name]);
}

function Told({
  state,
  onState,
  children,
}: {
  state: DocumentState;
  onState: (state: DocumentState) => void;
  children: ReactNode;
}) {
  useEffect(() => onState(state), [state, onState]);
  return children;
}

function Preview({ state, page }: { state: DocumentState; page: string }) {
  const workspace = useService('workspace.describe', {});
  const name = 'document' in state ? datedName(state.document.fileName, workspace.data?.today ?? '') : null;
  useTitleOfPrint(name);
  return (
    <section className="sheets-preview document-screen">
      <header className="sheets-controls">
        <Button icon={<ArrowLeftOutlined />} onClick={() => history.back()}>
          返回
        </Button>
        <span>A4 纵向</span>
        <PrintButton page={page} name={name} />
        <span className="quiet">预览与打印一致</span>
      </header>
      <div className="sheets-paper">
        {'error' in state && <ErrorState error={state.error} />}
        {'loading' in state && <Loading label={`正在绘制${state.progress ? `，${state.progress}` : ''}`} />}
        {'document' in state && state.document.content}
      </div>
    </section>
  );
}
