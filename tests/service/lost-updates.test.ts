import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type InputOf, serviceContract } from '#shared/contract/contract.ts';
import {
  type CommandName,
  hazardOf,
  openTown,
  type Play,
  plays,
  send,
  teamOf,
} from '../support/meanwhile-plays.ts';

/**
 * What becomes of what somebody else did to the same thing while a form was open:
 * - `joins`: the form says what it was opened with; what only others changed stays, of what both changed a person is
 *   asked;
 * - `refuses`: the second is told that it is done already, or that it cannot be done any more;
 * - `adds`: it makes something new, and changes nothing that was there;
 * - `decides`: it says one thing of something, such as a kind or a place in a list, which is what the person looked at:
 *   there is nothing beside it that could be lost, and an edit can be undone;
 * - `removes`: it takes something away, which what rests on it prevents;
 * - `turns`: it takes back or makes again, and refuses where somebody else was there since;
 * - `whole`: it says the whole of a thing that one person looks after, the later one counts, and the trail has both.
 */
const fates: Readonly<
  Record<CommandName, 'joins' | 'refuses' | 'adds' | 'decides' | 'removes' | 'turns' | 'whole'>
> = {
  'gates.save': 'joins',
  'schools.saveCampus': 'joins',
  'places.save': 'joins',
  'venues.savePosition': 'joins',
  'tables.edit': 'joins',
  'licences.save': 'joins',
  'officers.save': 'joins',
  'teams.save': 'joins',
  'sweeps.settle': 'joins',
  'duties.save': 'joins',
  'incidents.save': 'joins',
  'campaigns.saveTask': 'joins',
  'gates.savePlan': 'joins',
  'attachments.caption': 'joins',
  'hazards.transition': 'joins',
  'hazards.extend': 'joins',
  'hazards.correct': 'joins',
  'hazards.describe': 'joins',
  'hazards.classify': 'joins',
  'hazards.superviseProgress': 'joins',
  'visits.correct': 'joins',

  'workspace.setPassword': 'refuses',
  'licences.strike': 'refuses',
  'surveys.withdraw': 'refuses',
  'hazards.verify': 'refuses',
  'hazards.void': 'refuses',
  'hazards.restore': 'refuses',
  'hazards.supervise': 'refuses',
  'hazards.delist': 'refuses',
  'troubleSpots.step': 'refuses',
  'rechecks.record': 'refuses',
  'handings.record': 'refuses',
  'meetings.save': 'refuses',
  'scores.saveScheme': 'refuses',
  'scores.adjust': 'refuses',
  'approvals.request': 'refuses',
  'approvals.decide': 'refuses',
  'approvals.withdraw': 'refuses',
  'duplicates.merge': 'refuses',
  'duplicates.part': 'refuses',
  'officers.replace': 'refuses',
  'days.postpone': 'refuses',
  'days.cancel': 'refuses',
  'days.restore': 'refuses',
  'days.standIn': 'refuses',
  'papers.void': 'refuses',
  'exchange.settle': 'refuses',
  'gaps.toHazard': 'refuses',
  'sheets.finish': 'refuses',
  'visits.settleVenue': 'refuses',
  'packets.bringBack': 'refuses',

  'visits.record': 'adds',
  'surveys.record': 'adds',
  'gates.survey': 'adds',
  'hazards.reinspect': 'adds',
  'hazards.register': 'adds',
  'handings.hand': 'adds',
  'rechecks.draw': 'adds',
  'papers.enter': 'adds',
  'papers.serve': 'adds',
  'letters.issue': 'adds',
  'documents.make': 'adds',
  'reports.make': 'adds',
  'sheets.begin': 'adds',
  'provisions.keep': 'adds',
  'gaps.plan': 'adds',
  'attachments.add': 'adds',
  'comments.add': 'adds',
  'packets.make': 'adds',
  'packs.copy': 'adds',
  'presets.take': 'adds',
  'basemaps.add': 'adds',
  'sweeps.create': 'adds',
  'selfChecks.begin': 'adds',
  'selfChecks.take': 'adds',
  'exchange.take': 'adds',
  'campaigns.start': 'adds',
  'scores.importScheme': 'adds',
  'sweeps.addStop': 'adds',
  'sweeps.addStops': 'adds',
  'sweeps.addSchools': 'adds',
  'targets.apply': 'adds',
  'officers.take': 'adds',
  'import.run': 'adds',
  'exports.note': 'adds',
  'backups.note': 'adds',
  'locating.keepAnswers': 'adds',

  'venues.end': 'decides',
  'import.keepOpen': 'decides',
  'review.decide': 'decides',
  'review.decideAlike': 'decides',
  'review.decideEach': 'decides',
  'review.setKind': 'decides',
  'review.setKindAlike': 'decides',
  'review.setStage': 'decides',
  'review.saveWording': 'decides',
  'review.reclassify': 'decides',
  'locating.place': 'decides',
  'locating.placeSure': 'decides',
  'locating.setElsewhere': 'decides',
  'duplicates.keepApart': 'decides',
  'queues.decide': 'decides',
  'hazards.assignMany': 'decides',
  'campaigns.finishTask': 'decides',
  'troubleSpots.put': 'decides',
  'routes.move': 'decides',
  'routes.assign': 'decides',
  'routes.lock': 'decides',
  'routes.explain': 'decides',
  'attachments.restore': 'decides',
  'comments.finish': 'decides',
  'comments.restore': 'decides',
  'basemaps.allow': 'decides',
  'packs.use': 'decides',
  'findings.recompute': 'decides',

  'gates.remove': 'removes',
  'places.remove': 'removes',
  'packs.remove': 'removes',
  'basemaps.remove': 'removes',
  'presets.remove': 'removes',
  'blanks.remove': 'removes',
  'review.removeAdoption': 'removes',
  'review.removeWording': 'removes',
  'sweeps.remove': 'removes',
  'sweeps.removeStop': 'removes',
  'officers.remove': 'removes',
  'teams.remove': 'removes',
  'attachments.remove': 'removes',
  'comments.remove': 'removes',
  'duties.remove': 'removes',
  'incidents.remove': 'removes',
  'campaigns.remove': 'removes',
  'campaigns.removeTask': 'removes',
  'scores.removeScheme': 'removes',
  'saved.remove': 'removes',
  'sheets.drop': 'removes',
  'documents.resetTemplate': 'removes',

  'edits.undo': 'turns',
  'edits.redo': 'turns',
  'import.undo': 'turns',

  'workspace.saveSigmas': 'whole',
  'comments.edit': 'whole',
  'packs.save': 'whole',
  'presets.save': 'whole',
  'saved.save': 'whole',
  'blanks.save': 'whole',
  'documents.save': 'whole',
  'documents.saveTemplate': 'whole',
  'basemaps.credit': 'whole',
  'locating.saveGeocoder': 'whole',
  'teams.draw': 'whole',
  'routes.keep': 'whole',
  'calendar.keep': 'whole',
  'calendar.keepSchools': 'whole',
  'calendar.keepHours': 'whole',
  'watch.keepWeights': 'whole',
  'exchange.noteSent': 'whole',
  'neighbours.bring': 'whole',
  'neighbours.remove': 'removes',
};

it('of every command it is said what becomes of what others did meanwhile', () => {
  const commands = Object.entries(serviceContract).flatMap(([name, { kind }]) =>
    kind === 'command' ? [name] : [],
  );
  expect(Object.keys(fates).toSorted()).toEqual(commands.toSorted());
});

it('no form of a page sends a command that joins without saying what it was opened with', () => {
  const files = readdirSync('renderer', { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  const sent = files.flatMap((file) =>
    [
      ...readFileSync(join('renderer', file), 'utf8').matchAll(/(?:useCommand|client\.call)\('([\w.]+)'/g),
    ].flatMap(([, name = '']) => (fates[name as CommandName] === 'joins' ? [`${file} ${name}`] : [])),
  );
  expect(sent.toSorted()).toEqual([
    // A person chose the value for many rows at once, or moves one thing alone.
    'features/import/outcome/vanished-table.tsx tables.edit',
    'features/map/bulk-edit.tsx tables.edit',
    'features/map/edit/venue-mover.tsx venues.savePosition',
  ]);
});

async function joinsOf<Name extends CommandName>(
  name: Name,
  { open, one, beside, first, second, read }: Play<Name>,
) {
  const town = await openTown();
  let { was, said } = await open(town);
  const saves = async (part: Partial<InputOf<Name>>) => await send(town, name, { ...said, ...part }, was);
  if (one && beside) {
    await saves(one);
    await saves(beside);
    const joined = name === 'places.save' ? joinedVenue : { ...one, ...beside };
    expect(await read(town)).toMatchObject(joined);
    was = Object.assign({}, was, joined);
    said = Object.assign({}, said, joined);
  }
  await saves(first);
  const now = await read(town);
  await expect(saves(second)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
  expect(await read(town)).toEqual(now);
}

const joinedVenue = { values: { name: '极速网吧', phone: '1', address: '东街2号' } };

describe('of two pages with the same form open, what each changed holds, and of the same field the second is asked', () => {
  it.each(Object.keys(fates).filter((name) => fates[name as CommandName] === 'joins'))('%s', async (name) => {
    await joinsOf(name as CommandName, plays[name as keyof typeof plays] as Play<CommandName>);
  });
});

it('the history of a hazard tells only what each of two people changed', async () => {
  const town = await openTown();
  const { was, said } = await plays['hazards.correct'].open(town);
  await send(town, 'hazards.correct', { ...said, level: '一般' }, was);
  await send(town, 'hazards.correct', { ...said, description: '东侧通道堵塞' }, was);
  const { events } = await hazardOf(town);
  expect(events.slice(-2).map(({ note }) => note)).toEqual([
    expect.stringContaining('重大'),
    expect.not.stringContaining('重大'),
  ]);
});

it('whom somebody else took into a team stays, and whom somebody else took out stays away', async () => {
  const town = await openTown();
  const { was, said } = await plays['teams.save'].open(town);
  const member = (name: string) => ({ name, certificate: `证${name}`, agency: '公安分局' });
  const [first, second] = town.officers;
  if (!first || !second) throw new Error('two officers are there');
  await send(town, 'teams.save', { ...said, members: [first, member('丙')] }, was);
  await send(town, 'teams.save', { ...said, members: [first, second, member('丁')] }, was);
  const { members } = (await teamOf(town)) as { members: { name: string }[] };
  expect(members.map(({ name }) => name).toSorted()).toEqual(['丁', '丙', first.name].toSorted());
});
