import { Button, Drawer, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import type { HazardRow } from '#shared/contract/ledger.ts';
import type { Reminder } from '#shared/ledger/due-dates.ts';
import { type HazardState, hazardStateNames, hazardStates } from '#shared/ledger/hazard.ts';
import { hazardSources } from '#shared/ledger/source.ts';
import { useService } from '../../client/queries.ts';
import { CopyLinkHere } from '../../components/copy-link.tsx';
import { ErrorState, Loading } from '../../components/states.tsx';
import { goTo } from '../../routes/navigation.ts';
import type { LedgerView } from '../../routes/routes.ts';
import { AssignMany } from './assign-many.tsx';
import { type Grouping, HazardBoard } from './hazard-board.tsx';
import { HazardDetail } from './hazard-detail.tsx';
import { HazardTable } from './hazard-table.tsx';
import { RechecksView } from './rechecks-view.tsx';
import { Reminders } from './reminders.tsx';
import { shownHazards } from './shown-hazards.ts';
import './ledger.css';
import { useMayCall } from '../../client/use-may.ts';
import { late } from '../../components/late.tsx';

// Hazards are looked at first.
const HandingsView = late(async () => (await import('./handings-view.tsx')).HandingsView);
const MeetingsView = late(async () => (await import('./meetings-view.tsx')).MeetingsView);
// Forms go out and come back a few times a year.
const SelfChecksView = late(async () => (await import('./self-checks/self-checks-view.tsx')).SelfChecksView);

// What others say is registered seldom enough to load its form then.
const RegisterDialog = late(async () => (await import('./register-dialog.tsx')).RegisterDialog);
// Events are exchanged a few times a day at most.
const ExchangeDialog = late(async () => (await import('./exchange/exchange-dialog.tsx')).ExchangeDialog);
// Letters are seldom written, so their form is loaded when they are.
const LettersDialog = late(
  async () => (await import('../../components/documents/letters-dialog.tsx')).LettersDialog,
);

type HazardView = 'table' | Grouping;
type View = HazardView | LedgerView | 'rechecks' | 'selfChecks';
type StateChoice = 'all' | 'open' | HazardState;

const views: readonly { readonly value: View; readonly label: string }[] = [
  { value: 'table', label: '表格' },
  { value: 'state', label: '看板' },
  { value: 'school', label: '按学校' },
  { value: 'body', label: '按单位' },
  { value: 'handings', label: '交办台账' },
  { value: 'meetings', label: '联席会' },
  { value: 'rechecks', label: '抽样复核' },
  { value: 'selfChecks', label: '自查表' },
];

const showsHazards = (view: View): view is HazardView =>
  view !== 'handings' && view !== 'meetings' && view !== 'rechecks' && view !== 'selfChecks';

/** A view that an address names, until another is chosen; a hazard that is opened from it leaves it there. */
function useView(given: LedgerView | null) {
  const [view, setView] = useState<View>(given ?? 'table');
  const [followed, setFollowed] = useState(given);
  if (given !== followed) {
    setFollowed(given);
    if (given !== null) setView(given);
  }
  return [view, setView] as const;
}

/** What goes to systems of other offices and comes from them. */
function Exchange({ picked }: { picked: readonly number[] }) {
  const [open, setOpen] = useState(false);
  const waiting = useService('exchange.replies', {}).data?.length ?? 0;
  return (
    <>
      <Button
        title={waiting > 0 ? `待确认的外部反馈 ${waiting} 条` : '与其他系统交换事件'}
        onClick={() => setOpen(true)}
      >
        {waiting > 0 ? `交换 ${waiting}` : '交换'}
      </Button>
      {open && <ExchangeDialog picked={picked} onClose={() => setOpen(false)} />}
    </>
  );
}

/** All hazards; the open one in a drawer with its history and what can be done. */
export function LedgerScreen({ hazardId, given }: { hazardId: number | null; given: LedgerView | null }) {
  const hazards = useService('hazards.list', {});
  const may = useMayCall();
  const [view, setView] = useView(given);
  const [state, setState] = useState<StateChoice>('open');
  const [text, setText] = useState('');
  const [source, setSource] = useState<string | null>(null);
  const [registering, setRegistering] = useState(false);
  const [reminder, setReminder] = useState<Reminder | null>(null);
  const [picked, setPicked] = useState<readonly number[]>([]);
  const [assigning, setAssigning] = useState(false);
  if (hazards.error) return <ErrorState error={hazards.error} onRetry={() => void hazards.refetch()} />;
  if (!hazards.data) return <Loading />;
  const rows = shownHazards(hazards.data, { state: view === 'table' ? state : null, text, source, reminder });
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>隐患台账</h1>
        <Segmented<View> value={view} onChange={setView} options={[...views]} />
        {view === 'table' && <StateSwitch state={state} onChange={setState} />}
        <div className="ledger-tools">
          {showsHazards(view) && (
            <Input
              allowClear
              aria-label="查找隐患"
              placeholder="编号、场所、学校、责任单位"
              style={{ width: 240 }}
              onChange={({ target }) => setText(target.value.trim())}
            />
          )}
          {showsHazards(view) && <SourceSelect rows={hazards.data} source={source} onChange={setSource} />}
          {may('hazards.register') && <Button onClick={() => setRegistering(true)}>登记线索</Button>}
          {may('exchange.out') && <Exchange picked={picked} />}
        </div>
      </header>
      {showsHazards(view) && (
        <Reminders rows={hazards.data} chosen={reminder} onChoose={setReminder}>
          {view === 'table' && picked.length > 0 && (
            <PickedActions
              picked={picked}
              onAssign={may('hazards.assignMany') ? () => setAssigning(true) : null}
            />
          )}
        </Reminders>
      )}
      {!showsHazards(view) ? (
        <OtherView view={view} />
      ) : view === 'table' ? (
        <HazardTable
          rows={rows}
          isLedgerEmpty={hazards.data.length === 0}
          picked={picked}
          onPick={may('hazards.assignMany') || may('letters.issue') ? setPicked : null}
        />
      ) : (
        <HazardBoard rows={rows} by={view} />
      )}
      {registering && <RegisterDialog onClose={() => setRegistering(false)} />}
      {assigning && (
        <AssignMany
          ids={picked}
          onClose={(done) => {
            setAssigning(false);
            if (done) setPicked([]);
          }}
        />
      )}
      <Drawer
        open={hazardId !== null}
        size={520}
        onClose={() => goTo({ name: 'ledger' })}
        title="隐患"
        extra={<CopyLinkHere />}
        destroyOnHidden
      >
        {hazardId !== null && <HazardDetail hazardId={hazardId} />}
      </Drawer>
    </div>
  );
}

/** What the ledger shows that is no list of hazards. */
function OtherView({ view }: { view: Exclude<View, HazardView> }) {
  switch (view) {
    case 'handings':
      return <HandingsView />;
    case 'meetings':
      return <MeetingsView />;
    case 'rechecks':
      return <RechecksView />;
    case 'selfChecks':
      return <SelfChecksView />;
  }
}

/** Only sources that the ledger has. */
function SourceSelect({
  rows,
  source,
  onChange,
}: {
  rows: readonly HazardRow[];
  source: string | null;
  onChange: (source: string | null) => void;
}) {
  const present = hazardSources.filter((each) => rows.some((row) => row.source === each));
  return (
    <Select
      allowClear
      aria-label="来源"
      placeholder="全部来源"
      style={{ width: 130 }}
      value={source}
      onChange={(value: string | undefined) => onChange(value ?? null)}
      options={present.map((value) => ({ value }))}
    />
  );
}

/** What can be done with several hazards at once. */
function PickedActions({ picked, onAssign }: { picked: readonly number[]; onAssign: (() => void) | null }) {
  const may = useMayCall();
  const [writing, setWriting] = useState(false);
  return (
    <>
      {may('letters.issue') && <Button onClick={() => setWriting(true)}>批量文书 {picked.length} 份</Button>}
      {onAssign && (
        <Button type="primary" onClick={onAssign}>
          批量交办 {picked.length} 项
        </Button>
      )}
      {writing && <LettersDialog about="hazard" ids={picked} onClose={() => setWriting(false)} />}
    </>
  );
}

function StateSwitch({ state, onChange }: { state: StateChoice; onChange: (state: StateChoice) => void }) {
  return (
    <Segmented
      value={state}
      onChange={onChange}
      options={[
        { value: 'open', label: '未结' },
        { value: 'all', label: '全部' },
        ...hazardStates.map((value) => ({ value, label: hazardStateNames[value] })),
      ]}
    />
  );
}
