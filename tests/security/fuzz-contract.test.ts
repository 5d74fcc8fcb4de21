import { expect, it } from 'vitest';
import { checkIntegrity } from '#service/db/engine/integrity.ts';
import { fuzzPort } from '../support/fuzz-port.ts';
import { fuzzService } from '../support/fuzz-requests.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

it('malformed requests to every procedure are refused in words; none gets past the contract unforeseen', async () => {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const { service } = workspace;
  expect(await fuzzService(service, 3000, 20261122)).toEqual([]);
  expect(await fuzzPort(service, 1500, 20261122)).toEqual([]);
  expect(await checkIntegrity(service.workspace.database.reader)).toBe('ok');
});
