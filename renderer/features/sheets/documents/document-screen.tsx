import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { PrintButton } from '../print-button.tsx';
import '../sheets-screen.css';
import type { DocumentMaker, DocumentState } from './document.ts';
import { GateSheet } from './gate-sheet.tsx';
import { ListSheet } from './list-sheet.tsx';
import { OfficialSheet } from './official-sheet.tsx';
import { PrecheckSchoolSheet } from './precheck-school-sheet.tsx';
import { PrecheckVenueSheet } from './precheck-venue-sheet.tsx';
import { RosterSheet } from './roster-sheet.tsx';
import { SurveyRecord } from './survey-record.tsx';
import { TeamSheet } from './team-sheet.tsx';
import { WalkSheet } from './walk-sheet.tsx';

const makers: Record<string, DocumentMaker> = {
  survey: SurveyRecord,
  walk: WalkSheet,
  'precheck-venue': PrecheckVenueSheet,
  'precheck-school': PrecheckSchoolSheet,
  list: ListSheet,
  team: TeamSheet,
  roster: RosterSheet,
  gate: GateSheet,
  official: OfficialSheet,
};

/** A document as it will print, from its kind and what it is about. */
export function DocumentScreen({ route }: { route: readonly string[] }) {
  const [kind, ...args] = route;
  const Maker = makers[kind ?? ''];
  if (!Maker) return <EmptyState title="没有这种文书">请从地图或台账重新打开。</EmptyState>;
  return (
    <Maker args={args}>{(state) => <Preview state={state} page={`document/${route.join('/')}`} />}</Maker>
  );
}

/** The document alone, for printing. */
export function DocumentPrint({
  route: [kind, ...args],
  onState,
}: {
  route: readonly string[];
  onState: (state: DocumentState) => void;
}) {
  const Maker = makers[kind ?? ''];
  if (!Maker) return null;
  return (
    <Maker args={args}>
      {(state) => (
        <Told state={state} onState={onState}>
          {'document' in state ? state.document.content : null}
        </Told>
      )}
    </Maker>
  );
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
  return (
    <section className="sheets-preview document-screen">
      <header className="sheets-controls">
        <Button icon={<ArrowLeftOutlined />} onClick={() => history.back()}>
          返回
        </Button>
        <span>A4 纵向</span>
        <PrintButton page={page} name={'document' in state ? state.document.fileName : null} />
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
