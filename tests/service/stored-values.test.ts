import { describe, expect, test } from 'vitest';
import { CodedError } from '#shared/contract/errors.ts';
import {
  readFacilityState,
  readFlag,
  readStored,
  writeFlag,
  writeStored,
} from '../../electron/service/db/schema/stored-values.ts';

describe('stored values', () => {
  test('what is written is read back', () => {
    const officers = [{ name: '甲', certificate: '1', agency: '公安分局' }];
    expect(readStored('visits.officers', writeStored('visits.officers', officers))).toEqual(officers);
    expect(readStored('gates.band', writeStored('gates.band', null))).toBeNull();
    expect([readFlag(writeFlag(true)), readFlag(writeFlag(false)), readFlag(null)]).toEqual([
      true,
      false,
      null,
    ]);
  });

  test('a text that is not what its column holds is told as damage, with the column', () => {
    for (const text of ['', '[', '{"line":[[1,2]],"width":4}', 'null']) {
      const read = () => readStored('gates.frontage', text);
      expect(read).toThrow(CodedError);
      expect(read).toThrow(/gates\.frontage/);
    }
    expect(() => readStored('roads.geometry', '7')).toThrow(/roads\.geometry/);
  });

  test('a state of a facility that the first versions stored says nothing bad of it', () => {
    expect([readFacilityState('损坏'), readFacilityState('在用')]).toEqual(['损坏', '完好']);
  });
});
