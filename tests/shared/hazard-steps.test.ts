import { describe, expect, it } from 'vitest';
import { outcomeRefusal, outcomes } from '#shared/ledger/assessment.ts';
import { extensionRefusal, remindersOf } from '#shared/ledger/due-dates.ts';
import { hazardStates, isCounted } from '#shared/ledger/hazard.ts';
import { type EarlierHazard, repeatedHazard } from '#shared/ledger/repeated-hazard.ts';
import { delistingRefusal, listingRefusal } from '#shared/ledger/supervision.ts';

describe('classes of outcome', () => {
  const full = { dueOn: '2026-12-01', meetingOn: '2026-11-01', reportedTo: '区委' };
  for (const state of hazardStates)
    for (const outcome of outcomes) {
      // What is voided or only said counts for nothing: it has no outcome.
      const allowed = isCounted(state) && (outcome === 'resolved') === (state === 'closed');
      it(`${outcome} of ${state}: ${allowed ? 'allowed' : 'refused'}`, () =>
        expect(outcomeRefusal({ state, outcome, ...full }) === null).toBe(allowed));
    }

  it('a class that does not go with the state is told by what is missing', () => {
    expect(outcomeRefusal({ state: 'reinspect', outcome: 'resolved', ...full })).toBe('notClosed');
    expect(outcomeRefusal({ state: 'closed', outcome: 'resolving', ...full })).toBe('closed');
    expect(outcomeRefusal({ state: 'closed', outcome: 'hard', ...full })).toBe('closed');
  });

  it.each([
    ['resolving', { dueOn: null }, 'dueRequired'],
    ['hard', { meetingOn: null }, 'meetingRequired'],
    ['hard', { reportedTo: ' ' }, 'reportRequired'],
  ] as const)('%s without %j: %s', (outcome, without, refusal) =>
    expect(outcomeRefusal({ state: 'rectifying', outcome, ...full, ...without })).toBe(refusal),
  );
});

describe('extensions', () => {
  const facts = { state: 'rectifying', dueOn: '2026-11-20', wanted: '2026-12-01', reason: '待迁址' } as const;
  it.each([
    [{}, null],
    [{ dueOn: null }, null],
    [{ reason: ' ' }, 'noReason'],
    [{ wanted: '2026-11-20' }, 'notLater'],
    [{ wanted: '2026-11-21' }, null],
    // Where no date was set, any day is a later one: even a text that sorts before every date.
    [{ dueOn: null, wanted: '' }, null],
    [{ state: 'closed' }, 'closed'],
  ] as const)('%j: %s', (changed, refusal) =>
    expect(extensionRefusal({ ...facts, ...changed })).toBe(refusal),
  );
});

describe('挂牌督办', () => {
  const facts = { state: 'rectifying', level: '重大', listed: false } as const;
  it.each([
    [{}, null],
    [{ level: '较大' }, 'notMajor'],
    [{ listed: true }, 'alreadyListed'],
    [{ state: 'closed' }, 'closed'],
  ] as const)('is put up with %j: %s', (changed, refusal) =>
    expect(listingRefusal({ ...facts, ...changed })).toBe(refusal),
  );

  it.each([
    [{ state: 'closed', listed: true }, null],
    [{ state: 'closed', listed: false }, 'notListed'],
    [{ state: 'reinspect', listed: true }, 'notClosed'],
  ] as const)('is taken off with %j: %s', (given, refusal) => expect(delistingRefusal(given)).toBe(refusal));
});

describe('re-offences', () => {
  const earlier: EarlierHazard[] = [
    {
      id: 1,
      venueId: 7,
      schoolId: 1,
      kind: '社会治安',
      address: '甲街1',
      owner: '王五',
      foundOn: '2026-01-10',
    },
    {
      id: 2,
      venueId: 8,
      schoolId: 1,
      kind: '社会治安',
      address: '甲街1',
      owner: '赵六',
      foundOn: '2026-04-10',
    },
    { id: 3, venueId: 9, schoolId: 1, kind: '社会治安', address: '乙街2', owner: '', foundOn: '2026-04-12' },
  ];
  const fresh = {
    venueId: 7,
    schoolId: 1,
    kind: '社会治安',
    address: '甲街1',
    owner: '王五',
    foundOn: '2026-10-01',
  } as const;
  it.each([
    [{}, { id: 1, by: 'place' }],
    [{ venueId: 20 }, { id: 2, by: 'address' }],
    [
      { venueId: 20, address: '丙街3' },
      { id: 1, by: 'owner' },
    ],
    [{ venueId: 20, address: '丙街3', owner: '' }, null],
    [{ venueId: 20, address: '', owner: '' }, null],
    [{ kind: '消防安全' }, null],
    [{ foundOn: '2026-01-01' }, null],
    // Found on the day of the earlier one it still repeats it.
    [{ foundOn: '2026-01-10' }, { id: 1, by: 'place' }],
  ] as const)('%j repeats %j', (changed, found) =>
    expect(repeatedHazard({ ...fresh, ...changed }, earlier)).toEqual(found),
  );
});

describe('of several earlier hazards', () => {
  const hazard = (id: number, foundOn: string, more: Partial<EarlierHazard> = {}): EarlierHazard => ({
    id,
    venueId: 7,
    schoolId: 1,
    kind: '社会治安',
    address: '',
    owner: '',
    foundOn,
    ...more,
  });
  const repeated = (fresh: Partial<EarlierHazard>, ...earlier: EarlierHazard[]) =>
    repeatedHazard({ ...hazard(0, '2026-10-01'), ...fresh }, earlier);

  it('the latest is named, of one day the one entered last', () => {
    const [old, late, lateToo] = [hazard(5, '2026-01-10'), hazard(2, '2026-04-10'), hazard(3, '2026-04-10')];
    for (const order of [
      [old, late, lateToo],
      [lateToo, late, old],
      [late, lateToo, old],
    ])
      expect(repeated({}, ...order)?.id).toBe(3);
  });

  it('one about a school repeats only what was about the same school itself', () => {
    const fresh = { venueId: null, schoolId: 4 };
    expect(repeated(fresh, hazard(1, '2026-01-10', fresh))).toEqual({ id: 1, by: 'place' });
    expect(repeated(fresh, hazard(1, '2026-01-10', { venueId: null, schoolId: 5 }))).toBeNull();
    expect(repeated(fresh, hazard(1, '2026-01-10', { venueId: 7, schoolId: 4 }))).toBeNull();
    // At one venue the school does not matter.
    expect(repeated({ schoolId: 4 }, hazard(1, '2026-01-10', { schoolId: 5 }))).toEqual({
      id: 1,
      by: 'place',
    });
  });

  it('an owner or address that nobody named is no ground', () => {
    expect(repeated({ venueId: 9 }, hazard(1, '2026-01-10'))).toBeNull();
    expect(repeated({ venueId: 9, owner: '王五' }, hazard(1, '2026-01-10', { owner: '王五' }))).toEqual({
      id: 1,
      by: 'owner',
    });
  });
});

describe('reminders', () => {
  const today = '2026-11-21';
  it.each([
    ['rectifying', '2026-11-20', false, ['overdue']],
    ['rectifying', '2026-11-21', false, ['soon']],
    ['reinspect', '2026-11-28', false, ['soon', 'reinspect']],
    ['lead', '2026-11-22', false, ['soon', 'verify']],
    ['lead', null, false, ['verify']],
    ['reinspect', '2026-11-29', false, ['reinspect']],
    ['found', null, false, ['unassigned']],
    ['rectifying', null, false, []],
    ['found', '2026-11-20', false, ['overdue', 'unassigned']],
    ['closed', '2026-11-01', true, ['delist']],
    ['closed', '2026-11-01', false, []],
  ] as const)('of %s due %s, listed %s: %j', (state, dueOn, listed, reminders) =>
    expect(remindersOf({ state, dueOn, listed }, today)).toEqual(reminders),
  );
});
