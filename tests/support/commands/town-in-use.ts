import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Generated } from 'kysely';
import type { CommitKeeper } from '#service/db/engine/commit-keeper.ts';
import type { Schema } from '#service/db/schema/schema.ts';
import { DataService } from '#service/dispatch/service.ts';
import { dayOf } from '#shared/calendar/china-time.ts';
import type { InputOf, ServiceProcedureName, serviceContract } from '#shared/contract/contract.ts';
import { elementAt } from '#shared/lists/element.ts';
import { type Call, callsTo } from '../calls.ts';
import { layDemo } from '../demo.ts';
import { temporaryFolder } from '../temporary.ts';

export type CommandName = {
  [Name in ServiceProcedureName]: (typeof serviceContract)[Name]['kind'] extends 'command' ? Name : never;
}[ServiceProcedureName];

type NumberedTable = {
  [Table in keyof Schema]: Schema[Table] extends { readonly id: Generated<number> } ? Table : never;
}[keyof Schema];

/** The demonstration town with a service over it, and a clock that stands still. */
export interface TownInUse {
  readonly directory: string;
  readonly service: DataService;
  readonly call: Call;
  readonly now: Date;
  readonly today: string;
  /** Writes a file and returns its token. */
  file(name: string, content: string | Uint8Array): string;
  /** The number of a table's last row. */
  last(table: NumberedTable): Promise<number>;
}

/** Makes an input that means something in the town as it then is. */
type InputFor<Name extends CommandName> = (town: TownInUse) => InputOf<Name> | Promise<InputOf<Name>>;
/** Inputs of commands; they are carried out in this order. */
export type InputsOf<Name extends CommandName> = { readonly [Each in Name]: readonly InputFor<Each>[] };

/** Opens the demonstration town; the service ends with `close`. */
export async function openTown(): Promise<TownInUse> {
  return await openTownAt(await layDemo());
}

/** The same of one that lies somewhere; `keeper` is who keeps it elsewhere. */
export async function openTownAt(directory: string, keeper?: CommitKeeper): Promise<TownInUse> {
  // The day is nearly over: what is recorded of this morning has happened, whenever the test runs.
  const today = dayOf(new Date());
  const now = new Date(`${today}T23:50:00+08:00`);
  const service = new DataService({ now: () => now }, undefined, { keeper });
  await service.open(directory);
  const files = temporaryFolder();
  return {
    directory,
    service,
    call: callsTo(service),
    now,
    today,
    file(name, content) {
      const path = join(files, name);
      writeFileSync(path, content);
      return service.files.register(path);
    },
    async last(table) {
      const rows = service.workspace.database.reader.selectFrom(table).select('id');
      return (await rows.orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()).id;
    },
  };
}

/** Some venues that are on no sweep, have no record and break no rule, the latest first. */
export async function freeVenues({ service }: Pick<TownInUse, 'service'>): Promise<number[]> {
  const { reader } = service.workspace.database;
  const stops = reader.selectFrom('stops').select('venueId').where('venueId', 'is not', null);
  const rows = await reader
    .selectFrom('venues')
    .select('id')
    .where('id', 'not in', stops)
    .where('lng', 'is not', null)
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
  return rows.map(({ id }) => id);
}

/** A day some days after another. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The first of some things; there is one. */
export function firstOf<T>(things: readonly T[]): T {
  return elementAt(things, 0);
}
