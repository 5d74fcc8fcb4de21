import { Alert } from 'antd';
import { useState } from 'react';
import type { ListedScheme } from '#shared/contract/scores.ts';
import { formulaOf, scoreSubjectNames } from '#shared/scores/score-formulas.ts';
import type { ScoresWanted } from '#shared/scores/scores-wanted.ts';
import { periodDates, periodOf } from '#shared/sweeps/period.ts';
import { useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { replaceRoute } from '../../../routes/navigation.ts';
import { linkTo } from '../../../routes/routes.ts';
import { ScoreDrawer } from './score-drawer.tsx';
import { type ChosenScore, ScoreTable } from './score-table.tsx';
import { SchemeActions, ScoreFiles } from './scores-actions.tsx';
import { ScoresBar } from './scores-bar.tsx';
import './scores.css';

/** 考核评分: who has how many points by a scheme over some days, and what each of them rests on. */
export function ScoresScreen({ given }: { given: ScoresWanted | null }) {
  const workspace = useService('workspace.describe', {});
  const may = useMayCall();
  const maySee = may('scores.get');
  const schemes = useService('scores.schemes', maySee ? {} : null);
  if (!maySee)
    return <EmptyState title="“考核评分”由看全区报表的人查看">需要的，请找安全管理员授权。</EmptyState>;
  if (schemes.error) return <ErrorState error={schemes.error} onRetry={() => void schemes.refetch()} />;
  if (!workspace.data || !schemes.data) return <Loading />;
  const { today } = workspace.data;
  const [first] = schemes.data;
  const wanted = given ?? { scheme: first?.key ?? '', ...periodDates(periodOf(today)) };
  const listed = schemes.data.find(({ key }) => key === wanted.scheme) ?? null;
  const change = (part: Partial<ScoresWanted>) =>
    replaceRoute({ name: 'scores', wanted: { ...wanted, ...part } });
  return (
    <div className="screen scores">
      <header className="screen-head">
        <h1>考核评分</h1>
        <a className="quiet" href={linkTo({ name: 'reports' })}>
          返回报表
        </a>
        <span className="scores-gap" />
        <SchemeActions listed={listed} wanted={wanted} onChosen={(scheme) => change({ scheme })} />
        <ScoreFiles listed={listed} wanted={wanted} />
      </header>
      <ScoresBar schemes={schemes.data} wanted={wanted} today={today} onChange={change} />
      {listed ? (
        <Scored key={wanted.scheme} listed={listed} wanted={wanted} />
      ) : (
        <EmptyState title="这份考核方案已经没有了">请在上面另选一份。</EmptyState>
      )}
    </div>
  );
}

function Scored({ listed: { scheme, source }, wanted }: { listed: ListedScheme; wanted: ScoresWanted }) {
  const isSpan = wanted.from !== '' && wanted.to !== '' && wanted.from <= wanted.to;
  const scores = useService('scores.get', isSpan ? wanted : null);
  const [chosen, setChosen] = useState<ChosenScore | null>(null);
  if (!isSpan) return <EmptyState title="请选择考核时段">开始应不晚于结束。</EmptyState>;
  if (scores.error) return <ErrorState error={scores.error} onRetry={() => void scores.refetch()} />;
  if (!scores.data) return <Loading label="正在计算" />;
  const { subjects, asOf, unplaced } = scores.data;
  const who = scoreSubjectNames[scheme.of];
  return (
    <>
      {source === 'builtin' && (
        <Alert
          type="info"
          showIcon
          title="示例方案，由单位自定：指标和分值是本软件的建议，不是法律法规或上级文件的规定。请按本地考核办法“另存为本单位方案”，修改后再用。"
        />
      )}
      {subjects.length === 0 ? (
        <EmptyState title={`还没有可以考核的${who}`}>
          {scheme.of === 'bodies'
            ? '规则包里没有列部门。'
            : `请先在“名单”里导入${who === '镇街' ? '镇街辖区' : who}。`}
        </EmptyState>
      ) : (
        <ScoreTable scheme={scheme} subjects={subjects} onChoose={setChosen} />
      )}
      <p className="quiet small">
        {asOf < wanted.to && `时段还没有完，统计到 ${asOf}。`}
        {unplaced.length > 0 &&
          `没有计入任何${who}的：${unplaced.map(({ formula, rows }) => `${formulaOf(formula).title} ${rows} 条`).join('、')}（不知道属于哪个${who}）。`}
        “—”是没有数据，得分按方案写明的办法；单击分数看它的明细。
      </p>
      {chosen && (
        <ScoreDrawer
          key={`${chosen.schoolId ?? chosen.name}/${chosen.indicator}`}
          scheme={scheme}
          subjects={subjects}
          chosen={chosen}
          wanted={wanted}
          onClose={() => setChosen(null)}
        />
      )}
    </>
  );
}
