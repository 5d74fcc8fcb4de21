import { Button } from 'antd';
import type { SchoolProvisions } from '#shared/contract/facilities.ts';
import type { Requirement } from '#shared/facilities/facility.ts';
import { countProvisions } from '#shared/facilities/gate-provision.ts';
import { gapsOf } from './provision-figures.ts';

/** How many gaps there are, by what is wanting, by who answers for it, and by town. */
export function GapCounts({
  rows,
  requirements,
  onPick,
}: {
  rows: readonly SchoolProvisions[];
  requirements: readonly Requirement[];
  onPick: (requirementId: string) => void;
}) {
  const cells = rows.flatMap(({ gates }) => gates.flatMap((gate) => gate.cells));
  const missing = cells.filter(({ provision }) => provision === 'missing');
  const { share, doubtful, unsurveyed } = countProvisions(cells);
  const count = (ids: ReadonlySet<string>) =>
    missing.filter(({ requirementId }) => ids.has(requirementId)).length;
  const bodies = [...new Set(requirements.map(({ body }) => body))].map((body) => ({
    title: body,
    gaps: count(new Set(requirements.filter((each) => each.body === body).map(({ id }) => id))),
  }));
  const towns = [...new Set(rows.map(({ town }) => town ?? '未划定'))].map((town) => ({
    title: town,
    gaps: rows
      .filter((row) => (row.town ?? '未划定') === town)
      .reduce((sum, row) => sum + gapsOf(row, null), 0),
  }));
  return (
    <section className="matrix-counts" aria-label="缺口统计">
      <p>
        已调查的 <strong className="number">{share === null ? '—' : `${(share * 100).toFixed(1)}%`}</strong>{' '}
        齐全，
        <strong className="number">{missing.length}</strong> 处缺失，
        <strong className="number">{doubtful}</strong> 处待核；
        <strong className="number">{unsurveyed}</strong> 项未调查
      </p>
      {unsurveyed > 0 && (
        <p className="quiet small">
          未调查的不算缺失：没有人核对过这个校门，也没有导入过这类设施的名单。点开学校做“现场核对”，或导入名单。
        </p>
      )}
      <ul>
        {requirements
          .map(({ id, title }) => ({ id, title, gaps: count(new Set([id])) }))
          .filter(({ gaps }) => gaps > 0)
          .sort((a, b) => b.gaps - a.gaps)
          .map(({ id, title, gaps }) => (
            <li key={id}>
              <Button size="small" onClick={() => onPick(id)}>
                缺{title} <span className="number">{gaps}</span>
              </Button>
            </li>
          ))}
      </ul>
      <p className="quiet small">
        按责任单位：
        {bodies
          .filter(({ gaps }) => gaps > 0)
          .map(({ title, gaps }) => `${title} ${gaps}`)
          .join('，') || '无'}
        {'　'}按镇街：
        {towns
          .filter(({ gaps }) => gaps > 0)
          .map(({ title, gaps }) => `${title} ${gaps}`)
          .join('，') || '无'}
      </p>
    </section>
  );
}
