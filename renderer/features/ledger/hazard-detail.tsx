import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { actionCapabilities } from '#shared/contract/procedure-capabilities.ts';
import {
  actionsFrom,
  type HazardAction,
  hazardActionNames,
  isOpen,
  isUnverified,
} from '#shared/ledger/hazard.ts';
import { useService } from '../../client/queries.ts';
import { useInspects } from '../../client/use-inspects.ts';
import { useMayCall, useMayShow } from '../../client/use-may.ts';
import { CommentsOf } from '../../components/comments/comments-of.tsx';
import { PapersOf } from '../../components/documents/papers-of.tsx';
import { Evidence } from '../../components/evidence/evidence.tsx';
import { Permitted } from '../../components/permitted.tsx';
import { ErrorState, Loading } from '../../components/states.tsx';
import { HazardActionForm } from './hazard-action-form.tsx';
import { HazardDocuments } from './hazard-documents.tsx';
import { HazardEvents } from './hazard-events.tsx';
import { HazardFacts } from './hazard-facts.tsx';
import { HazardHandings } from './hazard-handings.tsx';
import { HazardStepForm, hazardSteps } from './hazard-step-forms.tsx';
import { type HazardStep, hazardStepNames, possibleSteps } from './hazard-step-frame.tsx';
import { ReinspectionDialog } from './reinspection-dialog.tsx';
import './hazard-detail.css';

/** One hazard: what it is, what happened, what can be done next. */
export function HazardDetail({ hazardId }: { hazardId: number }) {
  const detail = useService('hazards.get', { id: hazardId });
  const inspects = useInspects();
  const may = useMayCall();
  // One form is open at a time: an action changes the hazard's state, a step leaves it.
  const [action, setAction] = useState<HazardAction | null>(null);
  const [step, setStep] = useState<HazardStep | null>(null);
  const [reinspecting, setReinspecting] = useState(false);
  if (detail.error) return <ErrorState error={detail.error} />;
  if (!detail.data) return <Loading />;
  const { hazard, timeline, supervisions } = detail.data;
  const close = () => {
    setAction(null);
    setStep(null);
  };
  const act = (chosen: HazardAction) => {
    setStep(null);
    setAction(chosen);
  };
  const reinspect = () => setReinspecting(true);
  return (
    <div className="hazard">
      <HazardFacts detail={detail.data} />
      <Actions actions={actionsFrom(hazard.state)} onAction={may('hazards.transition') ? act : null}>
        {inspects && isOpen(hazard.state) && (
          <Permitted to="hazards.reinspect">
            <Button onClick={reinspect}>记录复查</Button>
          </Permitted>
        )}
      </Actions>
      <div className="hazard-actions">
        {possibleSteps(detail.data).map((each) => (
          <Permitted key={each} to={hazardSteps[each].to}>
            <Button
              size="small"
              type={each === 'verify' ? 'primary' : 'default'}
              onClick={() => {
                setAction(null);
                setStep(each);
              }}
            >
              {hazardStepNames[each]}
            </Button>
          </Permitted>
        ))}
        {!isUnverified(hazard.state) && (
          <Permitted to="documents.make">
            <HazardDocuments hazardId={hazardId} supervised={supervisions.length > 0} />
          </Permitted>
        )}
      </div>
      {step && <HazardStepForm key={step} step={step} detail={detail.data} onDone={close} />}
      {action && (
        <HazardActionForm
          key={action}
          action={action}
          detail={detail.data}
          onDone={close}
          onReinspect={inspects && may('hazards.reinspect') ? reinspect : null}
        />
      )}
      <HazardHandings hazardId={hazardId} />
      <Permitted to="papers.of">
        <PapersOf about={{ kind: 'hazard', id: hazardId }} />
      </Permitted>
      <h2>证据</h2>
      <Evidence of={{ kind: 'hazard', id: hazardId }} />
      <h2>经过</h2>
      <HazardEvents timeline={timeline} />
      <CommentsOf about={{ kind: 'hazard', id: hazardId }} title={hazard.code} />
      {reinspecting && <ReinspectionDialog hazard={hazard} onClose={() => setReinspecting(false)} />}
    </div>
  );
}

/** What can be done next, the usual thing first; nothing where the state knows no way on. */
function Actions({
  actions,
  onAction,
  children,
}: {
  actions: readonly HazardAction[];
  /** Null for who may do none. */
  onAction: ((action: HazardAction) => void) | null;
  children: ReactNode;
}) {
  const mayShow = useMayShow();
  const permitted = onAction ? actions.filter((action) => mayShow(actionCapabilities[action])) : [];
  if (actions.length === 0) return null;
  return (
    <div className="hazard-actions">
      {permitted.map((action, i) => (
        <Button key={action} type={i === 0 ? 'primary' : 'default'} onClick={() => onAction?.(action)}>
          {hazardActionNames[action]}
        </Button>
      ))}
      {children}
    </div>
  );
}
