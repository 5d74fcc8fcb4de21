import { Button, Modal } from 'antd';
import { useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { checkAnswerNames } from '#shared/sweeps/checklist.ts';
import { useService } from '../../client/queries.ts';
import { DocumentDialog } from '../documents/document-dialog.tsx';
import { Evidence } from '../evidence/evidence.tsx';
import { momentText } from '../format.ts';
import { ErrorState, Loading } from '../states.tsx';
import { Tag } from '../tags.tsx';
import { CorrectVisit } from './correct-visit.tsx';
import { useSettleVenue } from './use-settle-venue.ts';
import './visit-dialog.css';
import { useMayCall } from '../../client/use-may.ts';
import { linkTo } from '../../routes/routes.ts';

/** A visit as it was recorded, with its photos and what came of it. */
export function VisitView({ visitId, onClose }: { visitId: number; onClose: () => void }) {
  const visit = useService('visits.get', { id: visitId });
  const [writing, setWriting] = useState(false);
  const [correcting, setCorrecting] = useState(false);
  const may = useMayCall();
  return (
    <Modal
      open
      title={visit.data ? `检查记录：${visit.data.placeName}` : '检查记录'}
      width={760}
      footer={
        visit.data && (
          <>
            {visit.data.settles !== null && may('visits.settleVenue') && (
              <SettleVenue visitId={visitId} result={visit.data.result} />
            )}
            {may('visits.correct') && <Button onClick={() => setCorrecting(true)}>补正</Button>}
            {may('documents.make') && <Button onClick={() => setWriting(true)}>现场检查笔录</Button>}
          </>
        )
      }
      onCancel={onClose}
    >
      {visit.error ? (
        <ErrorState error={visit.error} />
      ) : visit.data ? (
        <Recorded visit={visit.data} />
      ) : (
        <Loading />
      )}
      {correcting && visit.data && <CorrectVisit visit={visit.data} onClose={() => setCorrecting(false)} />}
      {writing && (
        <DocumentDialog
          template="record"
          about={{ kind: 'visit', id: visitId }}
          onClose={() => setWriting(false)}
        />
      )}
    </Modal>
  );
}

function SettleVenue({ visitId, result }: { visitId: number; result: OutputOf<'visits.get'>['result'] }) {
  const settle = useSettleVenue();
  return <Button onClick={() => settle(visitId, result)}>按结果更新场所</Button>;
}

function Recorded({ visit: data }: { visit: OutputOf<'visits.get'> }) {
  const moment = (text: string) => text.replace('T', ' ');
  const measured =
    data.measuredDistance === null
      ? ''
      : [
          `${data.measuredDistance} m`,
          data.measuredFrom && `自${data.measuredFrom}`,
          data.measuredTo && `至${data.measuredTo}`,
          data.instrument,
        ]
          .filter(Boolean)
          .join('，');
  const facts: readonly (readonly [string, string])[] = [
    ['时间', `${moment(data.startedAt)} 至 ${moment(data.endedAt).slice(11)}`],
    ['学校', data.schoolName ?? ''],
    [
      '执法人员',
      data.officers.map(({ name, certificate, agency }) => `${name}（${agency} ${certificate}）`).join('、'),
    ],
    ['结果', data.result],
    ['现场情况', data.facts],
    ['实测距离', measured],
    ['采取措施', data.measures],
    ['出具文书', data.documents],
    ['当事人意见', data.partyView],
    ['下次检查', data.nextOn ?? ''],
    ['超频次理由', data.capReason],
  ];
  return (
    <>
      <dl className="visit-facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        {data.hazards.length > 0 && (
          <div>
            <dt>隐患</dt>
            <dd>
              {data.hazards.map(({ id, code, kind }) => (
                <a key={id} href={linkTo({ name: 'hazard', id: id })}>
                  {code}（{kind}）{' '}
                </a>
              ))}
            </dd>
          </div>
        )}
      </dl>
      <Corrections corrections={data.corrections} />
      {data.checklist.length > 0 && (
        <ul className="visit-checks">
          {data.checklist.map(({ text, answer }) => (
            <li key={text}>
              <span>{text}</span>
              <Tag tone={answer === 'fault' ? 'violation' : answer === 'ok' ? 'supervised' : 'plain'}>
                {checkAnswerNames[answer]}
              </Tag>
            </li>
          ))}
        </ul>
      )}
      <Evidence of={{ kind: 'visit', id: data.id }} />
    </>
  );
}

/** What was put right later, with what was said before. */
function Corrections({ corrections }: Pick<OutputOf<'visits.get'>, 'corrections'>) {
  if (corrections.length === 0) return null;
  return (
    <div className="visit-corrections">
      <h2>补正</h2>
      <ul>
        {corrections.map(({ at, actor, reason, changes }) => (
          <li key={at}>
            <span className="quiet">
              {momentText(at)} · {actor}
            </span>{' '}
            {reason}
            {changes.map(({ title, before, after }) => (
              <p key={title}>
                {title}：<del>{before || '（空）'}</del> → {after || '（空）'}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
