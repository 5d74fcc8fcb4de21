import type { OutputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { SchoolProvisions } from '#shared/contract/facilities.ts';
import type { Provision } from '#shared/facilities/gate-provision.ts';
import { insertSnapshot, selectSnapshotContent } from '../../db/queries/provision-snapshots.ts';
import type { CommandContext, QueryContext } from '../../workspace/context.ts';
import { readMatrix } from './gate-provisions.ts';

/** Keeps under a title what gates have today; the id of the snapshot. */
export async function takeSnapshot(context: CommandContext, title: string): Promise<number> {
  const { db, now, actor } = context;
  const content = provisionsByGate(await readMatrix(context));
  return await insertSnapshot(db, { title, at: now.toISOString(), by: actor, content });
}

/** What gates have or lack now, and did not when a snapshot was taken. Errors: SNAPSHOT_UNKNOWN. */
export async function compareWithSnapshot(
  context: Pick<QueryContext, 'db' | 'workspace'>,
  id: number,
): Promise<OutputOf<'provisions.compare'>> {
  const before = await selectSnapshotContent(context.db, id);
  if (!before) throw new CodedError('SNAPSHOT_UNKNOWN');
  const titles = new Map(context.workspace.catalogue.requirements.map((each) => [each.id, each.title]));
  const matrix = await readMatrix(context);
  return matrix.flatMap(({ schoolId, name: school, gates }) =>
    gates.flatMap(({ gateId, gateName: gate, cells }) =>
      cells.flatMap(({ requirementId, provision: now }) => {
        const was = before[keyOf(gateId, requirementId)];
        // Where nobody looked, nothing is known to have changed; earlier versions called that 缺失.
        if (!was || was === now || now === 'unsurveyed') return [];
        return [
          {
            schoolId,
            school,
            gate,
            requirement: titles.get(requirementId) ?? requirementId,
            before: was,
            now,
          },
        ];
      }),
    ),
  );
}

function provisionsByGate(matrix: readonly SchoolProvisions[]): Record<string, Provision> {
  return Object.fromEntries(
    matrix.flatMap(({ gates }) =>
      gates.flatMap(({ gateId, cells }) =>
        cells.map(({ requirementId, provision }) => [keyOf(gateId, requirementId), provision]),
      ),
    ),
  );
}

function keyOf(gateId: number, requirementId: string): string {
  return `${gateId} ${requirementId}`;
}
