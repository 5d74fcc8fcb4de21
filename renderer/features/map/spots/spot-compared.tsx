import { Segmented } from 'antd';
import type { OutputOf } from '#shared/contract/contract.ts';
import { type ComparedDays, comparedDays } from '#shared/ledger/trouble-spot.ts';

type Compared = NonNullable<OutputOf<'troubleSpots.get'>['compared']>;

/** The same figures before and after 挂牌. */
export function SpotCompared({
  compared: { before, after, daysAfter, rows },
  days,
  onDays,
}: {
  compared: Compared;
  days: ComparedDays;
  onDays: (days: ComparedDays) => void;
}) {
  return (
    <section>
      <div className="spot-head">
        <h2 className="list-title">挂牌前后</h2>
        <Segmented<ComparedDays>
          size="small"
          aria-label="前后各多少天"
          value={days}
          onChange={onDays}
          options={comparedDays.map((value) => ({ value, label: `${value} 天` }))}
        />
      </div>
      <table className="spot-compared number">
        <thead>
          <tr>
            <th scope="col" />
            <th scope="col">
              前 {days} 天<SpanDays span={before} />
            </th>
            <th scope="col">
              后 {daysAfter} 天<SpanDays span={after} />
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows keep their order, and two are called the same
            <tr key={at}>
              <th scope="row">
                {row.title}（{row.unit}）
              </th>
              <td>{row.before}</td>
              <td>{row.after}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {daysAfter < days && (
        <p className="quiet small">挂牌至今 {daysAfter} 天，前后天数不同，不宜直接相比。</p>
      )}
    </section>
  );
}

function SpanDays({ span: { from, to } }: { span: Compared['before'] }) {
  return (
    <small>
      {from}
      <br />至 {to}
    </small>
  );
}
