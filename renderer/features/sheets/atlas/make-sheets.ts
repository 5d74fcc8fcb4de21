import type { SheetOrder } from '#shared/contract/sheets.ts';
import { client } from '../../../client/client.ts';
import { runTask } from '../../../client/tasks.ts';
import { saveFile } from '../../../components/save-file.ts';
import { goTo } from '../../../routes/navigation.ts';

export interface MadeFor {
  readonly recipient: string;
  readonly purpose: string;
}

/** Draws an order as a listed task, records it, and hands the file over. Errors: those of the sheets. */
export async function makeSheets(
  order: SheetOrder,
  madeFor: MadeFor,
): Promise<{ number: string; saved: boolean }> {
  const { id, number } = await client.call('sheets.begin', { order, ...madeFor });
  return { number, saved: await goOn(id, order.template.title) };
}

/** Goes on with what was begun, after the sheets that are drawn already. */
export async function goOn(id: number, title: string): Promise<boolean> {
  await runTask(`出图：${title}`, 'sheets.draw', { id });
  const { file } = await client.call('sheets.finish', { id });
  return await takeFile(id, file);
}

/** Hands over the file of a finished print under its name; false where the user cancelled. */
export async function takeFile(id: number, name: string): Promise<boolean> {
  return await saveFile(await client.call('sheets.file', { id }), name);
}

/** Draws an order, sends it to a printer by the door's own dialog, and records it. */
export async function printSheets(order: SheetOrder, madeFor: MadeFor, desktop: boolean): Promise<void> {
  const { id } = await client.call('sheets.begin', { order, ...madeFor });
  await runTask(`打印：${order.template.title}`, 'sheets.draw', { id });
  if (!desktop) {
    // The page for the printer finishes the record when it is left.
    goTo({ name: 'printSheets', id });
    return;
  }
  await client.call('host.printDialog', { page: `sheets/${id}` });
  await client.call('sheets.finish', { id });
}
