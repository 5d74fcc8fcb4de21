import type { Capability } from '../office/capabilities.ts';
import { type RoleId, roleOf } from '../office/roles.ts';

/** Things that comments are about; `place` is a spot on the map. */
export const commentedThings = ['venue', 'school', 'gate', 'hazard', 'stop'] as const;
export type CommentedThing = (typeof commentedThings)[number];
export type CommentedKind = CommentedThing | 'place';

/** What seeing such a thing needs: whoever sees it may comment on it. */
export const seeingNeeds: Readonly<Record<CommentedKind, Capability>> = {
  venue: 'see.basic',
  school: 'see.basic',
  gate: 'see.basic',
  hazard: 'see.ledger',
  stop: 'see.sweeps',
  place: 'see.basic',
};

/** What people say of premises and spots is no business of the schools around them. */
const ofSchools: readonly CommentedKind[] = ['school', 'gate', 'hazard'];

/** Whether somebody with these roles reads and writes comments on such things. */
export function mayCommentOn(roles: readonly RoleId[], kind: CommentedKind): boolean {
  return roles.some((role) => {
    const { capabilities, scopedBy } = roleOf(role);
    return (
      capabilities.includes('see.basic') &&
      capabilities.includes(seeingNeeds[kind]) &&
      (scopedBy !== 'school' || ofSchools.includes(kind))
    );
  });
}
