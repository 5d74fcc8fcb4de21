import type { HazardLevel } from '#shared/ledger/hazard.ts';
import type { Deadline, PackKind } from '#shared/rules/hazard-kinds.ts';
import type { RulePack } from '#shared/rules/rule.ts';

/** A kind with one of its tasks; rows of one name are tasks of one kind. Bodies stand between 、. */
export interface KindRow {
  name: string;
  article?: string;
  excerpt?: string;
  subject?: string;
  bodies?: string;
  helping?: string;
}

const joined = (bodies: readonly string[]) => bodies.join('、');
const parted = (text = '') =>
  text
    .split(/[、，,]/)
    .map((each) => each.trim())
    .filter(Boolean);

export function rowsOf(kinds: readonly PackKind[]): KindRow[] {
  return kinds.flatMap(({ name, article, tasks }): KindRow[] =>
    tasks.length === 0
      ? [{ name, article }]
      : tasks.map(({ excerpt, article: own, subject, bodies, helping }) => ({
          ...{ name, article: own || article, excerpt, subject },
          bodies: joined(bodies),
          helping: joined(helping),
        })),
  );
}

/** The kinds that rows say, in their order. What the program takes a kind for stays with its name. */
export function kindsOf(rows: readonly KindRow[], known: readonly PackKind[]): PackKind[] {
  const names = [...new Set(rows.map(({ name }) => name.trim()).filter(Boolean))];
  return names.map((name) => {
    const own = rows.filter((row) => row.name.trim() === name);
    const before = known.find((kind) => kind.name === name);
    const article = before?.article || (own.find((row) => row.article)?.article?.trim() ?? '');
    return {
      name,
      article,
      role: before?.role ?? null,
      tasks: own.flatMap((row) =>
        row.excerpt?.trim() || row.subject?.trim() || row.bodies?.trim() || row.helping?.trim()
          ? [
              {
                excerpt: row.excerpt?.trim() || name,
                article: row.article?.trim() === article ? '' : (row.article?.trim() ?? ''),
                subject: row.subject?.trim() ?? '',
                bodies: parted(row.bodies),
                helping: parted(row.helping),
              },
            ]
          : [],
      ),
    };
  });
}

/** Days by level as fields hold them. */
export type DeadlineFields = Partial<Record<HazardLevel, number | null>>;

export function deadlineFields({ deadlines }: Pick<RulePack, 'deadlines'>): DeadlineFields {
  return Object.fromEntries(deadlines.map(({ level, days }) => [level, days]));
}

export function deadlinesOf(fields: DeadlineFields, known: readonly Deadline[]): Deadline[] {
  return (['一般', '较大', '重大'] as const).flatMap((level) => {
    const days = fields[level];
    if (typeof days !== 'number') return [];
    const before = known.find((each) => each.level === level);
    // What a document says is its own; another number is the office's.
    return [before?.days === days ? before : { level, days, article: '', excerpt: '' }];
  });
}
