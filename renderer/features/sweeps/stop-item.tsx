import { LockFilled, MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { type DragEvent, useState } from 'react';
import type { TeamPlan } from '#shared/contract/planning.ts';
import type { SweepStop } from '#shared/contract/sweeps.ts';
import { dayTitle } from '#shared/sweeps/plan-days.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import { late } from '../../components/late.tsx';
import { useNotify } from '../../components/notify.ts';
import { placeRoute } from '../../routes/place-route.ts';
import { linkTo } from '../../routes/routes.ts';
import type { Explained } from './explain-dialog.tsx';

const ExplainDialog = late(async () => (await import('./explain-dialog.tsx')).ExplainDialog);

/** Where a stop is put: before the one at `place` of a team's day. */
export interface Slot {
  readonly teamId: number;
  readonly day: number;
  readonly place: number;
}

/** Puts a stop into a team's day, or takes it out of its team. */
export type Put = (stopId: number, to: Slot | null) => void;

const DRAGGED = 'application/x-xueantu-stop';

export function draggedStop(event: DragEvent): number | null {
  event.preventDefault();
  event.stopPropagation();
  const id = Number(event.dataTransfer.getData(DRAGGED));
  return id > 0 ? id : null;
}

export function dropAt(teamId: number, day: number, place: number, onPut: Put) {
  return (event: DragEvent) => {
    const stopId = draggedStop(event);
    if (stopId !== null) onPut(stopId, { teamId, day, place });
  };
}

/** A stop in a team's day or without a team: it is dragged, or moved by its menu. */
export function StopItem({
  stop,
  number,
  colour,
  time,
  way,
  notes,
  slot,
  last,
  teams,
  onPut,
}: {
  stop: SweepStop;
  number: number | null;
  colour: string;
  time: string;
  way: number | null;
  /** With what its visit is one, and why it is an exception. */
  notes: readonly string[];
  slot: Slot | null;
  last: boolean;
  teams: readonly TeamPlan[];
  /** Null for who may not. */
  onPut: Put | null;
}) {
  const today = useService('workspace.describe', {}).data?.today ?? '';
  const lock = useCommand('routes.lock');
  const may = useMayCall();
  const notify = useNotify();
  const [explained, setExplained] = useState<Explained | null>(null);
  const locked = stop.locked === 1;
  const items = [
    ...(slot && onPut
      ? [
          { key: 'up', label: '上移', disabled: slot.place === 0 },
          { key: 'down', label: '下移', disabled: last },
        ]
      : []),
    ...(slot && may('routes.lock') ? [{ key: 'lock', label: locked ? '解除锁定' : '锁定在本组' }] : []),
    ...(slot && onPut ? [{ key: 'out', label: '移出小组' }] : []),
    ...(may('routes.explain') ? explanations(stop) : []),
    ...(onPut ? teams : []).flatMap(({ team, days }) =>
      days.map((day, d) => ({
        key: `${team.id}/${d}/${day.stops.length}`,
        label: `移到${team.name} ${dayTitle(day, d + 1)}${dayState(day, today)}`,
        disabled: dayState(day, today) !== '' || (slot?.teamId === team.id && slot.day === d),
      })),
    ),
  ];
  const act = (key: string) => {
    if ((key === 'capReason' || key === 'apart') && may('routes.explain')) return setExplained(key);
    if (key === 'lock' && may('routes.lock'))
      return void lock.mutateAsync({ input: { stopId: stop.id, locked: !locked } }).catch(notify.failed);
    if (!onPut) return;
    if (key === 'out') return onPut(stop.id, null);
    if (slot && key === 'up') return onPut(stop.id, { ...slot, place: slot.place - 1 });
    if (slot && key === 'down') return onPut(stop.id, { ...slot, place: slot.place + 1 });
    const [teamId = 0, day = 0, place = 0] = key.split('/').map(Number);
    onPut(stop.id, { teamId, day, place });
  };
  return (
    <li
      className="team-stop"
      draggable={onPut !== null}
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, String(stop.id))}
      onDragOver={(event) => event.preventDefault()}
      onDrop={slot && onPut ? dropAt(slot.teamId, slot.day, slot.place, onPut) : undefined}
    >
      <span className="team-stop-number number" style={{ background: colour }}>
        {number ?? '–'}
      </span>
      <span className="team-stop-text">
        <a href={linkTo(placeRoute(stop))}>{stop.placeName}</a>
        <span className="quiet small number">
          {time}
          {way !== null && ` · ${Math.round(way)} m`}
        </span>
        {notes.map((note) => (
          <span key={note} className="small team-stop-note">
            {note}
          </span>
        ))}
      </span>
      {locked && slot && <LockFilled className="quiet" title="锁定在本组" />}
      {items.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => act(key) }}>
          <Button type="text" size="small" icon={<MoreOutlined />} aria-label={`调整“${stop.placeName}”`} />
        </Dropdown>
      )}
      {explained && <ExplainDialog stop={stop} explained={explained} onClose={() => setExplained(null)} />}
    </li>
  );
}

/** Exceptions that may be made for a stop; a school has no limits, and goes along with nobody. */
function explanations({ venueId, capReason, apart }: SweepStop) {
  if (venueId === null) return [];
  return [
    { key: 'capReason', label: capReason === '' ? '超频次检查…' : '修改超频次理由…' },
    { key: 'apart', label: apart === '' ? '单独检查…' : '修改单独检查的理由…' },
  ];
}

/** Why no stop is put into a day; empty where one may be. */
function dayState({ date, cancelled }: TeamPlan['days'][number], today: string): string {
  if (cancelled !== '') return '（已取消）';
  return date !== null && date < today ? '（已过去）' : '';
}

/** A stop that a visit of another sweep settles; it may be visited apart all the same. */
export function ElsewhereItem({ stop, note }: { stop: SweepStop; note: string }) {
  const may = useMayCall();
  const [parting, setParting] = useState(false);
  return (
    <li className="team-stop">
      <span className="team-stop-text">
        <a href={linkTo(placeRoute(stop))}>{stop.placeName}</a>
        <span className="small team-stop-note">{note}</span>
      </span>
      {!stop.done && may('routes.explain') && (
        <Button type="link" size="small" onClick={() => setParting(true)}>
          单独检查
        </Button>
      )}
      {parting && <ExplainDialog stop={stop} explained="apart" onClose={() => setParting(false)} />}
    </li>
  );
}
