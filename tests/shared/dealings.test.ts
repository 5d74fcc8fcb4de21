import { describe, expect, it } from 'vitest';
import {
  delistingRefusal,
  type EarlierHazard,
  extensionRefusal,
  listingRefusal,
  outcomeRefusal,
  outcomes,
  remindersOf,
  repeatedHazard,
} from '#shared/ledger/dealings.ts';
import { hazardStates } from '#shared/ledger/hazard.ts';

describe('classes of outcome', () => {
  const full = { dueOn: '2026-12-01', meetingOn: '2026-11-01', reportedTo: '区委' };
  for (const state of hazardStates)
    for (const outcome of outcomes) {
      const allowed = (outcome === 'resolved') === (state === 'closed');
      it(`${outcome} of ${state}: ${allowed ? 'allowed' : 'refused'}`, () =>
        expect(outcomeRefusal({ state, outcome, ...full }) === null).toBe(allowed));
    }

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
  ] as const)('%j repeats %j', (changed, found) =>
    expect(repeatedHazard({ ...fresh, ...changed }, earlier)).toEqual(found),
  );
});

describe('reminders', () => {
  const today = '2026-11-21';
  it.each([
    ['rectifying', '2026-11-20', false, ['overdue']],
    ['rectifying', '2026-11-21', false, ['soon']],
    ['reinspect', '2026-11-28', false, ['soon', 'reinspect']],
    ['reinspect', '2026-11-29', false, ['reinspect']],
    ['found', null, false, ['unassigned']],
    ['closed', '2026-11-01', true, ['delist']],
    ['closed', '2026-11-01', false, []],
  ] as const)('of %s due %s, listed %s: %j', (state, dueOn, listed, reminders) =>
    expect(remindersOf({ state, dueOn, listed }, today)).toEqual(reminders),
  );
});
