import { decidingRules, rangeOf } from '#shared/rules/governing.ts';
import { bannedGround } from '#shared/zones/banned-ground.ts';
import { findFindings } from '#shared/zones/find-findings.ts';
import { safetyZone } from '#shared/zones/safety-zone.ts';
import { isCoarse } from '#shared/zones/uncertainty.ts';
import { VenueColumns } from '#shared/zones/venue-columns.ts';
import { VenueIndex } from '#shared/zones/venue-index.ts';
import { readSigmas } from '../db/queries/sigmas.ts';
import { readProposed } from '../import/read-proposed.ts';
import { writeCheckedList } from '../output/export/checked-list.ts';
import { checkProposed } from '../places/judging/check-proposed.ts';
import {
  findAround,
  proposedSchool,
  stateSchoolDistances,
  withVenues,
} from '../places/judging/proposed-school.ts';
import { groundsOf, measured, nearestSchool } from '../places/judging/proposed-venue.ts';
import { stateDistances } from '../places/judging/state-distances.ts';
import type { HandlersOf } from './handler-types.ts';

/** Others are served after so many schools or areas are drawn. */
const STEPS_BETWEEN = 10;

export const precheckHandlers: HandlersOf<'precheck'> = {
  async 'precheck.venue'(context, { position, source }) {
    const { workspace, db, today } = context;
    const schools = await workspace.places.schools();
    const { categories } = workspace.catalogue;
    const sigma = (await readSigmas(db))[source];
    // One proposed venue for each category, all on the spot: its id is its place among the categories.
    const proposed = categories.map(({ id }, at) => ({
      id: at,
      category: id,
      since: today,
      position,
      sigma,
      coarse: isCoarse(source),
    }));
    const index = new VenueIndex(VenueColumns.from(proposed));
    const findings = findFindings([...schools.values()], index, await groundsOf(context));
    const hits = findings
      .filter(({ severity }) => severity !== 'outside')
      .map((finding) => ({
        ...measured(finding, schools.get(finding.schoolId)),
        category: categories[finding.venueId]?.id ?? '',
        schoolId: finding.schoolId,
        schoolName: schools.get(finding.schoolId)?.name ?? '',
      }))
      .sort((a, b) => a.distance - b.distance);
    return { hits, nearest: nearestSchool([...schools.values()], position) };
  },

  async 'precheck.statement'(context, { position, source, category }) {
    return await stateDistances(context, { position, source, category });
  },

  async 'precheck.schoolStatement'(context, proposed) {
    return await stateSchoolDistances(context, proposed);
  },

  'precheck.list': async (context, { rows }) => await checkProposed(context, rows),

  'precheck.readList': async (context, wanted) => await readProposed(context, wanted),

  async 'precheck.exportList'(context, { rows }) {
    const { categoryTitles } = context.workspace.catalogue;
    return await writeCheckedList(
      await checkProposed(context, rows),
      categoryTitles,
      context.workspace.rules,
    );
  },

  async 'precheck.ground'({ workspace, today, progress }, { category }) {
    const rules = decidingRules(workspace.rules, today, rangeOf(workspace.pack));
    const schools = [...(await workspace.places.schools()).values()];
    const drawing = bannedGround(schools, rules, category);
    let step = drawing.next();
    for (let done = 0; !step.done; step = drawing.next(), done++) {
      if (done % STEPS_BETWEEN === 0) await progress.report('画不可设的地段', done, null);
    }
    const ground = step.value;
    return {
      banned: ground.banned,
      doubtful: ground.doubtful,
      schools: ground.schools.length,
      uncertain: ground.uncertain.map(({ id, name }) => ({ id, name })),
      rules: ground.rules.map(({ id, distance, method }) => ({ ruleId: id, limit: distance, method })),
    };
  },

  async 'precheck.school'(context, proposed) {
    const school = await proposedSchool(context, proposed);
    const findings = (await findAround(context, school)).filter(({ severity }) => severity !== 'outside');
    const { distance, origin } = context.workspace.pack.safetyZone;
    return {
      hits: await withVenues(context, school, findings),
      zone: safetyZone(school, distance, origin)?.geometry ?? null,
    };
  },
};
