import { describe, expect, it } from 'vitest';
import type { Caller } from '#service/platform/caller.ts';
import { presentThing } from '#shared/contract/present-thing.ts';
import { callerWith, callsBy } from '../support/office-callers.ts';
import { movedClock } from '../support/office-house.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

const formOf = (n: number) => `0197a5c0-0000-7000-8000-00000000000${n}`;
const venue = { table: 'venues', id: 1 } as const;

/** A town with an officer, the committee and a school, each at a page of their own. */
async function openPages() {
  const clock = movedClock();
  const workspace = await openWorkspace('beijing-daxing', clock);
  await importSmallTown(workspace);
  const { service } = workspace;
  const page = (caller: Caller) => {
    const heard: string[] = [];
    const close = service.subscribe((event) => {
      if (event.event === 'stale') heard.push(...event.queries);
    }, caller.session);
    return { call: callsBy(service, caller), close, heard };
  };
  return {
    clock,
    li: page(callerWith(['officer'], { name: 'li', person: '李某', body: '区市场监管局' })),
    ke: page(callerWith(['coordinator'], { name: 'ke', person: '柯某', body: '区委政法委' })),
    school: page(callerWith(['school'], { name: 'xiao', person: '萧某', body: '东街小学' })),
  };
}

describe('who is on the same thing', () => {
  it('is told to the others and not to oneself, and every page hears that somebody came', async () => {
    const { li, ke } = await openPages();
    await li.call('presence.tell', { ...venue, form: formOf(1), open: true });
    expect(ke.heard).toEqual(['presence.of']);
    expect(await ke.call('presence.of', { ...venue, form: formOf(2) })).toEqual([
      { person: '李某', body: '区市场监管局' },
    ]);
    expect(await li.call('presence.of', { ...venue, form: formOf(1) })).toEqual([]);
    expect(await ke.call('presence.of', { table: 'venues', id: 2, form: formOf(2) })).toEqual([]);
    // Said again, it is no news.
    await li.call('presence.tell', { ...venue, form: formOf(1), open: true });
    expect(ke.heard).toHaveLength(1);
  });

  it('ends when the form is closed, after a silence, and when the page has gone', async () => {
    const { clock, li, ke } = await openPages();
    const come = () => li.call('presence.tell', { ...venue, form: formOf(1), open: true });
    const present = () => ke.call('presence.of', { ...venue, form: formOf(2) });
    await come();
    await li.call('presence.tell', { ...venue, form: formOf(1), open: false });
    expect(await present()).toEqual([]);
    await come();
    clock.move(40_000);
    expect(await present()).toHaveLength(1);
    clock.move(20_000);
    expect(await present()).toEqual([]);
    await come();
    li.close();
    expect(await present()).toEqual([]);
    expect(ke.heard).toHaveLength(5);
  });

  it('tells nothing of what somebody does not see, and no name to whom officers are none of the business', async () => {
    const { li, school } = await openPages();
    const far = { table: 'venues', id: 2, form: formOf(3) } as const;
    await li.call('presence.tell', { ...far, form: formOf(1), open: true });
    expect(await school.call('presence.of', far)).toEqual([]);
    await expect(school.call('presence.tell', { ...far, open: true })).rejects.toMatchObject({
      code: 'OUT_OF_SCOPE',
    });
    const own = { table: 'schools', id: 1, form: formOf(4) } as const;
    await li.call('presence.tell', { ...own, form: formOf(1), open: true });
    expect(await school.call('presence.of', own)).toEqual([{ person: '', body: '区市场监管局' }]);
  });
});

it('a form is about what its draft is kept of, and about nothing while that is new', () => {
  expect(presentThing({ kind: 'hazardStep', thing: '7/assign' })).toEqual({ table: 'hazards', id: 7 });
  expect(presentThing({ kind: 'reinspection', thing: 7 })).toEqual({ table: 'hazards', id: 7 });
  expect(presentThing({ kind: 'visit', thing: 3 })).toEqual({ table: 'stops', id: 3 });
  expect(presentThing({ kind: 'place', thing: 'gate/4' })).toEqual({ table: 'gates', id: 4 });
  expect(presentThing({ kind: 'place', thing: 'campus/2' })).toEqual({ table: 'schools', id: 2 });
  expect(presentThing({ kind: 'place', thing: 'venue/9/position' })).toEqual({ table: 'venues', id: 9 });
  expect(presentThing({ kind: 'place', thing: 'facilities/5' })).toEqual({ table: 'facilities', id: 5 });
  expect(presentThing({ kind: 'duty', thing: 'gate/4' })).toEqual({ table: 'gates', id: 4 });
  for (const thing of ['gate/new/1', 'facilities/new', 'new'])
    expect(presentThing({ kind: 'place', thing })).toBeNull();
  expect(presentThing({ kind: 'hazardStep', thing: 'many 1 2' })).toBeNull();
});
