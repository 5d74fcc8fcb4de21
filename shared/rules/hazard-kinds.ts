import { z } from 'zod';
import { hazardLevelSchema } from '../ledger/hazard.ts';

/** A task that a document sets for a kind of hazard: its sentence, and who has to do with it. */
const kindTaskSchema = z.object({
  excerpt: z.string().min(1),
  /** Where it stands, where that is not where the kind is named. */
  article: z.string().default(''),
  /** 责任主体. */
  subject: z.string().max(100).default(''),
  /** 责任部门. */
  bodies: z.array(z.string().min(1)).default([]),
  /** 配合部门. */
  helping: z.array(z.string().min(1)).default([]),
});

/** For what the program itself takes a kind: a venue where it may not be, what a gate lacks, and what is none of the others. */
const kindRoles = ['forbidden', 'gap', 'other'] as const;
export type KindRole = (typeof kindRoles)[number];

const packKindSchema = z.object({
  name: z.string().trim().min(1, { error: '请填写种类名称' }).max(60),
  /** Where the pack's document names it. */
  article: z.string().default(''),
  tasks: z.array(kindTaskSchema).default([]),
  role: z.enum(kindRoles).nullable().default(null),
});
export type PackKind = z.infer<typeof packKindSchema>;

/** Words by which ledgers file what is of a kind; of several kinds the first whose word stands in a text is meant. */
const kindWordsSchema = z.object({ kind: z.string().min(1), words: z.array(z.string().min(1)).min(1) });

/** Within how many days what is of a level is to be put right, as a document or the office says. */
const deadlineSchema = z.object({
  level: hazardLevelSchema,
  days: z.number().int().positive().max(3660),
  article: z.string().default(''),
  excerpt: z.string().default(''),
});
export type Deadline = z.infer<typeof deadlineSchema>;

/** A sentence of the pack's document. */
const sentenceSchema = z.object({ article: z.string(), excerpt: z.string().min(1) });

/** What a pack says of hazards. One that names no kinds has those of the national pack. */
export const packKindFields = {
  hazardKinds: z.array(packKindSchema).default([]),
  kindWords: z.array(kindWordsSchema).default([]),
  deadlines: z.array(deadlineSchema).default([]),
  /** Where the document asks for 临时强化防范措施 until a hazard is closed. */
  temporaryMeasures: sentenceSchema.nullable().default(null),
};

type PackKinds = z.infer<z.ZodObject<typeof packKindFields>>;

/** The kinds of hazards that can be registered, in the order in which they are offered. */
export const kindsInForceSchema = z.object({
  kinds: z.array(packKindSchema),
  words: z.array(kindWordsSchema),
  deadlines: z.array(deadlineSchema),
});
export type KindsInForce = z.infer<typeof kindsInForceSchema>;

/** What stands where no pack names it: papers and imports need something that is none of the others. */
const lastResort: PackKind = { name: '其他', article: '', tasks: [], role: 'other' };

/**
 * The kinds of a pack. What the program itself registers has a kind in every pack: those of the national pack stand
 * behind the pack's own where these have none for it.
 */
export function kindsInForce(pack: PackKinds, national: PackKinds | undefined): KindsInForce {
  const general = national?.hazardKinds ?? [];
  const own = pack.hazardKinds.length > 0 ? pack.hazardKinds : general;
  const missing = kindRoles.flatMap((role) =>
    own.some((kind) => kind.role === role) ? [] : general.filter((kind) => kind.role === role),
  );
  const named = new Set(own.map(({ name }) => name));
  const kinds = [...own, ...missing.filter(({ name }) => !named.has(name))];
  if (!kinds.some(({ role }) => role === 'other')) kinds.push(lastResort);
  const all = new Set(kinds.map(({ name }) => name));
  const words = [...pack.kindWords, ...(national?.kindWords ?? [])].filter(({ kind }) => all.has(kind));
  return { kinds, words: [...new Set(words)], deadlines: pack.deadlines };
}

/** The name of the kind that the program takes for something. */
export function kindFor({ kinds }: KindsInForce, role: KindRole): string {
  return kinds.find((kind) => kind.role === role)?.name ?? lastResort.name;
}

/** The kind that a ledger's words mean; null where they are not understood. */
export function readHazardKind(text: string, { kinds, words }: KindsInForce): string | null {
  return (
    kinds.find(({ name }) => name === text)?.name ??
    words.find((each) => each.words.some((word) => text.includes(word)))?.kind ??
    null
  );
}

/** Who else has to do with a hazard: 责任主体, and the 配合部门 with 、 between them. */
export interface KindDuty {
  readonly subject: string;
  readonly helpingBodies: string;
}

/** What every task of a kind says alike; empty where they differ, so that a person says it. */
export function dutyOf({ kinds }: KindsInForce, name: string): KindDuty {
  const tasks = kinds.find((kind) => kind.name === name)?.tasks ?? [];
  return {
    subject: only(tasks.map(({ subject }) => subject)),
    helpingBodies: only(tasks.map(({ helping }) => helping.join('、'))),
  };
}

function only(values: readonly string[]): string {
  const [first = '', ...others] = new Set(values);
  return others.length === 0 ? first : '';
}

/** All that the tasks of a kind name, each once, for a person to choose from. */
export function namedFor({ kinds }: KindsInForce, name: string) {
  const tasks = kinds.find((kind) => kind.name === name)?.tasks ?? [];
  const each = (of: (task: PackKind['tasks'][number]) => readonly string[]) =>
    [...new Set(tasks.flatMap(of))].filter(Boolean);
  return {
    subjects: each(({ subject }) => [subject]),
    bodies: each(({ bodies }) => bodies),
    helping: each(({ helping }) => helping),
  };
}
