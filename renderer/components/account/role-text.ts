import type { Account } from '#shared/contract/office.ts';

/** 镇街（东镇、西镇）: a role with what it is for; a school by its name where that is known. */
export function roleText(
  { title, regions, school }: Account['roles'][number],
  schools: readonly { readonly id: number; readonly name: string }[] = [],
): string {
  if (regions.length > 0) return `${title}（${regions.join('、')}）`;
  if (school === null) return title;
  return `${title}（${schools.find(({ id }) => id === school)?.name ?? `学校 ${school}`}）`;
}
