import { CodedError } from '#shared/contract/errors.ts';
import { type KindsInForce, kindsInForce } from '#shared/rules/hazard-kinds.ts';
import type { Workspace } from './workspace.ts';

/** The pack whose kinds those have that name none. */
const NATIONAL = 'national';

type Ruled = Pick<Workspace, 'pack' | 'catalogue'>;

/** The kinds of hazards that the pack in force has. */
export function hazardKindsOf({ pack, catalogue }: Ruled): KindsInForce {
  return kindsInForce(
    pack,
    catalogue.packs.find(({ id }) => id === NATIONAL),
  );
}

/** Errors: HAZARD_KIND_UNKNOWN for a kind that the pack has not, unless the hazard was recorded as one. */
export function requireKind(workspace: Ruled, kind: string, recorded: string | null = null): void {
  if (kind === recorded) return;
  const { kinds } = hazardKindsOf(workspace);
  if (kinds.some(({ name }) => name === kind)) return;
  const known = kinds.map(({ name }) => name).join('、');
  throw new CodedError('HAZARD_KIND_UNKNOWN', { kind, known });
}
