import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { minuteOf } from '#shared/calendar/china-time.ts';
import type { GateProvisions, ProvisionCell } from '#shared/contract/facilities.ts';
import type { Requirement } from '#shared/facilities/facility.ts';
import { basisLine } from '#shared/rules/basis.ts';
import { useCommand } from '../../client/queries.ts';
import type { SentDraft } from '../drafts/kept-form.tsx';
import { BodyField } from '../fields/body-field.tsx';
import { DayField } from '../fields/day-field.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { useCarryOut } from '../use-carry-out.ts';
import { distanceText, ProvisionMark } from './provision-mark.tsx';
import './gates.css';
import { useMayCall } from '../../client/use-may.ts';
import { linkTo } from '../../routes/routes.ts';

const DAYS_TO_BUILD = 60;

/** Requirements of one gate. */
export function RequirementList({
  gate,
  requirements,
}: {
  gate: GateProvisions;
  requirements: readonly Requirement[];
}) {
  const plan = useCommand('gaps.plan');
  const carryOut = useCarryOut();
  const may = useMayCall();
  const [listing, setListing] = useState<Requirement | null>(null);
  const propose = (requirement: Requirement) =>
    carryOut(
      () => plan.mutateAsync({ input: { gateId: gate.gateId, requirementId: requirement.id } }),
      `已规划${requirement.title}，在校门方案里把它移到位；可按 Ctrl+Z 撤销`,
    );
  return (
    <ul className="requirement-list">
      {requirements.map((requirement) => {
        const cell = gate.cells.find(({ requirementId }) => requirementId === requirement.id);
        if (!cell || cell.provision === 'exempt') return null;
        return (
          <li key={requirement.id}>
            <ProvisionMark provision={cell.provision} />
            <span className="requirement-title">{requirement.title}</span>
            <span className="quiet small requirement-note">
              {(cell.provision === 'present' && distanceText(cell)) || cell.note}
              <br />
              {requirement.within} m {requirement.measure === 'alongRoad' ? '沿路' : '直线'} ·{' '}
              {requirement.body}
              <details>
                <summary>依据</summary>
                {requirement.basis
                  .map((basis) => `${basisLine(basis)}${basis.excerpt ? `：${basis.excerpt}` : ''}`)
                  .join('；')}
              </details>
            </span>
            <Answers
              cell={cell}
              onPlan={may('gaps.plan') ? () => void propose(requirement) : null}
              onHazard={may('gaps.toHazard') ? () => setListing(requirement) : null}
            />
          </li>
        );
      })}
      {listing && <GapHazard gate={gate} requirement={listing} onClose={() => setListing(null)} />}
    </ul>
  );
}

function Answers({
  cell,
  onPlan,
  onHazard,
}: {
  cell: ProvisionCell;
  /** Null for who may not. */
  onPlan: (() => void) | null;
  onHazard: (() => void) | null;
}) {
  if (cell.provision === 'present') return null;
  return (
    <span className="requirement-actions">
      {cell.plannedId !== null ? (
        <a href={linkTo({ name: 'edit', table: 'facilities', id: cell.plannedId })}>已规划</a>
      ) : (
        onPlan &&
        cell.provision !== 'unsurveyed' && (
          <Button size="small" type="link" onClick={onPlan}>
            规划
          </Button>
        )
      )}
      {cell.hazardId !== null ? (
        <a href={linkTo({ name: 'hazard', id: cell.hazardId })}>已入台账</a>
      ) : (
        onHazard &&
        cell.provision !== 'unsurveyed' && (
          <Button size="small" type="link" onClick={onHazard}>
            登记隐患
          </Button>
        )
      )}
    </span>
  );
}

interface Fields {
  responsibleBody?: string;
  responsiblePerson?: string;
  dueOn: string;
}

/** Registers a gap as a hazard of the ledger. */
function GapHazard({
  gate,
  requirement,
  onClose,
}: {
  gate: GateProvisions;
  requirement: Requirement;
  onClose: () => void;
}) {
  const list = useCommand('gaps.toHazard');
  const carryOut = useCarryOut();
  const submit = (
    { dueOn, responsibleBody = '', responsiblePerson = '' }: Fields,
    { formId, sent }: SentDraft,
  ) => {
    const input = {
      gateId: gate.gateId,
      requirementId: requirement.id,
      responsibleBody,
      responsiblePerson,
      dueOn,
      formId,
    };
    return carryOut(
      () => list.mutateAsync({ input }),
      ({ code }) => `已登记为隐患 ${code}`,
      () => {
        sent();
        onClose();
      },
    );
  };
  return (
    <FormDialog<Fields>
      title={`登记隐患：${gate.gateName}缺${requirement.title}`}
      okText="登记"
      saving={list.isPending}
      onClose={onClose}
      draft={{
        kind: 'gapHazard',
        thing: `${gate.gateId}/${requirement.id}`,
        title: `${gate.gateName}缺${requirement.title}`,
      }}
      name="gap"
      onFinish={submit}
      initialValues={{ dueOn: minuteOf(new Date(Date.now() + DAYS_TO_BUILD * 86_400_000)).slice(0, 10) }}
    >
      <BodyField name="responsibleBody" label={`责任单位（一般为${requirement.body}）`} clearable />
      <Form.Item name="responsiblePerson" label="责任人">
        <Input maxLength={50} />
      </Form.Item>
      <DayField name="dueOn" label="完成时限" required />
    </FormDialog>
  );
}
