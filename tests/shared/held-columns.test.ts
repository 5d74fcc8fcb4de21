import { describe, expect, it } from 'vitest';
import {
  changedColumns,
  closedColumns,
  filledColumns,
  heldAlso,
  heldOfBoth,
} from '#shared/registry/held-columns.ts';

describe('columns that a list may not write any more', () => {
  it.each([
    ['name', 'name'],
    ['lng', 'lng lat positionSource geometry'],
    ['lat', 'lat lng positionSource geometry'],
    ['positionSource', 'positionSource lng lat'],
    ['geometry', 'geometry lng lat'],
    ['category', 'category categoryScore categoryReason categorySuggested'],
    ['boundary', 'boundary boundarySource'],
    ['boundarySource', 'boundarySource boundary'],
    ['class', 'class width'],
    ['width', 'width'],
  ])('where %s was set by hand are %s', (column, closed) =>
    expect([...closedColumns([column])]).toEqual(closed.split(' ')),
  );

  it('are those of all that was set, each once', () => {
    expect([...closedColumns(['name', 'lng', 'lat'])]).toEqual([
      'name',
      'lng',
      'lat',
      'positionSource',
      'geometry',
    ]);
    expect(closedColumns([]).size).toBe(0);
  });
});

describe('columns that are held', () => {
  it('grow by what a person sets, in that order', () => {
    expect(heldAlso(['name', 'phone'], ['phone', 'address', 'address'])).toEqual([
      'name',
      'phone',
      'address',
    ]);
  });

  it('are those that an edit changed, an emptied one too', () => {
    const before = { name: '甲', phone: '1', address: '东街', lng: 1 };
    expect(changedColumns(before, { name: '甲', phone: '2', address: null, lng: 1, status: '' })).toEqual([
      'phone',
      'address',
      'status',
    ]);
  });

  it('are those that were filled in when a place was added', () => {
    expect(filledColumns({ name: '甲', phone: '', address: null, lng: 0 })).toEqual(['name', 'lng']);
  });

  it('of two places that become one are what the first held and what the other fills in', () => {
    const lead = { name: '甲', phone: '', address: null, status: '存续' };
    expect(heldOfBoth(lead, ['name'], ['status', 'phone', 'address', 'scope', 'name'])).toEqual([
      'name',
      'phone',
      'address',
      'scope',
    ]);
  });
});
