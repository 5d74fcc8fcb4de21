import { useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { linkTo } from '../../../routes/routes.ts';
import { BringNeighbours, NeighbourList } from './neighbours.tsx';
import { EdgeFindings, FindingsAcross } from './released-tables.tsx';
import './districts.css';

/** What a district shares with its neighbours: schools of one in whose zones venues of another lie. */
export function EdgesScreen() {
  const may = useMayCall();
  const isAttached = useService('workspace.describe', {}).data?.districts === 'own';
  if (!may('neighbours.list'))
    return <EmptyState title="“交界处”由看场所的人查看">需要的，请找安全管理员授权。</EmptyState>;
  return (
    <div className="districts">
      <header className="screen-head">
        <h1>交界处</h1>
        <a className="quiet" href={linkTo({ name: 'overview' })}>
          返回总览
        </a>
        <BringNeighbours />
      </header>
      <p className="districts-how">
        学校和场所分属本辖区和邻区的，按学校所在辖区的规则研判，由场所所在的辖区办理，不计入任何一方的指标、台账和报表。
      </p>
      <Beside />
      {isAttached && may('districts.edges') && <FromAbove />}
    </div>
  );
}

/** By the places that neighbours handed over. */
function Beside() {
  const told = useService('neighbours.list', {});
  if (told.error) return <ErrorState error={told.error} onRetry={() => void told.refetch()} />;
  if (told.data === undefined) return <Loading />;
  const { own, neighbours, findings } = told.data;
  if (neighbours.length === 0)
    return (
      <EmptyState title="还没有邻区的地点">
        请邻区或上级用 office neighbours
        写出邻区地点文件，在这里带入：交界处会与邻区的学校和场所一起研判，地图上也画出它们。
      </EmptyState>
    );
  return (
    <>
      <NeighbourList neighbours={neighbours} />
      <h2 className="districts-part">按带入的地点研判 {findings.length} 条</h2>
      <FindingsAcross rows={findings} own={own} />
    </>
  );
}

/** As it was reported to the office above. */
function FromAbove() {
  const told = useService('districts.edges', {});
  if (told.error) return <ErrorState error={told.error} onRetry={() => void told.refetch()} />;
  if (told.data === undefined) return <Loading />;
  const { district, edges } = told.data ?? { district: null, edges: [] };
  if (district === null)
    return (
      <EmptyState title="本辖区还没有报送">
        上级用 office report 报送本辖区和邻区以后，这里列出上级汇总的研判结果。
      </EmptyState>
    );
  return (
    <>
      <h2 className="districts-part">
        上级汇总 {edges.length} 条 <span className="quiet">数据日期 {district.day}</span>
      </h2>
      <EdgeFindings rows={edges} district={district} />
    </>
  );
}
