import { useMemo, useState } from 'react';
import type { GateDraft } from '#shared/contract/editing.ts';
import type { SchoolDetail } from '#shared/contract/places.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { useCommand } from '../../../client/queries.ts';
import { DraftNotices } from '../../../components/drafts/draft-notices.tsx';
import { useKeptState } from '../../../components/drafts/use-kept-state.ts';
import { useJoinedSave } from '../../../components/meanwhile/use-joined-save.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { VerdictChanges } from '../../../components/verdict-changes.tsx';
import { Panel } from '../panel.tsx';
import { EditorActions } from './editor-actions.tsx';
import { type ChangeGate, type GatePart, gateDraftOf, keptGateSchema } from './gate-draft.ts';
import { GateFields } from './gate-fields.tsx';
import { useGateDrawing, useGateZone } from './use-gate-drawing.ts';
import './editors.css';

/** One gate of a school: where it is, how it is called, and its no-parking band where that is drawn by hand. */
export function GateEditor({
  school,
  gateId,
  workspace,
  onLeave,
}: {
  school: SchoolDetail;
  gateId: number | null;
  workspace: WorkspaceSummary;
  onLeave: (saved: boolean) => void;
}) {
  const { state, opened, change, place, setPart, kept, discard } = useGate(school, gateId);
  const { draft, placed, touched } = state;
  const { distance } = workspace.pack.gateZone;
  useGateDrawing(state, distance, change);
  const zone = useGateZone(state);
  const back = () => onLeave(false);
  return (
    <Panel
      title={gateId === null ? '新增校门' : `编辑校门：${draft.name}`}
      tags={<span className="quiet">{school.name}</span>}
      onClose={back}
      actions={
        <GateActions
          gateId={gateId}
          draft={draft}
          opened={opened}
          canSave={placed && touched}
          onSaved={kept.end}
          onLeave={onLeave}
        />
      }
    >
      <div className="editor">
        <DraftNotices draft={kept} onDiscard={discard} />
        <GateFields
          state={state}
          distance={distance}
          zone={zone}
          onChange={change}
          onPlace={place}
          onPart={setPart}
        />
        {touched && placed && <VerdictChanges command="gates.save" input={draft} />}
      </div>
    </Panel>
  );
}

/**
 * The gate as it is known until somebody changes it, then as it is being written. With a position it is placed, and no
 * longer where that is not understood.
 */
function useGate(school: SchoolDetail, gateId: number | null) {
  const known = useMemo(() => gateDraftOf(school, gateId), [school, gateId]);
  const [edited, setEdited] = useState<GateDraft | null>(null);
  const [placed, setPlaced] = useState(gateId !== null);
  const [part, setPart] = useState<GatePart>('gate');
  const draft = edited ?? known;
  // What was known when the first change was made: others may change the gate meanwhile.
  const [opened, setOpened] = useState<GateDraft | null>(null);
  const begin = () => setOpened((before) => before ?? known);
  const kept = useKeptState(
    { kind: 'place', thing: gateId === null ? `gate/new/${school.id}` : `gate/${gateId}`, title: draft.name },
    keptGateSchema,
    { ...draft, placed },
    ({ placed: wasPlaced, ...was }) => {
      begin();
      setEdited(was);
      setPlaced(wasPlaced);
    },
  );
  const change: ChangeGate = (more) => {
    begin();
    setEdited((before) => ({ ...(before ?? known), ...more }));
    if (more.position) setPlaced(true);
    kept.change(more);
  };
  const place = (position: [number, number] | null) => {
    if (position) change({ position });
    else setPlaced(false);
  };
  const discard = () => {
    kept.end();
    setEdited(null);
    setOpened(null);
    setPlaced(gateId !== null);
  };
  const state = { draft, placed, part, touched: edited !== null };
  return { state, opened, change, place, setPart, kept, discard };
}

function GateActions({
  gateId,
  draft,
  opened,
  canSave,
  onSaved,
  onLeave,
}: {
  gateId: number | null;
  draft: GateDraft;
  opened: GateDraft | null;
  canSave: boolean;
  onSaved: () => void;
  onLeave: (saved: boolean) => void;
}) {
  const { save, isPending } = useJoinedSave('gates.save');
  const remove = useCommand('gates.remove');
  const carryOut = useCarryOut();
  const leave = () => {
    onSaved();
    onLeave(true);
  };
  return (
    <EditorActions
      canSave={canSave}
      saving={isPending}
      onSave={() =>
        carryOut(() => save(draft, gateId === null ? null : opened), '校门已保存，研判已更新', leave)
      }
      onCancel={() => onLeave(false)}
      remove={
        gateId === null
          ? null
          : {
              label: '删除',
              question: '删除这个校门？',
              description: '操作记录中保留删除前的内容。',
              busy: remove.isPending,
              onRemove: () =>
                carryOut(() => remove.mutateAsync({ input: { id: gateId } }), '校门已删除', leave),
            }
      }
    />
  );
}
