import type { FigureId } from '#shared/blanks/figure-words.ts';
import { dayOf } from '#shared/calendar/china-time.ts';
import { endOfSpot, isWithin } from '#shared/ledger/trouble-spot.ts';
import { counted, unknown } from './figure-values.ts';
import type { KnownFigure } from './known-figure.ts';
import type { Asked } from './visit-figures.ts';

/** Figures of what bodies do together: 治安乱点, talks and joint meetings; null for others. */
export function jointWorkFigure(asked: Asked): KnownFigure | null {
  const { figure, facts, span } = asked;
  if (!isJointWork(figure)) return null;
  const { title, days } = {
    spots: { title: '治安乱点', days: facts.spots.map(({ foundOn }) => foundOn) },
    spotsDone: { title: '治安乱点', days: facts.spots.map(endOfSpot) },
    talks: {
      title: '约谈',
      days: facts.talks.map(({ endedAt }) => (endedAt === null ? null : dayOf(new Date(endedAt)))),
    },
    meetings: { title: '联席会', days: facts.meetings.map(({ heldOn }) => heldOn) },
  }[figure];
  // Without any on record nobody knows whether there is none.
  if (days.length === 0) return unknown(`工作区没有${title}的记录，留空`);
  if (asked.isNarrowed) return unknown(`${title}没有按学校或镇街的口径`);
  const count = days.filter((day) => isWithin(day, span)).length;
  return counted(count, figure === 'spotsDone' ? doubtOf(asked, count) : {});
}

/** Some count which were ended in the days of the form, others how many of the new ones were. */
function doubtOf({ facts, span }: Asked, count: number): Partial<KnownFigure> {
  const found = facts.spots.filter(({ foundOn }) => isWithin(foundOn, span));
  const ofFound = found.filter((spot) => isWithin(endOfSpot(spot), { from: '', to: span.to })).length;
  if (ofFound === count) return {};
  return { reason: `期内排查的 ${found.length} 处里，到期末已整治 ${ofFound} 处`, sure: false };
}

type JointWork = Extract<FigureId, 'spots' | 'spotsDone' | 'talks' | 'meetings'>;

function isJointWork(figure: FigureId): figure is JointWork {
  return figure === 'spots' || figure === 'spotsDone' || figure === 'talks' || figure === 'meetings';
}
