import type { OutputOf } from '#shared/contract/contract.ts';
import { dutyPeriods } from '#shared/contract/facilities.ts';
import { everyDay } from '#shared/facilities/duty-days.ts';
import { emptyPeriods, type RosterRow, rosterRows, standingOn } from '#shared/facilities/duty-roster.ts';

type Gate = OutputOf<'duties.list'>[number];
type Duty = Gate['duties'][number];
export type Row = RosterRow<Duty>;

/** What stands of a gate on one page. */
export interface GatePart {
  readonly gate: Gate;
  /** Its first posts stand on the page before. */
  readonly isContinued: boolean;
  /** What is to be known of the gate beside its posts, a line each. */
  readonly notes: readonly string[];
  readonly rows: readonly Row[];
}

/** Millimetres of paper, as roster-sheet.css has them: what a page has room for below the head of its table. */
const ROOM = 226;
const NAME = 4.4;
const SMALL = 3.8;
const PADDING = 1.8;
/** Characters on a line of the narrowest columns. */
const POST_LINE = 7;
const BODY_LINE = 9;

/** The posts of all gates on as many pages as they need: a gate that fits on a page is not torn apart. */
export function rosterPages(gates: readonly Gate[], room = ROOM): GatePart[][] {
  const pages: GatePart[][] = [[]];
  let left = room;
  const turn = () => {
    if (pages.at(-1)?.length === 0) return;
    pages.push([]);
    left = room;
  };
  for (const gate of gates.filter(({ duties }) => duties.length > 0)) {
    const notes = notesOf(gate);
    const head = NAME + PADDING + notes.length * SMALL;
    const rows = rosterRows(gate.duties);
    const whole = head + rows.reduce((sum, row) => sum + heightOf(row), 0);
    if (whole > left) turn();
    left -= head;
    let part: Row[] = [];
    pages.at(-1)?.push({ gate, isContinued: false, notes, rows: part });
    for (const row of rows) {
      const height = heightOf(row);
      if (height > left && part.length > 0) {
        turn();
        left -= NAME + PADDING;
        part = [];
        pages.at(-1)?.push({ gate, isContinued: true, notes: [], rows: part });
      }
      part.push(row);
      left -= height;
    }
  }
  return pages.filter((page) => page.length > 0);
}

function notesOf({ duties, doubts }: Gate): string[] {
  return [...emptyPeriods(duties, dutyPeriods), ...doubts.map(({ text }) => `存疑：${text}`)];
}

/** How high a row is drawn: as its fullest cell. */
function heightOf({ post, duties }: Row): number {
  const people = (own: readonly Duty[]) =>
    own.reduce((sum, { phone }) => sum + NAME + (phone === '' ? 0 : SMALL), 0);
  const substitutes = duties
    .filter(({ substitute }) => substitute !== '')
    .reduce((sum, { substitutePhone }) => sum + NAME + (substitutePhone === '' ? 0 : SMALL), 0);
  const place =
    Math.ceil(post.length / POST_LINE) * NAME + Math.ceil(bodiesOf(duties).length / BODY_LINE) * SMALL;
  return (
    PADDING +
    Math.max(NAME + SMALL, place, substitutes, ...everyDay.map((day) => people(standingOn(duties, day))))
  );
}

/** The bodies whose people stand at a post. */
export function bodiesOf(duties: readonly Duty[]): string {
  return [...new Set(duties.map(({ body }) => body))].join('、');
}
