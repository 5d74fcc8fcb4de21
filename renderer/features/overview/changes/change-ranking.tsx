import { useService } from '../../../client/queries.ts';
import { changesThisQuarter } from '../../../routes/changes-route.ts';
import { goTo } from '../../../routes/navigation.ts';
import { linkTo } from '../../../routes/routes.ts';
import { SchoolRanking, TownRanking } from './rankings.tsx';
import './changes.css';

/** Schools and towns seen at a glance. */
const SCHOOLS = 10;

/** On the overview: which schools have most to do, and what this quarter changed town by town. */
export function ChangeRanking({ today }: { today: string }) {
  const wanted = changesThisQuarter(today);
  const { data } = useService('overview.changes', wanted);
  if (!data) return null;
  const open = (part: { town?: string; schoolId?: number }) =>
    goTo({ name: 'changes', wanted: { ...wanted, ...part } });
  return (
    <div className="overview-rankings">
      <section className="overview-ranking" aria-label="学校排行">
        <header>
          <h2>学校排行（现状与本季度变化）</h2>
          <a href={linkTo({ name: 'changes', wanted })}>查看全部变化</a>
        </header>
        <SchoolRanking schools={data.schools} rows={SCHOOLS} onSchool={(schoolId) => open({ schoolId })} />
      </section>
      <section className="overview-ranking" aria-label="各镇街本季度变化">
        <header>
          <h2>各镇街本季度变化</h2>
        </header>
        <TownRanking towns={data.towns} onTown={(town) => open({ town })} />
      </section>
    </div>
  );
}
