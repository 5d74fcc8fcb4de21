import type { OutputOf } from '#shared/contract/contract.ts';
import { troubleSpotStateNames } from '#shared/ledger/trouble-spot.ts';
import { useService } from '../../../client/queries.ts';
import { type DocumentMaker, positionsOf, useDocumentMap } from './document.ts';
import { DocumentMap } from './document-map.tsx';
import { DocumentFacts, DocumentPage, Signatures } from './document-page.tsx';

type Detail = OutputOf<'troubleSpots.get'>;

/** Of hazards as many lines as the page takes. */
const ROWS_SHOWN = 8;

/** 治安乱点登记表: the record of GB/T 31000-2015 with its area, what belongs to it, and the figures before and after 挂牌. */
export const SpotSheet: DocumentMaker<'spotDocument'> = ({ route: { id }, children }) => {
  const workspace = useService('workspace.describe', {});
  const read = useService('troubleSpots.get', { id });
  const geometry = read.data?.spot.geometry;
  const map = useDocumentMap(geometry ? positionsOf(geometry) : []);
  const error = workspace.error ?? read.error;
  if (error) return children({ error });
  if (!workspace.data || !read.data || !geometry || !map) return children({ loading: true });
  const { spot } = read.data;
  const content = (
    <DocumentPage
      title="治安重点地区（乱点）排查整治登记表"
      number={troubleSpotStateNames[spot.state]}
      workspace={workspace.data}
      basemapTitle={map.base.title}
    >
      <DocumentFacts facts={factsOf(read.data)} />
      <DocumentMap parts={map} places={null} zones={[geometry]} marks={[]} />
      <Records detail={read.data} />
      <Compared compared={read.data.compared} />
      <p className="document-small">
        栏目按 GB/T
        31000-2015“重点地区排查整治”。隐患、检查按位置是否在范围内计入，另有手工列入的；位置存疑的已注明。
      </p>
      <Signatures names={['牵头单位：', '填表：', '审核：']} />
    </DocumentPage>
  );
  return children({ document: { fileName: `治安乱点-${spot.name}`, content } });
};

function factsOf({ spot, schools }: Detail): (readonly [string, string])[] {
  const count = (cases: number | null) => (cases === null ? '' : `${cases} 起`);
  const listed = [spot.listedOn, spot.grade && `（${spot.grade}）`].filter(Boolean).join('');
  return [
    ['治安重点地区', spot.name],
    ['治安突出问题', spot.problem],
    ['涉及区域类型', spot.areaKind],
    ['涉及区域范围', spot.rangeText],
    ['整治牵头单位', spot.leadBody],
    ['整治参与单位', spot.joinBodies],
    ['牵头单位负责人', [spot.leadPerson, spot.phone].filter(Boolean).join(' ')],
    ['排查日期', spot.foundOn],
    ['整治时限', spot.dueOn ?? ''],
    ['挂牌', listed],
    ['摘牌', spot.delistedOn ?? ''],
    ['整治完成', spot.settledOn ?? ''],
    ['破获刑事案件数', count(spot.criminalCases)],
    ['查处治安案件数', count(spot.publicOrderCases)],
    ['整治情况', spot.progress],
    ['效果评估', spot.evaluation || (spot.delistedOn || spot.settledOn ? '' : '整治中')],
    ['学校周边', schools.map(({ name, inDoubt }) => `${name}${inDoubt ? '（待核）' : ''}`).join('、')],
    ['备注', spot.note],
  ];
}

function Records({ detail: { hazards, visits } }: { detail: Detail }) {
  const own = hazards.filter(({ isIn, byHand }) => isIn || byHand);
  const visited = visits.filter(({ isIn, byHand }) => isIn || byHand).length;
  const doubtful = own.filter((row) => row.doubtful).length;
  return (
    <>
      <h2>
        隐患 {own.length} 件，未结 {own.filter(({ isOpen }) => isOpen).length} 件
        {doubtful > 0 && `，其中位置存疑 ${doubtful} 件`}；现场检查 {visited} 次
      </h2>
      {own.length > 0 && (
        <table className="document-table">
          <thead>
            <tr>
              {['编号', '地点', '种类', '等级', '发现', '销号', '责任单位'].map((title) => (
                <th key={title}>{title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {own.slice(0, ROWS_SHOWN).map((row) => (
              <tr key={row.id}>
                <td>{row.code}</td>
                <td>{row.placeName}</td>
                <td>{row.kind}</td>
                <td>{row.level}</td>
                <td>{row.foundOn}</td>
                <td>{row.closedOn ?? '未结'}</td>
                <td>{row.responsibleBody}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {own.length > ROWS_SHOWN && (
        <p className="document-small">另有 {own.length - ROWS_SHOWN} 件，见隐患台账。</p>
      )}
    </>
  );
}

function Compared({ compared }: { compared: Detail['compared'] }) {
  if (!compared) return null;
  const { before, after, daysAfter, rows } = compared;
  return (
    <table className="document-table">
      <thead>
        <tr>
          <th>挂牌前后</th>
          <th className="numeric">
            前（{before.from} 至 {before.to}）
          </th>
          <th className="numeric">
            后 {daysAfter} 天（{after.from} 至 {after.to}）
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows keep their order, and two are called the same
          <tr key={at}>
            <td>
              {row.title}（{row.unit}）
            </td>
            <td className="numeric">{row.before}</td>
            <td className="numeric">{row.after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
