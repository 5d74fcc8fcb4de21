import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { hazardStateNames, hazardStateSchema } from '#shared/ledger/hazard.ts';
import { useCommand } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { linkTo } from '../../../routes/routes.ts';
import { PutRecord } from './put-record.tsx';

type Detail = OutputOf<'troubleSpots.get'>;
type Kind = 'hazard' | 'visit';

interface Belonging {
  readonly id: number;
  readonly isIn: boolean;
  readonly doubtful: boolean;
  readonly byHand: boolean;
}

const titles: Readonly<Record<Kind, string>> = { hazard: '隐患', visit: '检查' };

/** Hazards and visits of a 治安乱点: those in it, those put to it, and those that may lie in it. */
export function SpotRecords({ detail: { spot, hazards, visits } }: { detail: Detail }) {
  return (
    <>
      <Records
        spotId={spot.id}
        kind="hazard"
        records={hazards}
        tell={(hazard) => (
          <a href={linkTo({ name: 'hazard', id: hazard.id })}>
            <span className="number">{hazard.code}</span>
            <span className="finding-name">{hazard.placeName || hazard.description}</span>
            <span className="quiet small">
              {hazard.kind} · {stateName(hazard.state)}
            </span>
          </a>
        )}
      />
      <Records
        spotId={spot.id}
        kind="visit"
        records={visits}
        tell={(visit) => (
          <span className="spot-visit">
            <span className="number">{visit.on}</span>
            <span className="finding-name">{visit.placeName}</span>
            <span className="quiet small">{visit.result}</span>
          </span>
        )}
      />
    </>
  );
}

function stateName(state: string): string {
  const known = hazardStateSchema.safeParse(state);
  return known.success ? hazardStateNames[known.data] : state;
}

function Records<Row extends Belonging>({
  spotId,
  kind,
  records,
  tell,
}: {
  spotId: number;
  kind: Kind;
  records: readonly Row[];
  tell: (row: Row) => ReactNode;
}) {
  const may = useMayCall();
  const own = records.filter(({ isIn, byHand }) => isIn || byHand);
  const perhaps = records.filter(({ isIn, byHand }) => !isIn && !byHand);
  const doubtful = own.filter((row) => row.doubtful).length;
  const title = titles[kind];
  return (
    <section className="spot-records">
      <h2 className="list-title">
        {title}（{own.length}
        {doubtful > 0 && `，其中位置存疑 ${doubtful}`}）
      </h2>
      {own.length === 0 && <p className="quiet small">范围内没有{title}。</p>}
      <Rows spotId={spotId} kind={kind} rows={own} tell={tell} />
      {perhaps.length > 0 && (
        <>
          <p className="quiet small">位置靠近边线或不准，可能在范围内，未计入：</p>
          <Rows spotId={spotId} kind={kind} rows={perhaps} tell={tell} />
        </>
      )}
      {may('troubleSpots.put') && (
        <PutRecord spotId={spotId} kind={kind} known={new Set(own.map(({ id }) => id))} />
      )}
    </section>
  );
}

function Rows<Row extends Belonging>({
  spotId,
  kind,
  rows,
  tell,
}: {
  spotId: number;
  kind: Kind;
  rows: readonly Row[];
  tell: (row: Row) => ReactNode;
}) {
  const may = useMayCall();
  const put = useCommand('troubleSpots.put');
  const carryOut = useCarryOut();
  const change = (recordId: number, belongs: boolean) =>
    carryOut(
      () => put.mutateAsync({ input: { id: spotId, kind, recordId, belongs } }),
      belongs ? '已列入，可按 Ctrl+Z 撤销' : '已移出，可按 Ctrl+Z 撤销',
    );
  return (
    <ul className="finding-list">
      {rows.map((row) => (
        <li key={row.id} className="spot-row">
          {tell(row)}
          {row.byHand && <span className="quiet small">手工列入</span>}
          {row.doubtful && !row.byHand && <span className="quiet small">存疑</span>}
          {may('troubleSpots.put') && (row.byHand || !row.isIn) && (
            <Button size="small" type="link" onClick={() => change(row.id, !row.byHand)}>
              {row.byHand ? '移出' : '列入'}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
