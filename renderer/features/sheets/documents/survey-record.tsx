import type { SurveyDetail } from '#shared/contract/surveys.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { basisText } from '#shared/rules/rule.ts';
import { instrumentNames } from '#shared/zones/instruments.ts';
import { verdictNames } from '#shared/zones/verdict.ts';
import { useService } from '../../../client/queries.ts';
import { metres } from '../../../components/format.ts';
import { type DocumentMaker, positionsOf, useDocumentMap } from './document.ts';
import { DocumentMap } from './document-map.tsx';
import { DocumentFacts, DocumentPage, Signatures } from './document-page.tsx';

/** The certificate of a surveyed distance. */
export const SurveyRecord: DocumentMaker<'surveyDocument'> = ({ route: { id }, children }) => {
  const workspace = useService('workspace.describe', {});
  const survey = useService('surveys.get', { id });
  const school = useService('schools.sheet', survey.data ? { id: survey.data.schoolId } : null);
  const findings = useService(
    'findings.list',
    survey.data ? { venueId: survey.data.venueId, allRules: true } : null,
  );
  const own = school.data?.campuses.filter(({ schoolId }) => schoolId === survey.data?.schoolId) ?? [];
  const gates = school.data?.gates.filter(({ schoolId }) => schoolId === survey.data?.schoolId) ?? [];
  const ends = [survey.data?.venuePosition, survey.data?.gatePosition].filter((place) => place != null);
  const around: LngLat[] = [
    ...ends,
    ...own.flatMap(({ geometry }) => positionsOf(geometry)),
    ...gates.map(({ position }) => position),
  ];
  const map = useDocumentMap(school.data ? around : []);
  const error = workspace.error ?? survey.error ?? school.error ?? findings.error;
  if (error) return children({ error });
  if (!workspace.data || !survey.data || !school.data || !findings.data || !map)
    return children({ loading: true });
  const { data } = survey;
  // Measured from the campus edge: the point that the computed distance was taken from.
  const start =
    data.gatePosition ?? findings.data.find((finding) => finding.surveyId === data.id)?.from ?? null;
  const content = (
    <DocumentPage
      title="学校周边场所距离测量记录"
      number={data.code}
      workspace={workspace.data}
      basemapTitle={map.base.title}
      stamp={data.withdrawnAt && '已作废'}
    >
      <SurveyFacts survey={data} />
      <SegmentTable survey={data} />
      <DocumentMap
        parts={map}
        places={{ campuses: own, gates }}
        lines={
          start && data.venuePosition && data.method === 'straight'
            ? [{ line: [start, data.venuePosition], kind: 'link', label: metres(data.distance) }]
            : []
        }
        marks={
          data.venuePosition
            ? [{ position: data.venuePosition, severity: 'spot', label: data.venueName }]
            : []
        }
      />
      <Conclusion survey={data} workspace={workspace.data} />
      {data.withdrawnAt && <p>作废原因：{data.withdrawnReason}</p>}
      {data.note && <p>备注：{data.note}</p>}
      <Signatures
        names={[
          ...data.officers.map(
            ({ name, certificate, agency }) => `测量人：${name}（${agency}，${certificate}）`,
          ),
          `见证人：${data.witness}`,
          '场所负责人：',
        ]}
      />
    </DocumentPage>
  );
  return children({ document: { fileName: `测量记录-${data.code}`, content } });
};

function SurveyFacts({ survey }: { survey: SurveyDetail }) {
  return (
    <DocumentFacts
      facts={[
        ['学校', survey.schoolName],
        ['场所', survey.venueName],
        ['统一代码', survey.venueUscc],
        ['场所地址', survey.venueAddress],
        ['测量时间', survey.surveyedAt.replace('T', ' ')],
        ['测量内容', survey.method === 'walking' ? '步行距离（沿人行路线）' : '直线距离'],
        ['起点', `${survey.gateName ?? '校园边界'}：${survey.fromText}`],
        ['终点', survey.toText],
        ['仪器', `${instrumentNames[survey.instrument]} ${survey.instrumentNumber}`],
        ['标准误差', `${survey.sigma.toFixed(2)} m（±2σ = ${(2 * survey.sigma).toFixed(2)} m）`],
      ]}
    />
  );
}

function SegmentTable({ survey }: { survey: SurveyDetail }) {
  return (
    <table className="document-table">
      <thead>
        <tr>
          <th>段</th>
          <th>自</th>
          <th>至</th>
          <th>长度 m</th>
        </tr>
      </thead>
      <tbody>
        {survey.segments.map((segment, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of a survey keep their order
          <tr key={index}>
            <td>{index + 1}</td>
            <td>{segment.from || survey.fromText}</td>
            <td>{segment.to || survey.toText}</td>
            <td className="numeric">{segment.metres.toFixed(2)}</td>
          </tr>
        ))}
        <tr>
          <th colSpan={3}>合计</th>
          <th className="numeric">{survey.distance.toFixed(2)}</th>
        </tr>
      </tbody>
    </table>
  );
}

function Conclusion({ survey, workspace }: { survey: SurveyDetail; workspace: WorkspaceSummary }) {
  const { computed } = survey;
  return (
    <div className="document-conclusion">
      {survey.decides.length === 0 ? (
        <p>现行规则没有按此距离判定的条款{survey.withdrawnAt ? '（记录已作废）' : ''}。</p>
      ) : (
        survey.decides.map(({ ruleId, limit, verdict }) => {
          const rule = workspace.rules.find(({ id }) => id === ruleId);
          return (
            <p key={ruleId}>
              {rule ? `依据${basisText(rule)}` : ruleId}：限值 {limit} m，实测 {survey.distance.toFixed(2)}{' '}
              m，判定<b>{verdictNames[verdict]}</b>。
            </p>
          );
        })
      )}
      <p className="document-small">
        登记时的计算值：边界直线 {metres(computed.boundary)}，校门直线 {metres(computed.gate)}，校门步行{' '}
        {metres(computed.walking)}。以实测为准，计算值留作对照。
      </p>
    </div>
  );
}
