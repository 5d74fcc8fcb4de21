import { basisText, methodNames } from '#shared/rules/rule.ts';
import { useService } from '../../../client/queries.ts';
import { categoryTitle } from '../../../components/format.ts';
import { type DocumentMaker, useDocumentMap } from './document.ts';
import { DocumentMap } from './document-map.tsx';
import { DocumentFacts, DocumentPage, Signatures } from './document-page.tsx';

/** More names than this do not fit on the page. */
const NAMES_SHOWN = 40;

/** The ground where a venue of a kind may not open, in a part of the map. */
export const GroundSheet: DocumentMaker<'groundDocument'> = ({ route: { category, box }, children }) => {
  const workspace = useService('workspace.describe', {});
  const ground = useService('precheck.ground', { category });
  const [west, south, east, north] = box;
  const map = useDocumentMap([
    [west, south],
    [east, north],
  ]);
  const error = workspace.error ?? ground.error;
  if (error) return children({ error });
  if (!workspace.data || !ground.data || !map) return children({ loading: true });
  const { banned, doubtful, schools, uncertain, rules } = ground.data;
  const title = categoryTitle(workspace.data.categories, category);
  const known = new Map(workspace.data.rules.map((rule) => [rule.id, rule]));
  const names = uncertain.map(({ name }) => name);
  const content = (
    <DocumentPage
      title={`${title}不可设地段示意图`}
      number={workspace.data.today}
      workspace={workspace.data}
      basemapTitle={map.base.title}
    >
      <DocumentFacts
        facts={[
          ['类别', title],
          ['试算日期', workspace.data.today],
          ['涉及学校', `${schools} 所`],
          ['说不准的学校', `${uncertain.length} 所`],
        ]}
      />
      <DocumentMap
        parts={map}
        places={null}
        grounds={[
          ...(banned ? [{ geometry: banned, kind: 'banned' as const }] : []),
          ...(doubtful ? [{ geometry: doubtful, kind: 'doubtful' as const }] : []),
        ]}
        marks={[]}
      />
      <p className="document-conclusion">
        {rules.length === 0
          ? '现行规则没有对这类场所规定禁设距离。'
          : '斜线地段不可设；虚线地段说不准；其余地段按距离规则可设。'}
      </p>
      {names.length > 0 && (
        <p className="document-small">
          没有校门也没有边界、或学段待定，其周边说不准的学校：{names.slice(0, NAMES_SHOWN).join('、')}
          {names.length > NAMES_SHOWN && `等 ${names.length} 所`}。
        </p>
      )}
      <table className="document-table">
        <thead>
          <tr>
            <th>限值 m</th>
            <th>测法</th>
            <th>依据</th>
          </tr>
        </thead>
        <tbody>
          {rules.map(({ ruleId, limit, method }) => {
            const rule = known.get(ruleId);
            return (
              <tr key={ruleId}>
                <td className="numeric">{limit}</td>
                <td>{methodNames[method]}</td>
                <td>{rule ? basisText(rule) : ruleId}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="document-small">
        按试算当日的学校、校门、校园边界和规则画出，步行距离的规则按直线画，范围偏大；边缘以逐户预检和现场测量为准。本图供研判参考，不代替行政许可决定。
      </p>
      <Signatures names={['试算：', '复核：']} />
    </DocumentPage>
  );
  return children({ document: { fileName: `${title}不可设地段`, content } });
};
