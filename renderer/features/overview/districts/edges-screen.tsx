import { useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { linkTo } from '../../../routes/routes.ts';
import { EdgeFindings } from './released-tables.tsx';
import './districts.css';

/** What a district shares with its neighbours: schools of one in whose zones venues of another lie. */
export function EdgesScreen() {
  const may = useMayCall();
  return may('districts.edges') ? (
    <Edges />
  ) : (
    <EmptyState title="“交界处”由看报表的人查看">需要的，请找安全管理员授权。</EmptyState>
  );
}

function Edges() {
  const told = useService('districts.edges', {});
  if (told.error) return <ErrorState error={told.error} onRetry={() => void told.refetch()} />;
  if (told.data === undefined) return <Loading />;
  const { district, edges } = told.data ?? { district: null, edges: [] };
  if (district === null)
    return (
      <EmptyState title="本辖区还没有报送">
        上级用 office report 报送本辖区和邻区以后，这里列出交界处的研判结果。
      </EmptyState>
    );
  return (
    <div className="districts">
      <header className="screen-head">
        <h1>交界处</h1>
        <span className="quiet">数据日期 {district.day}</span>
        <a className="quiet" href={linkTo({ name: 'overview' })}>
          返回总览
        </a>
      </header>
      <p className="districts-how">
        学校和场所分属本辖区和邻区的，按学校所在辖区的规则研判，由场所所在的辖区办理，不计入任何一方的指标。
      </p>
      <EdgeFindings rows={edges} district={district} />
    </div>
  );
}
