import { Button } from 'antd';
import { useState } from 'react';
import type { GateProvisions } from '#shared/contract/facilities.ts';
import type { Requirement } from '#shared/facilities/facility.ts';
import './gates.css';
import { late } from '../late.tsx';
import { Permitted } from '../permitted.tsx';

const SurveyDialog = late(async () => (await import('./survey-dialog.tsx')).SurveyDialog);

/** Says when somebody looked at the gate last, and opens the form of a walk to it. */
export function SurveyGate({
  gate,
  requirements,
}: {
  gate: GateProvisions;
  requirements: readonly Requirement[];
}) {
  const [open, setOpen] = useState(false);
  return (
    <span className="gate-surveyed">
      <Permitted to="gates.survey">
        <Button size="small" onClick={() => setOpen(true)}>
          现场核对
        </Button>
      </Permitted>
      <span className="quiet small">
        {gate.surveyedOn === null ? '还没有核对过' : `最近核对 ${gate.surveyedOn}`}
      </span>
      {open && <SurveyDialog gate={gate} requirements={requirements} onClose={() => setOpen(false)} />}
    </span>
  );
}
