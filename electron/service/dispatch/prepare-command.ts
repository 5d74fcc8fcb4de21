import { serviceContract } from '#shared/contract/contract.ts';
import { isArchive, isOfShapes } from '../cache/map/basemap-shelf.ts';
import { isBulk } from '../import/bulk-import.ts';
import { PreparedGround } from '../import/ground/prepared-ground.ts';
import { PreparedImport } from '../import/prepared-import.ts';
import type { Prepared } from '../workspace/context.ts';
import type { Shared } from './carry-out.ts';
import type { Call } from './procedures.ts';
import { findAnswer, partIdentity } from './repeated-calls.ts';

/**
 * What a command does before its turn comes: what may take long and changes nothing. Others go on meanwhile, and the
 * command finds what was learnt. Errors: those that the command would answer.
 */
export async function prepareCommand(call: Call, shared: Shared): Promise<Prepared | undefined> {
  if (call.name === 'basemaps.add') await lookAtBasemap(call, shared);
  if (call.name === 'basemaps.add') return await prepareGround(call, shared);
  return call.name === 'import.run' ? await prepareImport(call, shared) : undefined;
}

/** Files of shapes are made into tiles; an archive has them already. */
async function prepareGround({ input }: Call, { files, progress }: Shared): Promise<Prepared | undefined> {
  const { token, others, ground } = serviceContract['basemaps.add'].input.parse(input);
  const file = files.resolve(token);
  if (!isOfShapes(file.name)) return undefined;
  return await PreparedGround.of([file, ...others.map((each) => files.resolve(each))], ground, progress);
}

async function lookAtBasemap({ input }: Call, { workspace, files }: Shared): Promise<void> {
  const { token, link } = serviceContract['basemaps.add'].input.parse(input);
  const file = files.resolve(token);
  if (link || !isArchive(file.name)) return;
  await workspace.basemaps.look(file.path, file.name);
}

/** A list that is brought in anew into an empty table is written while it is read: there is nothing to prepare. */
async function prepareImport(call: Call, shared: Shared): Promise<Prepared | undefined> {
  const { reader } = shared.workspace.database;
  const { input, known } = partIdentity(call);
  if (known && (await findAnswer(reader, call, known))) return undefined;
  const {
    token,
    recheck: _,
    eachProblem: __,
    effect,
    ...options
  } = serviceContract['import.run'].input.parse(input);
  const file = shared.files.resolve(token);
  if (!effect && (await isBulk(reader, file, options))) return undefined;
  return await PreparedImport.of(shared, file, options);
}
