import { describe, expect, it } from 'vitest';
import { readAudit } from '#service/db/journal/audit.ts';
import type { DataService } from '#service/dispatch/service.ts';
import { contract, type ProcedureName, serviceContract } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { administrators, excludes, type RoleId, roleIds, roleOf } from '#shared/office/roles.ts';
import { everything } from '#shared/tables/query.ts';
import { callerWith } from '../../support/office-callers.ts';
import { openWorkspace } from '../../support/workspace.ts';
import { letters, matrix } from './matrix.ts';

const names = Object.keys(contract) as ProcedureName[];

/** What calling a procedure with an input that fits nothing is answered: who may not call hears nothing of the input. */
async function codeOf(service: DataService, name: string, role: RoleId): Promise<string> {
  const call = { id: name, name, input: null, signal: new AbortController().signal };
  try {
    await service.call({ ...call, caller: callerWith([role]) });
    return 'ok';
  } catch (error) {
    return error instanceof CodedError ? error.code : String(error);
  }
}

describe('who may call what', () => {
  it('is so for each procedure and each role, called against a real service', async () => {
    const { service } = await openWorkspace();
    const wrong: string[] = [];
    let refused = 0;
    for (const name of Object.keys(serviceContract) as ProcedureName[])
      for (const role of roleIds) {
        const isForbidden = (await codeOf(service, name, role)) === 'FORBIDDEN';
        if (isForbidden) refused += 1;
        if (isForbidden === matrix[name].includes(letters[role])) wrong.push(`${name} ${role}`);
      }
    expect(wrong).toEqual([]);
    // Each call that was refused left its entry.
    const entries: string[] = [];
    for await (const { command, actor } of readAudit(service.workspace.database.reader))
      if (command === 'calls.refuse') entries.push(actor);
    expect(entries).toHaveLength(refused);
    expect(entries[0]).toBe('测试人（区文化和旅游局，ceshi）');
  });

  it('is told for every procedure, and no role holds what the table does not know', () => {
    expect(names.filter((name) => !Object.hasOwn(matrix, name))).toEqual([]);
    expect(Object.keys(matrix).filter((name) => !Object.hasOwn(contract, name))).toEqual([]);
    for (const name of names)
      expect([...matrix[name]].filter((each) => !Object.values(letters).includes(each))).toEqual([]);
  });

  it('keeps the committee from inspecting and closing, and administrators from business', () => {
    const may = (role: RoleId) => names.filter((name) => matrix[name].includes(letters[role]));
    for (const name of ['visits.record', 'surveys.record', 'hazards.reinspect'] as const)
      expect(matrix[name]).not.toContain(letters.coordinator);
    const business = names.filter((name) =>
      /^(hazards|visits|venues|schools|tables|map|sweeps)\./.test(name),
    );
    for (const role of administrators)
      expect(may(role).filter((name) => business.includes(name))).toEqual([]);
    expect(may('systemAdministrator').filter((name) => name.startsWith('accounts.'))).toEqual([]);
    expect(may('securityAdministrator').filter((name) => name.startsWith('backups.'))).toEqual([]);
    for (const role of administrators)
      for (const other of roleIds) expect(excludes(role, other)).toBe(role !== other);
    expect(excludes('officer', 'clerk')).toBe(false);
    expect(roleOf('school').ledger).toBe(true);
  });
});

describe('what a call needs by its input', () => {
  const caller = (role: RoleId) => callerWith([role]);
  const asked = async (role: RoleId, name: string, input: unknown): Promise<string> => {
    const { service } = await openWorkspace();
    const { signal } = new AbortController();
    return await service.call({ id: 'x', name, input, signal, caller: caller(role) }).then(
      () => 'ok',
      (error: unknown) => (error instanceof CodedError ? error.code : 'other'),
    );
  };
  const step = (action: string) => ({
    id: 1,
    action,
    note: '',
    responsibleBody: '',
    responsiblePerson: '',
    reinspectionId: null,
    reportedTo: '',
  });

  it('lets the committee assign and nobody of it close; lets bodies close and not assign', async () => {
    expect(await asked('coordinator', 'hazards.transition', step('close'))).toBe('FORBIDDEN');
    expect(await asked('coordinator', 'hazards.transition', step('assign'))).toBe('HAZARD_UNKNOWN');
    expect(await asked('officer', 'hazards.transition', step('assign'))).toBe('FORBIDDEN');
    expect(await asked('officer', 'hazards.transition', step('close'))).toBe('OUT_OF_SCOPE');
  });

  it('needs for a preview what the command needs', async () => {
    const preview = { command: 'findings.recompute', input: { method: null } };
    expect(await asked('leader', 'changes.preview', preview)).toBe('FORBIDDEN');
    expect(await asked('coordinator', 'changes.preview', preview)).not.toBe('FORBIDDEN');
    expect(await asked('coordinator', 'changes.preview', { command: 'toString', input: {} })).toBe(
      'PROCEDURE_UNKNOWN',
    );
  });

  it('needs leave for whole telephone numbers in an export', async () => {
    const table = { table: 'schools', columns: ['name'], query: everything };
    expect(await asked('clerk', 'tables.export', { ...table, masked: false })).toBe('FORBIDDEN');
  });
});
