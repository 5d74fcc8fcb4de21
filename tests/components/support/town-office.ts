import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addAccount } from '#service/accounts/manage-accounts.ts';
import { initOffice } from '#service/accounts/office.ts';
import { OfficeKeys } from '#service/accounts/office-keys.ts';
import { beginSession } from '#service/accounts/sessions.ts';
import type { DataService } from '#service/dispatch/service.ts';
import { answerCall } from '#service/doors/office/answer-call.ts';
import { House } from '#service/doors/office/house.ts';
import type { Clock } from '#service/platform/clock.ts';

/** The accounts of a town, with somebody at the page who looks after them. */
export interface TownOffice {
  answer(message: unknown): Promise<unknown>;
  close(): void;
}

/** What an office's door answers itself. */
export function isOfOffice(message: unknown): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    'name' in message &&
    typeof message.name === 'string' &&
    /^accounts?\./.test(message.name)
  );
}

export async function openTownOffice(service: DataService, clock: Clock): Promise<TownOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'xueantu-keys-'));
  const keys = new OfficeKeys(folder, { memory: 64, passes: 1 });
  initOffice(service.workspace.directory, clock, keys);
  const house = new House([service], clock, keys);
  const office = house.roomFor('', undefined).office;
  const wanted = { name: 'an', person: '安全员', body: '', regions: [], school: null };
  const { id } = await addAccount(office, '测试', { ...wanted, role: 'securityAdministrator' });
  office.db.prepare('update accounts set mustChange = 0').run();
  const cookie = `0.${beginSession(office, id, { address: '127.0.0.1', agent: 'Chrome/141 Windows' })}`;
  return {
    async answer(message) {
      const visitor = house.visitorBy(cookie, null);
      return visitor && (await answerCall(house, visitor, message, '0.0.0'));
    },
    close() {
      house.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
