import type { OutputOf } from '#shared/contract/contract.ts';
import type { Requirement } from '#shared/facilities/facility.ts';
import { surveyAnswers } from '#shared/facilities/gate-provision.ts';
import { Evidence } from '../evidence/evidence.tsx';
import './gates.css';
import { Permitted } from '../permitted.tsx';

type Survey = OutputOf<'gates.plan'>['surveys'][number];

/** Walks to a gate, the latest first, each with what was seen and its photos. */
export function GateSurveys({
  surveys,
  requirements,
}: {
  surveys: readonly Survey[];
  requirements: readonly Requirement[];
}) {
  if (surveys.length === 0) return null;
  return (
    <>
      <h2 className="list-title">现场核对（{surveys.length}）</h2>
      {surveys.map((survey) => (
        <details key={survey.id} className="gate-survey" open={survey === surveys[0]}>
          <summary>
            {survey.surveyedOn}　{survey.surveyors}
          </summary>
          <p className="small">{tellSeen(survey, requirements)}</p>
          {survey.note !== '' && <p className="small">{survey.note}</p>}
          <Permitted to="attachments.list">
            <Evidence of={{ kind: 'gateSurvey', id: survey.id }} />
          </Permitted>
        </details>
      ))}
    </>
  );
}

/** “有：警告标志、监控；没有：照明”. */
function tellSeen({ answers }: Survey, requirements: readonly Requirement[]): string {
  return surveyAnswers
    .map((answer) => {
      const titles = requirements.filter(({ id }) => answers[id] === answer).map(({ title }) => title);
      return titles.length === 0 ? '' : `${answer}：${titles.join('、')}`;
    })
    .filter((line) => line !== '')
    .join('；');
}
