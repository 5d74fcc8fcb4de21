import { PlusOutlined, PrinterOutlined, WarningFilled } from '@ant-design/icons';
import { Button, Dropdown, Form, Input } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { type Duty, dutyKinds } from '#shared/contract/facilities.ts';
import { countProvisions, tellShare } from '#shared/facilities/gate-provision.ts';
import { useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { CommentsOf } from '../../../components/comments/comments-of.tsx';
import { KeptForm, type SentDraft } from '../../../components/drafts/kept-form.tsx';
import { Density } from '../../../components/gates/density.tsx';
import { DutyDialog, Posts } from '../../../components/gates/duties.tsx';
import { facilityColour } from '../../../components/gates/facility-colours.ts';
import { GateSurveys } from '../../../components/gates/gate-surveys.tsx';
import { RequirementList } from '../../../components/gates/requirement-list.tsx';
import { SurveyGate } from '../../../components/gates/survey-gate.tsx';
import { useJoinedSave } from '../../../components/meanwhile/use-joined-save.tsx';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { Tag } from '../../../components/tags.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { type SketchKind, sketchOf } from '../../../map/sketch-style.ts';
import { goTo } from '../../../routes/navigation.ts';
import { onlyPage } from '../../../routes/place-route.ts';
import { linkTo } from '../../../routes/routes.ts';
import { useSketch } from '../map-tools.tsx';
import { Facts, Panel } from '../panel.tsx';

type Plan = OutputOf<'gates.plan'>;
const ROWS_SHOWN = 60;

/** One gate: its stretch and what stands there on the map; what is wanting, wrong, arranged and by whom. */
export function GatePlanPanel({ gateId, onClose }: { gateId: number; onClose: () => void }) {
  const plan = useService('gates.plan', { id: gateId });
  if (plan.error) return <ErrorState error={plan.error} onRetry={() => void plan.refetch()} />;
  if (!plan.data) return <Loading />;
  return <Shown gateId={gateId} plan={plan.data} onClose={onClose} />;
}

function Shown({ gateId, plan, onClose }: { gateId: number; plan: Plan; onClose: () => void }) {
  const catalogue = useService('facilities.kinds', {});
  const may = useMayCall();
  const [duty, setDuty] = useState<Duty | null>(null);
  const sketch = useMemo(() => {
    const shapes: [SketchKind, GeoJSON.Geometry, string?, string?][] = [['band', plan.stretch]];
    for (const { kind, state, geometry, fault } of plan.facilities)
      if (geometry.type !== 'Point') shapes.push(['facility', geometry, kind, facilityColour(state, fault)]);
    return sketchOf(...shapes);
  }, [plan]);
  useSketch(sketch);
  const { gate, facilities } = plan;
  const faults = facilities.filter(({ fault }) => fault !== null);
  const share = tellShare(countProvisions(gate.cells));
  return (
    <Panel
      title={`${plan.schoolName} ${gate.gateName}`}
      link
      onClose={onClose}
      tags={
        <>
          {share !== '' && <Tag tone="accent">{share}</Tag>}
          {faults.length > 0 && <Tag tone="violation">{faults.length} 处不符</Tag>}
        </>
      }
      actions={<PlanActions gateId={gateId} schoolId={plan.schoolId} />}
    >
      <p className="quiet small">
        {plan.shape === 'alongRoad'
          ? `禁停区：沿${gate.road?.name || '门前道路'}两侧各 ${plan.length} m`
          : plan.shape === 'circle'
            ? `禁停区：半径 ${plan.length} m（没有可沿的道路）`
            : '禁停区：手绘'}
      </p>
      {faults.length > 0 && (
        <ul className="gate-faults">
          {faults.map(({ id, fault }) => (
            <li key={id}>
              <WarningFilled /> <FacilityLink id={id} gateId={gateId} words={fault ?? ''} />
            </li>
          ))}
        </ul>
      )}
      <h2 className="list-title">应有设施</h2>
      {catalogue.data && (
        <>
          <SurveyGate gate={gate} requirements={catalogue.data.requirements} />
          <RequirementList gate={gate} requirements={catalogue.data.requirements} />
          <GateSurveys surveys={plan.surveys} requirements={catalogue.data.requirements} />
        </>
      )}
      <h2 className="list-title">200 m 内的设施（{facilities.length}）</h2>
      <ul className="gate-facilities">
        {facilities.slice(0, ROWS_SHOWN).map((facility) => (
          <li key={facility.id}>
            <i style={{ background: facilityColour(facility.state, facility.fault) }} />
            <FacilityLink id={facility.id} gateId={gateId} words={facility.kind} />
            <span className="quiet small">{facility.state === '完好' ? facility.name : facility.state}</span>
            <span className="number">{facility.metres.toFixed(1)} m</span>
          </li>
        ))}
      </ul>
      {may('gates.savePlan') ? (
        <PlanText key={plan.updatedAt ?? 'new'} gateId={gateId} plan={plan} />
      ) : (
        <ReadPlan text={plan.text} />
      )}
      <h2 className="list-title">
        护学岗、巡逻
        {plan.escort !== null && <span className="quiet small">（全校护卫队至少 {plan.escort} 人）</span>}
      </h2>
      {dutyKinds.map((period) => (
        <Posts
          key={period}
          row={{ gateId, duties: plan.duties }}
          period={period}
          onEdit={may('duties.save') ? setDuty : null}
        />
      ))}
      {duty && <DutyDialog duty={duty} onClose={() => setDuty(null)} />}
      {plan.incidents.length > 0 && (
        <>
          <h2 className="list-title">门前事件（{plan.incidents.length}）</h2>
          <Density rows={plan.incidents} />
        </>
      )}
      <CommentsOf about={{ kind: 'gate', id: gateId }} title={`${plan.schoolName} ${gate.gateName}`} />
    </Panel>
  );
}

/** What can be drawn at the gate, and how its plan is taken along. */
function PlanActions({ gateId, schoolId }: { gateId: number; schoolId: number }) {
  const catalogue = useService('facilities.kinds', {});
  const may = useMayCall();
  const groups = [...new Set((catalogue.data?.kinds ?? []).map(({ group }) => group))];
  return (
    <>
      {may('places.save') && (
        <Dropdown
          trigger={['click']}
          menu={{
            className: 'gate-kinds',
            items: groups.map((group) => ({
              type: 'group',
              key: group,
              label: group,
              children: (catalogue.data?.kinds ?? [])
                .filter((kind) => kind.group === group)
                .map(({ title }) => ({ key: title, label: title })),
            })),
            onClick: ({ key }) => goTo({ name: 'newAtGate', kind: key, gateId }),
          }}
        >
          <Button type="primary" icon={<PlusOutlined />}>
            画设施
          </Button>
        </Dropdown>
      )}
      {may('gates.save') && (
        <Button onClick={() => goTo({ name: 'editGate', id: schoolId, gateId })}>门前道路与禁停区</Button>
      )}
      {may('sheets.draw') && (
        <Button onClick={() => goTo(onlyPage('gate-plan', 'gate', gateId))}>方案图</Button>
      )}
      <Button icon={<PrinterOutlined />} onClick={() => goTo({ name: 'gateDocument', id: gateId })}>
        打印方案
      </Button>
    </>
  );
}

/** A facility leads to where it is changed, for those who may. */
function FacilityLink({ id, gateId, words }: { id: number; gateId: number; words: string }) {
  const may = useMayCall();
  if (!may('places.save')) return <span>{words}</span>;
  return <a href={linkTo({ name: 'editAtGate', id, gateId })}>{words}</a>;
}

const planFields = [
  ['restrictions', '限时禁行、禁停'],
  ['oneWay', '单行'],
  ['waiting', '家长等候与接送'],
  ['note', '其他'],
] as const;

/** The same for those who only read it. */
function ReadPlan({ text }: Pick<Plan, 'text'>) {
  const said = planFields.filter(([field]) => text[field] !== '');
  return (
    <>
      <h2 className="list-title">管制措施（一校一策）</h2>
      {said.length === 0 && <p className="quiet small">还没有填写。</p>}
      <Facts facts={said.map(([field, label]) => [label, text[field]] as const)} />
    </>
  );
}

/** What is arranged, in words: saved when a field is left. */
function PlanText({ gateId, plan }: { gateId: number; plan: Plan }) {
  const { save, isPending } = useJoinedSave('gates.savePlan');
  const carryOut = useCarryOut();
  const [form] = Form.useForm<Plan['text']>();
  const { text } = plan;
  // What others change is shown only as long as nobody writes here.
  const opened = useRef(text);
  const isWritten = useRef(false);
  useEffect(() => {
    if (isWritten.current) return;
    opened.current = text;
    form.setFieldsValue(text);
  }, [form, text]);
  const submit = (fields: Plan['text'], { sent }: SentDraft) =>
    carryOut(
      () => save({ ...fields, id: gateId }, { ...opened.current, id: gateId }),
      '校门方案已保存',
      () => {
        isWritten.current = false;
        sent();
      },
    );
  return (
    <KeptForm<Plan['text']>
      draft={{ kind: 'gatePlan', thing: gateId, title: plan.gate.gateName }}
      begin={() => {
        isWritten.current = false;
        return text;
      }}
      onChanged={() => {
        isWritten.current = true;
      }}
      name="gatePlan"
      form={form}
      className="gate-text"
      onFinish={submit}
    >
      <h2 className="list-title">管制措施（一校一策）</h2>
      <Form.Item name="restrictions" label="限时禁行、禁停">
        <Input.TextArea
          autoSize
          maxLength={1000}
          placeholder="例如 上学 7:00–8:10、放学 16:00–17:40，门前路段禁止机动车通行"
        />
      </Form.Item>
      <Form.Item name="oneWay" label="单行">
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name="waiting" label="家长等候与接送">
        <Input.TextArea autoSize maxLength={500} />
      </Form.Item>
      <Form.Item name="note" label="其他">
        <Input.TextArea autoSize maxLength={1000} />
      </Form.Item>
      <Button htmlType="submit" loading={isPending}>
        保存措施
      </Button>
    </KeptForm>
  );
}
