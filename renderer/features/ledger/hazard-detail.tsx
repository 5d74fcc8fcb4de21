import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { actionCapabilities } from '#shared/contract/procedure-capabilities.ts';
import { actionsFrom, type HazardAction, hazardActionNames, isOpen } from '#shared/ledger/hazard.ts';
import { useService } from '../../client/queries.ts';
import { useMayShow } from '../../client/use-may.ts';
import { PapersOf } from '../../components/documents/papers-of.tsx';
import { Evidence } from '../../components/evidence/evidence.tsx';
import { Permitted } from '../../components/permitted.tsx';
import { ErrorState, Loading } from '../../components/states.tsx';
import { HazardActionForm } from './hazard-action-form.tsx';
import { HazardDocuments } from './hazard-documents.tsx';
import { HazardEvents } from './hazard-events.tsx';
import { HazardFacts } from './hazard-facts.tsx';
import { HazardStepForm } from './hazard-step-forms.tsx';
import { type HazardStep, hazardStepCalls, hazardStepNames, possibleSteps } from './hazard-step-frame.tsx';
import { ReinspectionDialog } from './reinspection-dialog.tsx';
import './hazard-detail.css';

/** The one form that is open: an action changes the hazard's state, a step leaves it. */
type OpenForm = { readonly action: HazardAction } | { readonly step: HazardStep };

/** One hazard: what it is, what happened, what can be done next. */
export function HazardDetail({ hazardId }: { hazardId: number }) {
  const detail = useService('hazards.get', { id: hazardId });
  const [form, setForm] = useState<OpenForm | null>(null);
  const [reinspecting, setReinspecting] = useState(false);
  if (detail.error) return <ErrorState error={detail.error} />;
  if (!detail.data) return <Loading />;
  const { hazard, events, supervisions } = detail.data;
  const close = () => setForm(null);
  const reinspect = () => setReinspecting(true);
  return (
    <div className="hazard">
      <HazardFacts detail={detail.data} />
      <Actions actions={actionsFrom(hazard.state)} onAction={(action) => setForm({ action })}>
        {isOpen(hazard.state) && (
          <Permitted to="hazards.reinspect">
            <Button onClick={reinspect}>记录复查</Button>
          </Permitted>
        )}
      </Actions>
      <div className="hazard-actions">
        {possibleSteps(detail.data).map((step) => (
          <Permitted key={step} to={hazardStepCalls[step]}>
            <Button size="small" onClick={() => setForm({ step })}>
              {hazardStepNames[step]}
            </Button>
          </Permitted>
        ))}
        <Permitted to="documents.make">
          <HazardDocuments hazardId={hazardId} supervised={supervisions.length > 0} />
        </Permitted>
      </div>
      {form && 'step' in form && (
        <HazardStepForm key={form.step} step={form.step} detail={detail.data} onDone={close} />
      )}
      {form && 'action' in form && (
        <HazardActionForm
          key={form.action}
          action={form.action}
          detail={detail.data}
          onDone={close}
          onReinspect={reinspect}
        />
      )}
      <PapersOf about={{ kind: 'hazard', id: hazardId }} />
      <h2>证据</h2>
      <Evidence of={{ kind: 'hazard', id: hazardId }} />
      <h2>经过</h2>
      <HazardEvents events={events} />
      {reinspecting && (
        <Permitted to="hazards.reinspect">
          <ReinspectionDialog hazard={hazard} onClose={() => setReinspecting(false)} />
        </Permitted>
      )}
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
  onAction: (action: HazardAction) => void;
  children: ReactNode;
}) {
  const mayShow = useMayShow();
  const permitted = actions.filter((action) => mayShow(actionCapabilities[action]));
  if (actions.length === 0) return null;
  return (
    <div className="hazard-actions">
      {permitted.map((action, i) => (
        <Button key={action} type={i === 0 ? 'primary' : 'default'} onClick={() => onAction(action)}>
          {hazardActionNames[action]}
        </Button>
      ))}
      {children}
    </div>
  );
}
