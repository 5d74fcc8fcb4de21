import { EditOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { ScoredSubject, ScoreOf } from '#shared/contract/scores.ts';
import { formulaOf } from '#shared/scores/score-formulas.ts';
import {
  criterionText,
  type Indicator,
  type ScoreScheme,
  withoutDataNames,
} from '#shared/scores/score-scheme.ts';
import type { ScoresWanted } from '#shared/scores/scores-wanted.ts';
import { figureText } from '#shared/scores/work-out-scores.ts';
import { useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { momentText } from '../../../components/format.ts';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { AdjustDialog } from './adjust-dialog.tsx';
import { ScoreRows } from './score-rows.tsx';
import { type ChosenScore, cellPoints } from './score-table.tsx';

interface Given {
  readonly scheme: ScoreScheme;
  readonly chosen: ChosenScore;
  readonly wanted: ScoresWanted;
  readonly onClose: () => void;
}

/** One score: how it follows from its figure, the rows of that, and what people said of it. */
export function ScoreDrawer({
  scheme,
  subjects,
  chosen,
  wanted,
  onClose,
}: Given & { readonly subjects: readonly ScoredSubject[] }) {
  const { schoolId, name } = chosen;
  const at = scheme.indicators.findIndex(({ id }) => id === chosen.indicator);
  const indicator = scheme.indicators[at];
  const subject = subjects.find((each) => each.schoolId === schoolId && each.name === name);
  const score = subject?.scores[at];
  if (!indicator || !score) return null;
  return (
    <Drawer open size={720} title={`${name}：${indicator.content}`} onClose={onClose}>
      <ScoreFacts indicator={indicator} score={score} />
      <ScoreGrounds indicator={indicator} score={score} chosen={chosen} wanted={wanted} />
    </Drawer>
  );
}

function ScoreFacts({ indicator, score }: { indicator: Indicator; score: ScoreOf }) {
  const { formula, points, method, without } = indicator;
  const { counted, of } = formulaOf(formula);
  const numbers = of === null ? counted : `${counted} / ${of}`;
  const facts: [string, string][] = [
    ['得分', `${cellPoints(score)}（满分 ${points}）`],
    ...(formula === 'byHand'
      ? []
      : [[`数据（${numbers}）`, figureText(formula, score.figure)] satisfies [string, string]]),
    ['评分标准', criterionText(indicator)],
    ['考核办法', method],
  ];
  return (
    <>
      <dl className="score-facts">
        {facts.map(([title, text]) => (
          <div key={title}>
            <dt className="quiet">{title}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {score.by === 'noData' && (
        <p className="score-note">
          没有数据：这段时间没有可以计算的记录，按方案{withoutDataNames[without]}。
        </p>
      )}
      {score.by === 'hand' && formula !== 'byHand' && (
        <p className="score-note">现在是人工评分，不按数据计。</p>
      )}
    </>
  );
}

function ScoreGrounds({
  indicator,
  score,
  chosen,
  wanted,
}: Omit<Given, 'scheme' | 'onClose'> & { readonly indicator: Indicator; readonly score: ScoreOf }) {
  const grounds = useService('scores.rows', { ...wanted, ...chosen });
  const may = useMayCall();
  const [adjusting, setAdjusting] = useState(false);
  if (grounds.error) return <ErrorState error={grounds.error} onRetry={() => void grounds.refetch()} />;
  if (!grounds.data) return <Loading />;
  const { rows, hand } = grounds.data;
  return (
    <>
      {may('scores.adjust') && (
        <Button icon={<EditOutlined />} onClick={() => setAdjusting(true)}>
          人工评分
        </Button>
      )}
      {hand.length > 0 && <HandPoints hand={hand} />}
      {indicator.formula !== 'byHand' && <ScoreRows formula={indicator.formula} rows={rows} />}
      {adjusting && (
        <AdjustDialog
          indicator={indicator}
          score={score}
          chosen={chosen}
          wanted={wanted}
          onClose={() => setAdjusting(false)}
        />
      )}
    </>
  );
}

/** Everything that was said of it, the last first: that one stands. */
function HandPoints({ hand }: Pick<OutputOf<'scores.rows'>, 'hand'>) {
  return (
    <section className="score-said" aria-label="人工评分记录">
      <h2 className="list-title">人工评分记录（{hand.length}）</h2>
      <ul>
        {hand.map(({ id, points, reason, at, actor }) => (
          <li key={id}>
            <strong className="number">{points === null ? '改回按数据计' : `${points} 分`}</strong> {reason}
            <div className="quiet small">
              {actor} · {momentText(at)}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
