import type { Incident } from '#shared/contract/facilities.ts';
import './gates.css';

export const weekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];
const HOURS = Array.from({ length: 16 }, (_, i) => i + 6);

/** Monday is 0. */
export function weekdayOf(at: string): number {
  return (new Date(`${at.slice(0, 10)}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** A table of hours and weekdays; the more incidents, the darker a cell. */
export function Density({ rows }: { rows: readonly Pick<Incident, 'at'>[] }) {
  const counts = new Map<string, number>();
  for (const { at } of rows) {
    const key = `${weekdayOf(at)} ${Number(at.slice(11, 13))}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const most = Math.max(1, ...counts.values());
  return (
    <table className="density" aria-label="按星期和钟点的次数">
      <thead>
        <tr>
          <td />
          {HOURS.map((hour) => (
            <th key={hour} scope="col">
              {hour}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weekdays.map((day, d) => (
          <tr key={day}>
            <th scope="row">{day}</th>
            {HOURS.map((hour) => {
              const count = counts.get(`${d} ${hour}`) ?? 0;
              return (
                <td
                  key={hour}
                  title={`${day} ${hour} 时 ${count} 件`}
                  style={{
                    background: count ? `rgb(198 47 59 / ${0.15 + (0.7 * count) / most})` : undefined,
                  }}
                >
                  {count || ''}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
