import { standingKinds } from '#shared/classification/further-kinds.ts';
import type { VenueDetail } from '#shared/contract/places.ts';
import type { WalkPath } from '#shared/contract/surveys.ts';
import { severityIn, verdictNames } from '#shared/zones/verdict.ts';
import { useService } from '../../../client/queries.ts';
import { categoryTitle } from '../../../components/format.ts';
import { type DocumentMaker, useDocumentMap } from './document.ts';
import { DocumentMap } from './document-map.tsx';
import { DocumentFacts, DocumentPage, Signatures } from './document-page.tsx';
import { walkLines } from './statement-parts.tsx';

/** The walk from a school to a venue, stretch by stretch. */
export const WalkSheet: DocumentMaker<'walkDocument'> = ({ route: { schoolId, venueId }, children }) => {
  const workspace = useService('workspace.describe', {});
  const walk = useService('walks.get', { schoolId, venueId });
  const venue = useService('venues.get', { id: venueId });
  const school = useService('schools.sheet', { id: schoolId });
  const findings = useService('findings.list', { venueId, allRules: true });
  const line = walk.data?.segments.flatMap((segment) => segment.line) ?? [];
  const map = useDocumentMap(walk.data ? [walk.data.from, walk.data.to, ...line] : []);
  const error = workspace.error ?? walk.error ?? venue.error ?? school.error ?? findings.error;
  if (error) return children({ error });
  if (!workspace.data || !walk.data || !venue.data || !school.data || !findings.data || !map)
    return children({ loading: true });
  const own = findings.data.filter((finding) => finding.schoolId === schoolId);
  const content = (
    <DocumentPage
      title="步行距离测算表"
      number={`${schoolId}-${venueId}`}
      workspace={workspace.data}
      basemapTitle={map.base.title}
    >
      <DocumentFacts
        facts={[
          ['学校', school.data.schoolName],
          ['场所', venue.data.name],
          ['校门', walk.data.gateName],
          ['类别', categoryTitle(workspace.data.categories, allKinds(venue.data))],
          ['场所地址', venue.data.address],
          [
            '步行距离',
            walk.data.metres === null ? (walk.data.reason ?? '') : `${walk.data.metres.toFixed(1)} m`,
          ],
        ]}
      />
      <DocumentMap
        parts={map}
        places={school.data}
        lines={walkLines(walk.data)}
        marks={[
          {
            position: walk.data.to,
            severity: severityIn(venue.data.severity) ?? 'spot',
            label: venue.data.name,
          },
        ]}
      />
      <SegmentTable walk={walk.data} />
      <div className="document-conclusion">
        {own.map((finding) => {
          const rule = workspace.data.rules.find(({ id }) => id === finding.ruleId);
          return (
            <p key={finding.id}>
              {rule?.title ?? finding.ruleId}：限值 {finding.limit} m，
              {finding.method === 'walking' ? '按步行' : '按直线'} {finding.distance.toFixed(1)} m，判定
              {verdictNames[finding.verdict]}
            </p>
          );
        })}
        <p className="document-small">
          路线按导入的路网测算：校门与出入口各接到最近的可步行道路（接线计入），行人不受单行限制，不计入机动车专用路。供研判参考，争议以现场实测为准。
        </p>
      </div>
      <Signatures names={['制表：', '复核：']} />
    </DocumentPage>
  );
  return children({
    document: { fileName: `步行距离-${school.data.schoolName}-${venue.data.name}`, content },
  });
};

function SegmentTable({ walk }: { walk: WalkPath }) {
  let sum = 0;
  return (
    <table className="document-table">
      <thead>
        <tr>
          <th>段</th>
          <th>路段</th>
          <th>长度 m</th>
          <th>累计 m</th>
        </tr>
      </thead>
      <tbody>
        {walk.segments.map((segment, index) => {
          sum += segment.metres;
          const name =
            segment.kind === 'road'
              ? segment.road || '无名道路'
              : index === 0
                ? `${walk.gateName}到道路`
                : '道路到场所出入口';
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of a walk keep their order
            <tr key={index}>
              <td>{index + 1}</td>
              <td>{name}</td>
              <td className="numeric">{segment.metres.toFixed(1)}</td>
              <td className="numeric">{sum.toFixed(1)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** All kinds of a venue between semicolons, the main one first. */
function allKinds({ category, furtherKinds }: VenueDetail): string {
  return [category, ...standingKinds(furtherKinds, category).map(({ kind }) => kind)].join(';');
}
