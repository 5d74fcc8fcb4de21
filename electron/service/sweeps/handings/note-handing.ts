import { insertHandings, selectHandingsOf, updateHanding } from '../../db/queries/handings.ts';
import type { CommandContext } from '../../workspace/context.ts';

/** Of what a hazard's own steps need to tell that it was handed to somebody. */
export type HandingContext = Pick<CommandContext, 'db' | 'now' | 'actor' | 'caller' | 'workspace'>;

interface ToBody {
  readonly hazardId: number;
  /** The step of the hazard by which it was handed over. */
  readonly eventId: number;
  readonly toBody: string;
  readonly matter: string;
}

/** For whom somebody acts: the body of the account; at a desk without accounts that is the committee's. */
export function actingBody({ caller, workspace }: Pick<HandingContext, 'caller' | 'workspace'>): string {
  return caller.rights?.body || workspace.pack.coordinator;
}

/** Notes that a hazard was assigned, for which the body signs. What another had of it is taken back. */
export async function noteAssigned(
  context: HandingContext,
  { toPerson, ...given }: ToBody & { readonly toPerson: string },
): Promise<void> {
  const had = await takeBack(context, given.hazardId, given.toBody);
  if (had !== null) await updateHanding(context.db, had, { toPerson });
  else await insertOne(context, { ...given, toPerson, kind: 'assign', fromBody: actingBody(context) });
}

/** Notes that a hazard was passed on by the body that had it; the number of the handing. */
export async function notePassedOn(
  context: HandingContext,
  given: ToBody & {
    readonly fromBody: string;
    readonly fromPerson: string;
    readonly toPerson: string;
    readonly dueAt: string | null;
  },
): Promise<number> {
  await takeBack(context, given.hazardId, given.toBody);
  return await insertOne(context, { ...given, kind: 'transfer' });
}

/** Notes that a hazard was reported upward; instructions are its answer. An earlier report waits no more. */
export async function noteReported(context: HandingContext, given: ToBody): Promise<void> {
  for (const { id, kind, ended } of await selectHandingsOf(context.db, given.hazardId))
    if (kind === 'report' && ended === '') await withdraw(context, id, '再次上报');
  await insertOne(context, { ...given, kind: 'report', fromBody: actingBody(context) });
}

/** Takes back from other bodies what they had of a hazard; what the body itself has is left, and told. */
async function takeBack(context: HandingContext, hazardId: number, toBody: string): Promise<number | null> {
  const standing = (await selectHandingsOf(context.db, hazardId)).filter(
    ({ kind, ended }) => ended === '' && (kind === 'assign' || kind === 'transfer'),
  );
  for (const each of standing)
    if (each.toBody !== toBody) await withdraw(context, each.id, `改由${toBody}办理`);
  return standing.find((each) => each.toBody === toBody)?.id ?? null;
}

async function withdraw({ db, now, actor }: HandingContext, id: number, answer: string): Promise<void> {
  await updateHanding(db, id, { ended: 'withdrawn', endedAt: now.toISOString(), endedBy: actor, answer });
}

type NewHanding = Parameters<typeof insertHandings>[1][number];

async function insertOne(
  { db, now, actor }: HandingContext,
  handing: Omit<NewHanding, 'handedAt' | 'handedBy'>,
): Promise<number> {
  const [id = 0] = await insertHandings(db, [{ ...handing, handedAt: now.toISOString(), handedBy: actor }]);
  return id;
}
