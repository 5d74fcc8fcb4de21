import type { OutputOf } from '#shared/contract/contract.ts';
import { groupBy } from '#shared/lists/group-by.ts';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import { decidingRules, rangeOf } from '#shared/rules/governing.ts';
import type { SchoolPlace } from '#shared/zones/measured-places.ts';
import { type RuleForKind, rulesForKinds } from '#shared/zones/rules-for-kinds.ts';
import { canSettle, type DoubtedVenue, missingThings } from '#shared/zones/settle-by-drawing.ts';
import { countDoubts, type DoubtRow, selectDoubts } from '../../db/queries/doubts.ts';
import { loadSurveys } from '../../db/queries/places.ts';
import { readSigmas } from '../../db/queries/sigmas.ts';
import type { QueryContext } from '../../workspace/context.ts';

type ToDraw = OutputOf<'gates.toDraw'>;
type SchoolToDraw = ToDraw['schools'][number];

/**
 * Schools without a gate or a campus, the first the one where drawing one thing can settle the most doubts: by all that
 * it can settle, then by those that may be 区内·禁设. A doubt is a venue at a school whose weightiest finding there is
 * in doubt.
 */
export async function listToDraw(context: QueryContext): Promise<ToDraw> {
  const { workspace, db } = context;
  const schools = [...(await workspace.places.schools()).values()];
  const wanting = schools.filter((school) => missingThings(school).length > 0);
  const ids = wanting.map(({ id }) => id);
  const doubtsAt = groupBy(await selectDoubts(db, ids), ({ schoolId }) => schoolId);
  const regions = await workspace.places.regions();
  const venueOf = await doubtedVenues(context);
  const hasRoads = (await workspace.places.network()) !== null;
  const later = { sigma: (await readSigmas(db)).imagery, hasRoads };
  const rows = wanting.flatMap((school): SchoolToDraw[] => {
    const byVenue = groupBy(doubtsAt.get(school.id) ?? [], ({ venueId }) => venueId);
    const venues = [...byVenue.values()].flatMap((rows) => venueOf(school, rows) ?? []);
    const things = missingThings(school).map((thing) => {
      const settled = venues.filter((venue) => canSettle({ thing, school, venue, later }));
      return { thing, settles: settled.length, grave: settled.filter(isGrave).length };
    });
    // Where a gate settles as much as a campus does, it is drawn sooner.
    const best = things.toSorted((a, b) => b.settles - a.settles || b.grave - a.grave)[0];
    if (!best || best.settles === 0) return [];
    const { id, name, stage } = school;
    const town = regions.ofSchool(TOWN_LEVEL, id);
    return [{ id, name, stage, town, doubts: venues.length, best: best.thing, things }];
  });
  const settles = rows.reduce((sum, row) => sum + bestOf(row).settles, 0);
  return { doubts: await countDoubts(db), settles, schools: rows.sort(byConsequence) };
}

function byConsequence(one: SchoolToDraw, other: SchoolToDraw): number {
  const [a, b] = [bestOf(one), bestOf(other)];
  return b.settles - a.settles || b.grave - a.grave || other.doubts - one.doubts || one.id - other.id;
}

function bestOf({ things, best }: SchoolToDraw) {
  return things.find(({ thing }) => thing === best) ?? { settles: 0, grave: 0 };
}

/** Whether it may be 区内·禁设. */
function isGrave({ severities }: DoubtedVenue): boolean {
  return [...severities.values()].includes('undetermined');
}

/** Tells of a venue in doubt at a school, by its findings there, what decides; null where it is not known any more. */
async function doubtedVenues({ workspace, db, today }: QueryContext) {
  const rules = decidingRules(workspace.rules, today, rangeOf(workspace.pack));
  const { venues } = await workspace.places.venues();
  const surveys = await loadSurveys(db);
  const indexOfId = venues.indexById();
  const known = new Map<string, readonly RuleForKind[]>();
  const rulesAbout = (kinds: string, { stage }: SchoolPlace) => {
    const key = `${stage}/${kinds}`;
    const found = known.get(key) ?? rulesForKinds(rules, kinds.split(';'), stage);
    known.set(key, found);
    return found;
  };
  return (school: SchoolPlace, rows: readonly DoubtRow[]): DoubtedVenue | null => {
    const id = rows[0]?.venueId ?? 0;
    const at = indexOfId.get(id);
    if (at === undefined) return null;
    return {
      id,
      position: venues.position(at),
      sigma: venues.sigma(at),
      coarse: venues.isCoarse(at),
      since: venues.since(at),
      rules: rulesAbout(venues.categories[venues.category(at)] ?? '', school),
      severities: new Map(rows.map(({ ruleId, severity }) => [ruleId, severity])),
      surveys: surveys.ofSchool(school.id)?.get(id) ?? [],
    };
  };
}
