import { Button } from 'antd';
import type { SchoolProvisions } from '#shared/contract/facilities.ts';
import type { Requirement } from '#shared/facilities/facility.ts';
import { RequirementList } from '../../components/gates/requirement-list.tsx';
import { SurveyGate } from '../../components/gates/survey-gate.tsx';
import { goTo } from '../../routes/navigation.ts';

/** The gates of a school, each requirement with why, and what can be done about a gap. */
export function GateCells({
  school,
  requirements,
}: {
  school: SchoolProvisions;
  requirements: readonly Requirement[];
}) {
  return (
    <>
      {school.gates.map((gate) => (
        <section key={gate.gateId} className="gate-cells" aria-label={gate.gateName}>
          <h3>
            {gate.gateName}
            <span className="quiet small">
              {gate.road ? `门前：${gate.road.name || '无名道路'}` : '门前没有已知道路'}
            </span>
            <SurveyGate gate={gate} requirements={requirements} />
            <Button size="small" onClick={() => goTo({ name: 'gate', id: gate.gateId })}>
              校门方案
            </Button>
          </h3>
          <RequirementList gate={gate} requirements={requirements} />
        </section>
      ))}
    </>
  );
}
