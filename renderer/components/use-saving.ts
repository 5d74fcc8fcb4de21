import { saveFile } from './save-file.ts';
import { useBusyCarryOut } from './use-carry-out.ts';

/** Makes a file and hands it to the user, or says why there is none; `busy` until it is saved. */
export function useSaving() {
  const { busy, carryOut } = useBusyCarryOut();
  return {
    busy,
    save: async (make: () => Promise<Uint8Array | string>, name: string) =>
      await carryOut(async () => saveFile(await make(), name)),
  };
}
