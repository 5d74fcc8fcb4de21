import { minuteOf } from '#shared/calendar/china-time.ts';
import type { ScoredSubject, ScoreOf } from '#shared/contract/scores.ts';
import type { Indicator, ScoreScheme } from '#shared/scores/score-scheme.ts';
import { withoutDataNames } from '#shared/scores/score-scheme.ts';
import { figureText } from '#shared/scores/work-out-scores.ts';
import type { QueryContext } from '../../workspace/context.ts';
import type { GatheredScores } from './read-scores.ts';

/** Scored subjects, the best first; those of equal rank in their order, those without one last. */
export function byRank(subjects: readonly ScoredSubject[]): ScoredSubject[] {
  return subjects.toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity));
}

/** An indicator with the score that somebody has in it. */
export function scoredBy(
  { indicators }: Pick<ScoreScheme, 'indicators'>,
  { scores }: Pick<ScoredSubject, 'scores'>,
): { indicator: Indicator; score: ScoreOf }[] {
  return indicators.flatMap((indicator, i) => {
    const score = scores[i];
    return score ? [{ indicator, score }] : [];
  });
}

/** Why points are not simply those of the figure: nothing on record, said by somebody, or still to be said. */
export function remarkOf({ without }: Pick<Indicator, 'without'>, { by, hand, figure }: ScoreOf): string {
  if (by === 'pending') return '待评';
  if (by === 'noData') return `没有数据，${withoutDataNames[without]}`;
  if (by === 'hand' && hand) {
    const when = minuteOf(new Date(hand.at)).replace('T', ' ');
    return `人工评分：${hand.reason}（${hand.actor}，${when}）${figure === null ? '' : '，不按数据计'}`;
  }
  return '';
}

/** The two numbers of a figure as sheets print them. */
export const dataOf = ({ formula }: Pick<Indicator, 'formula'>, { figure }: Pick<ScoreOf, 'figure'>) =>
  figureText(formula, figure);

/** What stands beneath the title of every sheet of scores. */
export function spanNote(
  { workspace, today }: Pick<QueryContext, 'workspace' | 'today'>,
  { scheme, asOf }: Pick<GatheredScores, 'scheme' | 'asOf'>,
  { from, to }: { readonly from: string; readonly to: string },
): string {
  const stand = asOf < to ? `（时段未完，统计到 ${asOf}）` : '';
  const demo = workspace.demonstration ? '　演示数据' : '';
  const note = scheme.note === '' ? '' : `　${scheme.note}`;
  return `${from} 至 ${to}${stand}　填报：${workspace.pack.coordinator}　制表日期 ${today}${demo}${note}`;
}
