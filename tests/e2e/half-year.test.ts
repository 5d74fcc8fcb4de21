import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DataService } from '#service/dispatch/service.ts';
import { callsTo } from '../support/calls.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasChromium, hasElectron } from '../support/this-machine.ts';
import { type Door, openBrowserDoor, openDesktopDoor } from './driver.ts';
import { caseFile, drawSpot, endSpot, reportOfTheWeek, scoreTowns, tickOff } from './half-year-accounts.ts';
import { beginPlan, registerByHand, sendForms, takeForms, takeLedger } from './half-year-forms.ts';
import { answerLate, assignFound, putRight, settleLeads, whistle } from './half-year-hazards.ts';
import { BEGIN, layHalfYearTown } from './half-year-town.ts';
import { MovedClock } from './moved-clock.ts';
import { mapReady, playAt } from './steps.ts';

describe('a half-year, from the forms that go out to the accounts', () => {
  it.skipIf(!hasChromium)('in Chromium over HTTP', async () => {
    const folder = temporaryFolder();
    const workspace = await layHalfYearTown(folder);
    const clock = new MovedClock(BEGIN);
    const opening = openBrowserDoor(workspace, 'plain', clock.environment);
    await playAt(opening, (door) => playHalfYear(door, folder, clock));
    await checkWhatIsKept(workspace);
  });

  it.skipIf(!hasElectron())('in Electron', async () => {
    const folder = temporaryFolder();
    const workspace = await layHalfYearTown(folder);
    const clock = new MovedClock(BEGIN);
    const { environment } = clock;
    const opening = openDesktopDoor(workspace, join(folder, 'home'), { environment });
    await playAt(opening, (door) => playHalfYear(door, folder, clock));
    await checkWhatIsKept(workspace);
  });
});

async function playHalfYear(door: Door, folder: string, clock: MovedClock): Promise<void> {
  const { page } = door;
  await mapReady(page);
  // In March the plan of the document is begun, and each school gets its form.
  await clock.goTo(page, BEGIN);
  await beginPlan(page);
  const forms = await sendForms(door, folder);
  // Two days before they are due they are all back; the ledgers of others come as well.
  await clock.goTo(page, '2026-03-18T10:00');
  await takeForms(door, folder, forms);
  await takeLedger(door, folder);
  await registerByHand(page);
  await settleLeads(page);
  await assignFound(page);
  await drawSpot(page);
  // On the Friday before 清明 a town whistles, two hours before the office closes; one body comes on Tuesday afternoon only.
  await clock.goTo(page, '2026-04-03T15:30');
  await reportOfTheWeek(door, folder);
  await whistle(page);
  await clock.goTo(page, '2026-04-07T15:00');
  await answerLate(page);
  await putRight(page);
  // In summer what is left of the plan is reported, the 乱点 is over, and a prosecutor asks for a file.
  await clock.goTo(page, '2026-06-12T10:00');
  await tickOff(page);
  await endSpot(page);
  await caseFile(door, folder);
  await scoreTowns(door, folder);
}

/** What the half-year left in the workspace, whichever door it came through. */
async function checkWhatIsKept(workspace: string): Promise<void> {
  const service = new DataService({ now: () => new Date('2026-06-12T10:00:00+08:00') });
  await service.open(workspace);
  const call = callsTo(service);
  const rows = await call('hazards.list', {});
  expect(rows).toHaveLength(30);
  expect(new Set(rows.map(({ source }) => source)).size).toBe(9);
  const count = (state: string) => rows.filter((row) => row.state === state).length;
  expect({ refuted: count('refuted'), voided: count('voided'), lead: count('lead') }).toEqual({
    ...{ refuted: 2, voided: 3, lead: 0 },
  });
  const suggestion = rows.find(({ source }) => source === '检察建议');
  expect(suggestion?.dueOn).toBe('2026-05-17');
  const whistles = (await call('handings.list', { hazardId: null, standing: false })).filter(
    ({ kind }) => kind === 'whistle',
  );
  expect(
    whistles.map(({ toBody, ended, urges, hoursLate }) => [toBody, ended, urges, hoursLate?.toFixed(1)]),
  ).toEqual(
    expect.arrayContaining([
      ['区城管执法局', 'answered', 0, undefined],
      ['区文化旅游局', 'answered', 1, '2.5'],
    ]),
  );
  const [spot] = await call('troubleSpots.list', {});
  expect(spot).toMatchObject({ name: '东街夜市', state: 'delisted' });
  const [campaign] = (await call('campaigns.list', {})).campaigns;
  const weekly = (campaign?.tasks ?? []).filter(({ title }) => title.startsWith('工作周报'));
  expect(weekly.length).toBeGreaterThan(7);
  expect(weekly.filter(({ doneOn }) => doneOn === null)).toEqual([]);
  const [round] = await call('selfChecks.rounds', {});
  expect(round?.places.filter(({ readOn }) => readOn === '2026-03-18')).toHaveLength(12);
  expect(service.workspace.database.verifySeals()).toMatchObject({ altered: [] });
  await service.close();
}
