import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import {
  type ComparedDays,
  stepsFrom,
  type TroubleSpotStep,
  troubleSpotStateNames,
  troubleSpotStepNames,
} from '#shared/ledger/trouble-spot.ts';
import { useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { Phone } from '../../../components/phone.tsx';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { Tag, type TagTone } from '../../../components/tags.tsx';
import { goTo } from '../../../routes/navigation.ts';
import { linkTo } from '../../../routes/routes.ts';
import { Facts, Panel } from '../panel.tsx';
import { SpotCompared } from './spot-compared.tsx';
import { SpotRecords } from './spot-records.tsx';
import { SpotStepDialog } from './spot-step-dialog.tsx';
import './spots.css';

type Detail = OutputOf<'troubleSpots.get'>;
type Spot = Detail['spot'];

const tones: Readonly<Record<Spot['state'], TagTone>> = {
  treated: 'accent',
  listed: 'violation',
  delisted: 'supervised',
  settled: 'supervised',
};

/** One 治安乱点: what is said of it, what lies in it, and what became of it after 挂牌. */
export function SpotPanel({ id, onClose }: { id: number; onClose: () => void }) {
  const [days, setDays] = useState<ComparedDays>(90);
  const [step, setStep] = useState<TroubleSpotStep | null>(null);
  const read = useService('troubleSpots.get', { id, days });
  const may = useMayCall();
  if (read.error) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <Loading />;
  const { spot, compared } = read.data;
  return (
    <Panel
      title={spot.name}
      link
      onClose={onClose}
      tags={
        <>
          <Tag tone={tones[spot.state]}>{troubleSpotStateNames[spot.state]}</Tag>
          {spot.grade && <Tag tone="plain">{spot.grade}</Tag>}
          {spot.overdue && <Tag tone="undetermined">逾期</Tag>}
        </>
      }
      actions={
        <>
          {may('troubleSpots.step') &&
            stepsFrom(spot.state).map((each) => (
              <Button key={each} onClick={() => setStep(each)}>
                {troubleSpotStepNames[each]}
              </Button>
            ))}
          {may('places.save') && (
            <Button onClick={() => goTo({ name: 'edit', table: 'troubleSpots', id })}>编辑</Button>
          )}
          <Button onClick={() => goTo({ name: 'spotDocument', id })}>打印登记表</Button>
        </>
      }
    >
      <Facts facts={factsOf(read.data)} />
      <SpotRecords detail={read.data} />
      {compared ? (
        <SpotCompared compared={compared} days={days} onDays={setDays} />
      ) : (
        <p className="quiet small">挂牌以后，这里比较挂牌前后的隐患、检查和门前事件。</p>
      )}
      {step && (
        <SpotStepDialog spot={spot} step={step} hazards={read.data.hazards} onClose={() => setStep(null)} />
      )}
    </Panel>
  );
}

function factsOf({ spot, schools }: Detail): (readonly [string, ReactNode])[] {
  const count = (done: string, cases: number | null) => (cases === null ? '' : `${done} ${cases} 起`);
  return [
    ['突出问题', spot.problem],
    ['区域类型', spot.areaKind],
    ['区域范围', spot.rangeText],
    ['牵头单位', spot.leadBody],
    ['参与单位', spot.joinBodies],
    ['负责人', spot.leadPerson],
    ['联系方式', spot.phone && <Phone shown={spot.phone} table="troubleSpots" id={spot.id} />],
    ['排查日期', spot.foundOn],
    ['整治时限', spot.dueOn ?? ''],
    ['挂牌日期', spot.listedOn ?? ''],
    ['摘牌日期', spot.delistedOn ?? ''],
    ['整治完成', spot.settledOn ?? ''],
    ['刑事案件', count('破获', spot.criminalCases)],
    ['治安案件', count('查处', spot.publicOrderCases)],
    ['整治情况', spot.progress],
    ['效果评估', spot.evaluation],
    ['备注', spot.note],
    [
      '学校周边',
      schools.length === 0
        ? '不在任何学校周边'
        : schools.map(({ id, name, inDoubt }) => (
            <a key={id} className="spot-school" href={linkTo({ name: 'school', id })}>
              {name}
              {inDoubt && <span className="quiet small">（待核）</span>}
            </a>
          )),
    ],
  ];
}
