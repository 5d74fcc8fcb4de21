import { Table, type TableProps } from 'antd';
import type { ScoredSubject, ScoreOf } from '#shared/contract/scores.ts';
import { scoreSubjectNames } from '#shared/scores/score-formulas.ts';
import { fullPoints, type Indicator, type ScoreScheme } from '#shared/scores/score-scheme.ts';

/** A score that somebody looks into. */
export interface ChosenScore {
  readonly schoolId: number | null;
  readonly name: string;
  readonly indicator: string;
}

/** One line for each who is scored, the best first; each score opens what it rests on. */
export function ScoreTable({
  scheme,
  subjects,
  onChoose,
}: {
  scheme: ScoreScheme;
  subjects: readonly ScoredSubject[];
  onChoose: (chosen: ChosenScore) => void;
}) {
  const rows = subjects.toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity));
  return (
    <Table<ScoredSubject>
      className="score-table"
      size="small"
      rowKey={({ schoolId, name }) => schoolId ?? name}
      dataSource={rows}
      scroll={{ x: 'max-content' }}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[...whoColumns(scheme), ...scheme.indicators.map(indicatorColumn(onChoose))]}
    />
  );
}

type Columns = NonNullable<TableProps<ScoredSubject>['columns']>;

function whoColumns(scheme: ScoreScheme): Columns {
  return [
    {
      title: '名次',
      width: 52,
      fixed: 'left',
      className: 'number',
      render: (_, { rank }) => rank ?? '—',
    },
    {
      title: scoreSubjectNames[scheme.of],
      width: 150,
      fixed: 'left',
      render: (_, { name, town }) => (
        <>
          {name}
          {town !== null && <div className="quiet small">{town}</div>}
        </>
      ),
    },
    {
      title: `合计（${fullPoints(scheme)}）`,
      width: 96,
      fixed: 'left',
      className: 'number',
      render: (_, { total, possible, pending }) => (
        <>
          <strong>{pointsText(total)}</strong>
          <div className="quiet small">
            {possible < fullPoints(scheme) && `可得 ${pointsText(possible)}`}
            {pending > 0 && ` 待评 ${pending} 项`}
          </div>
        </>
      ),
    },
  ];
}

const indicatorColumn =
  (onChoose: (chosen: ChosenScore) => void) =>
  ({ id, project, content, points }: Indicator, i: number): Columns[number] => ({
    key: id,
    title: (
      <span className="score-head" title={`${project}：${content}`}>
        {content}
        <span className="quiet small">（{points}）</span>
      </span>
    ),
    width: 96,
    className: 'number',
    render: (_, { schoolId, name, scores }) => {
      const score = scores[i];
      if (!score) return null;
      return (
        <button
          type="button"
          className={`score-cell score-${score.by}`}
          aria-label={`${name} ${content} ${cellPoints(score)}`}
          onClick={() => onChoose({ schoolId, name, indicator: id })}
        >
          <strong>{cellPoints(score)}</strong>
          <span className="quiet small">{cellFigure(score)}</span>
        </button>
      );
    },
  });

/** As few decimals as there are. */
const pointsText = (points: number) => String(Number(points.toFixed(2)));

export function cellPoints({ points, by }: ScoreOf): string {
  if (by === 'pending') return '待评';
  return points === null ? '不计' : pointsText(points);
}

function cellFigure({ figure, by }: ScoreOf): string {
  if (by === 'hand') return '人工';
  if (by === 'pending') return '';
  if (figure === null || figure.of === 0) return '—';
  return figure.of === null ? `${figure.counted}` : `${figure.counted}/${figure.of}`;
}
