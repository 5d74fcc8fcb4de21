import { countVacant, standingOn, VACANT } from '#shared/facilities/duty-roster.ts';
import { bodiesOf, type GatePart, type Row } from './roster-pages.ts';

/** Columns beside the days: the period, the post, who stands in. */
const OTHERS = 3;

/** The posts of one gate in a roster. */
export function RosterPart({
  part: { gate, isContinued, notes, rows },
  days,
}: {
  part: GatePart;
  days: readonly number[];
}) {
  const vacant = countVacant(rows);
  return (
    <tbody>
      <tr className="roster-gate">
        <th colSpan={OTHERS + days.length} scope="rowgroup">
          {gate.schoolName} {gate.gateName}
          {isContinued && '（续）'}
          {vacant > 0 && (
            <b>
              {VACANT} {vacant} 天次
            </b>
          )}
          {notes.map((note) => (
            <small key={note}>{note}</small>
          ))}
        </th>
      </tr>
      {rows.map((row, at) => (
        <tr key={`${row.period}/${row.post}`}>
          {!isSameHours(rows[at - 1], row) && (
            <td rowSpan={sameHoursFrom(rows, at)} className="roster-hours">
              {row.period}
              <small>{row.hours}</small>
            </td>
          )}
          <td>
            {row.post}
            <small>{bodiesOf(row.duties)}</small>
          </td>
          {days.map((day) => (
            <DayCell key={day} row={row} day={day} doubts={gate.doubts} />
          ))}
          <td>
            <Substitutes row={row} doubts={gate.doubts} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

type Doubts = GatePart['gate']['doubts'];

/** Who stands there on one day. */
function DayCell({ row, day, doubts }: { row: Row; day: number; doubts: Doubts }) {
  if (row.vacant.includes(day)) return <td className="roster-day roster-vacant">{VACANT}</td>;
  return (
    <td className="roster-day">
      {standingOn(row.duties, day).map(({ id, person, phone }) => (
        <span key={id}>
          {person}
          {doubts.some(
            ({ dutyId, isSubstitute, weekdays }) => dutyId === id && !isSubstitute && weekdays.includes(day),
          ) && <Doubt />}
          {phone !== '' && <small>{phone}</small>}
        </span>
      ))}
    </td>
  );
}

/** Who stands in; for whom is told where several stand there. */
function Substitutes({ row: { duties }, doubts }: { row: Row; doubts: Doubts }) {
  return duties
    .filter(({ substitute }) => substitute !== '')
    .map(({ id, person, substitute, substitutePhone }) => (
      <span key={id}>
        {substitute}
        {doubts.some(({ dutyId, isSubstitute }) => dutyId === id && isSubstitute) && <Doubt />}
        {duties.length > 1 && `（替${person}）`}
        {substitutePhone !== '' && <small>{substitutePhone}</small>}
      </span>
    ));
}

function Doubt() {
  return <b className="roster-doubt">存疑</b>;
}

/** So many rows from this one on, its own among them, have the same period and hours. */
function sameHoursFrom(rows: readonly Row[], at: number): number {
  const end = rows.findIndex((row, i) => i > at && !isSameHours(rows[at], row));
  return (end < 0 ? rows.length : end) - at;
}

function isSameHours(one: Row | undefined, other: Row): boolean {
  return one?.period === other.period && one.hours === other.hours;
}
