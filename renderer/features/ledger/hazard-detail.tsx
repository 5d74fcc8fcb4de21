import { FileWordOutlined } from '@ant-design/icons';
import { Alert, Button, Dropdown, Form, Input, Select, Timeline } from 'antd';
import { useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { outcomeNames } from '#shared/ledger/assessment.ts';
import {
  actionsFrom,
  type HazardAction,
  hazardActionNames,
  hazardStateNames,
} from '#shared/ledger/hazard.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { DocumentDialog } from '../../components/documents/document-dialog.tsx';
import { Evidence } from '../../components/evidence/evidence.tsx';
import { localMoment } from '../../components/format.ts';
import { useNotify } from '../../components/notify.ts';
import { ErrorState, Loading } from '../../components/states.tsx';
import { Tag } from '../../components/tags.tsx';
import { VisitDialog } from '../../components/visit/visit-dialog.tsx';
import { VisitView } from '../../components/visit/visit-view.tsx';
import { type HazardStep, HazardStepForm, hazardStepNames, possibleSteps } from './hazard-step-forms.tsx';
import { stateTone } from './state-tone.ts';
import './hazard-detail.css';
import { placeRoute } from '../../routes/place-route.ts';
import { linkTo } from '../../routes/routes.ts';

type Detail = OutputOf<'hazards.get'>;

/** One hazard: what it is, what happened, what can be done next. */
export function HazardDetail({ hazardId }: { hazardId: number }) {
  const detail = useService('hazards.get', { id: hazardId });
  const [action, setAction] = useState<HazardAction | null>(null);
  const [step, setStep] = useState<HazardStep | null>(null);
  const [reinspecting, setReinspecting] = useState(false);
  const [writing, setWriting] = useState<string | null>(null);
  const [looked, setLooked] = useState<number | null>(null);
  if (detail.error) return <ErrorState error={detail.error} />;
  if (!detail.data) return <Loading />;
  const { hazard, events, repeated, supervisions } = detail.data;
  const [supervision] = supervisions;
  const actions = actionsFrom(hazard.state);
  const facts: readonly (readonly [string, string])[] = [
    ['编号', hazard.code],
    ['种类', `${hazard.kind}（${hazard.level}）`],
    ...(hazard.venueId === null ? [] : ([['场所', hazard.placeName]] as const)),
    ['学校', hazard.schoolName ?? '—'],
    ['情况', hazard.description],
    ['责任', [hazard.responsibleBody, hazard.responsiblePerson].filter(Boolean).join(' ') || '未明确'],
    ['发现日期', hazard.foundOn],
    ['整改期限', hazard.dueOn ?? '—'],
    ['销号日期', hazard.closedOn ?? '—'],
    ['依据', detail.data.basis || '—'],
    ...Object.entries(detail.data.fiveItems),
    ['评估', hazard.outcome ? outcomeNames[hazard.outcome] : '未评估'],
    ...(detail.data.meetingOn ? ([['专题研商', detail.data.meetingOn]] as const) : []),
    ...(detail.data.reportedTo ? ([['报送', detail.data.reportedTo]] as const) : []),
    ...(supervision
      ? ([
          [
            '挂牌督办',
            [
              supervision.number,
              supervision.level,
              `${supervision.body} ${supervision.leader}`,
              `时限 ${supervision.dueOn}`,
              supervision.delistedOn ? `${supervision.delistedOn} 摘牌` : '督办中',
            ].join('；'),
          ],
          ['督办要求', supervision.requirement],
          ['督办进展', supervision.progress || '—'],
        ] as const)
      : []),
  ];
  return (
    <div className="hazard">
      <p className="hazard-state">
        <Tag tone={stateTone[hazard.state]}>{hazardStateNames[hazard.state]}</Tag>
        {hazard.overdue && <Tag tone="violation">逾期</Tag>}
        {hazard.listed && <Tag tone="undetermined">挂牌督办</Tag>}
        {repeated && (
          <a href={linkTo({ name: 'hazard', id: repeated.id })}>
            屡犯：{repeated.by}，见 {repeated.code}
          </a>
        )}
        <a href={linkTo(placeRoute(hazard))}>在地图上看</a>
      </p>
      <dl className="hazard-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {actions.length > 0 && (
        <div className="hazard-actions">
          {actions.map((candidate) => (
            <Button
              key={candidate}
              type={candidate === actions[0] ? 'primary' : 'default'}
              onClick={() => {
                setStep(null);
                setAction(candidate);
              }}
            >
              {hazardActionNames[candidate]}
            </Button>
          ))}
          {hazard.state !== 'closed' && (
            <Button
              disabled={detail.data.stopId === null}
              title={detail.data.stopId === null ? '先在地图上把学校加入整治，才有地方记录复查' : ''}
              onClick={() => setReinspecting(true)}
            >
              记录复查
            </Button>
          )}
        </div>
      )}
      <div className="hazard-actions">
        {possibleSteps(detail.data).map((candidate) => (
          <Button
            key={candidate}
            size="small"
            onClick={() => {
              setAction(null);
              setStep(candidate);
            }}
          >
            {hazardStepNames[candidate]}
          </Button>
        ))}
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'order', label: '责令改正通知书' },
              ...(supervision
                ? [
                    { key: 'supervision', label: '挂牌督办通知书' },
                    { key: 'acceptance', label: '整改验收审批表' },
                  ]
                : []),
            ],
            onClick: ({ key }) => setWriting(key),
          }}
        >
          <Button size="small" icon={<FileWordOutlined />}>
            文书
          </Button>
        </Dropdown>
      </div>
      {writing && (
        <DocumentDialog
          template={writing}
          about={{ kind: 'hazard', id: hazard.id }}
          onClose={() => setWriting(null)}
        />
      )}
      {step && <HazardStepForm key={step} step={step} detail={detail.data} onDone={() => setStep(null)} />}
      {action && (
        <ActionForm
          key={action}
          action={action}
          detail={detail.data}
          onDone={() => setAction(null)}
          onReinspect={() => setReinspecting(true)}
        />
      )}
      <h2>证据</h2>
      <Evidence of={{ kind: 'hazard', id: hazardId }} />
      <h2>经过</h2>
      <Timeline
        items={events.map((event) => ({
          content: (
            <>
              <strong>{event.action}</strong>{' '}
              <span className="quiet">
                {localMoment(event.at)} · {event.actor}
              </span>
              {event.note && <p>{event.note}</p>}
              {event.visitId !== null && (
                <Button type="link" size="small" onClick={() => setLooked(event.visitId)}>
                  检查记录
                </Button>
              )}
            </>
          ),
        }))}
      />
      {looked !== null && <VisitView visitId={looked} onClose={() => setLooked(null)} />}
      {detail.data.stopId !== null && (
        <VisitDialog
          open={reinspecting}
          stopId={detail.data.stopId}
          title={`复查：${hazard.placeName}`}
          category={hazard.category}
          onClose={() => setReinspecting(false)}
        />
      )}
    </div>
  );
}

interface Draft {
  note?: string;
  responsibleBody?: string;
  responsiblePerson?: string;
  visitId?: number;
}

function ActionForm({
  action,
  detail,
  onDone,
  onReinspect,
}: {
  action: HazardAction;
  detail: Detail;
  onDone: () => void;
  onReinspect: () => void;
}) {
  const transition = useCommand('hazards.transition');
  const workspace = useService('workspace.describe', {});
  const notify = useNotify();
  const needsVisit = action === 'close' || action === 'failReinspection';
  const submit = async (draft: Draft) => {
    try {
      await transition.mutateAsync({
        input: {
          id: detail.hazard.id,
          action,
          note: draft.note ?? '',
          visitId: draft.visitId ?? null,
          ...(action === 'assign'
            ? {
                responsibleBody: draft.responsibleBody ?? '',
                responsiblePerson: draft.responsiblePerson ?? '',
              }
            : {}),
        },
      });
      notify.done(`已${hazardActionNames[action]}`);
      onDone();
    } catch (error) {
      notify.failed(error);
    }
  };
  return (
    <Form<Draft>
      className="hazard-form"
      layout="vertical"
      onFinish={submit}
      initialValues={{
        responsibleBody: detail.hazard.responsibleBody,
        responsiblePerson: detail.hazard.responsiblePerson,
        visitId: detail.reinspections[0]?.visitId,
      }}
    >
      <h2>{hazardActionNames[action]}</h2>
      {needsVisit && detail.reinspections.length === 0 && (
        <Alert
          type="warning"
          showIcon
          title="销号须有复查。请先到现场复查并记录。"
          action={
            <Button size="small" onClick={onReinspect}>
              记录复查
            </Button>
          }
        />
      )}
      {needsVisit && (
        <Form.Item name="visitId" label="复查记录">
          <Select
            placeholder="请选择复查"
            options={detail.reinspections.map((visit) => ({
              value: visit.visitId,
              label: `${visit.on} ${visit.result}（${visit.officers.join('、')}）`,
            }))}
          />
        </Form.Item>
      )}
      {action === 'assign' && (
        <>
          <Form.Item
            name="responsibleBody"
            label="责任单位"
            rules={[{ required: true, message: '请填写责任单位' }]}
          >
            <Select showSearch options={workspace.data?.pack.agencies.map(({ name }) => ({ value: name }))} />
          </Form.Item>
          <Form.Item
            name="responsiblePerson"
            label="责任人"
            rules={[{ required: true, message: '请填写责任人' }]}
          >
            <Input maxLength={50} />
          </Form.Item>
        </>
      )}
      <Form.Item name="note" label="说明">
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <Button htmlType="submit" type="primary" loading={transition.isPending}>
        确认{hazardActionNames[action]}
      </Button>{' '}
      <Button onClick={onDone}>取消</Button>
    </Form>
  );
}
