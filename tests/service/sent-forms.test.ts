import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { serviceContract } from '#shared/contract/contract.ts';
import type { Procedure } from '#shared/contract/procedure.ts';
import { everyCommand } from '../support/commands/every-command.ts';
import { openTown } from '../support/commands/town-in-use.ts';
import { rowCounts } from '../support/row-counts.ts';

const procedures: Readonly<Record<string, Procedure>> = serviceContract;

it('whatever a person sends from a form is recorded once, however often it is sent', async () => {
  const town = await openTown();
  try {
    const sent: string[] = [];
    for (const [name, inputs] of Object.entries(everyCommand)) {
      for (const inputFor of inputs) {
        const input = await inputFor(town);
        const isForm = procedures[name]?.isForm ?? false;
        const call = { id: name, name, input: isForm ? { ...asObject(input), formId: randomUUID() } : input };
        const ask = async () => await town.service.call({ ...call, signal: new AbortController().signal });
        const first = await ask();
        // The seals of all that the command changed are those of its rows.
        expect(town.service.workspace.database.verifySeals().altered, name).toEqual([]);
        if (!isForm) continue;
        const rows = await rowCounts(town);
        expect(await ask(), name).toEqual(first);
        expect(await rowCounts(town), name).toEqual(rows);
        sent.push(name);
      }
    }
    const forms = Object.keys(procedures).filter((name) => procedures[name]?.isForm);
    expect(forms.filter((name) => !sent.includes(name))).toEqual([]);
    expect(forms).toEqual(expect.arrayContaining(['surveys.record', 'gaps.toHazard', 'incidents.save']));
  } finally {
    await town.service.close();
  }
});

function asObject(input: unknown): object {
  return typeof input === 'object' && input !== null ? input : {};
}
