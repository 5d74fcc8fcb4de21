import { type RoleId, roleOf } from './roles.ts';

/**
 * Which rows somebody may see. Several parts of one person are seen together.
 * - `body`: the places of the district; the ledger as far as it is the body's, with `schools` also that of schools;
 * - `places`: the places of the district, and nothing of the ledger;
 * - `regions`: what lies in regions of these names, and what was handed to the body of the person;
 * - `school`: one school, with the names of what was judged against it.
 */
export type ScopePart =
  | { readonly kind: 'body'; readonly body: string; readonly schools: boolean }
  | { readonly kind: 'places' }
  | { readonly kind: 'regions'; readonly regions: readonly string[]; readonly body?: string }
  | { readonly kind: 'school'; readonly school: number };

/** `all` sees every row. */
export type Scope = 'all' | readonly ScopePart[];

/** A role as somebody holds it. */
export interface HeldRole {
  readonly role: RoleId;
  readonly regions: readonly string[];
  readonly school: number | null;
}

/** Which rows somebody may see by the roles through which a call is permitted; `body` is the person's. */
export function scopeOf(held: readonly HeldRole[], body: string): Scope {
  const parts: ScopePart[] = [];
  for (const { role, regions, school } of held) {
    const { scopedBy, ledger, kind } = roleOf(role);
    if (scopedBy === 'nothing' && (ledger || kind === 'admin')) return 'all';
    if (scopedBy === 'nothing') parts.push({ kind: 'places' });
    else if (scopedBy === 'body') parts.push({ kind: 'body', body, schools: role === 'educationBureau' });
    else if (scopedBy === 'regions') parts.push({ kind: 'regions', regions: [...regions].sort(), body });
    else if (school !== null) parts.push({ kind: 'school', school });
  }
  return parts;
}

/** Whether places are seen as everybody sees them, so that what is worked out of them can be shared. */
export function seesAllPlaces(scope: Scope): boolean {
  return scope === 'all' || scope.some(({ kind }) => kind === 'body' || kind === 'places');
}
