import { type CommentedKind, commentedThings, mayCommentOn } from '#shared/comments/commented.ts';
import type { Commented } from '#shared/contract/comments.ts';
import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { keysOf } from '#shared/lists/record.ts';
import { personText, type Rights } from '#shared/office/rights.ts';
import {
  commentedColumns,
  findComment,
  insertComment,
  type StoredComment,
  updateComment,
} from '../../db/queries/comments.ts';
import { hasRow } from '../../db/queries/scope-places.ts';
import { readStored, writeStored } from '../../db/schema/stored-values.ts';
import type { CommandContext } from '../../workspace/context.ts';

/** Who writes where nobody has an account. */
export const LOCAL_AUTHOR = '本机用户';

/** Adds a comment or an answer to one; an answer to an answer is one to the comment. Errors: OUT_OF_SCOPE, COMMENT_UNKNOWN, COMMENT_THING_UNKNOWN. */
export async function addComment(
  context: CommandContext,
  { about, replyTo, text, mentioned }: ParsedInputOf<'comments.add'>,
): Promise<number> {
  const { db, now, caller } = context;
  refuseUnseen(caller.rights, about.kind);
  const thing = await thingOf(context, about);
  const answered = replyTo === null ? null : await requireComment(context, replyTo);
  if (answered && !isAboutSame(answered, thing)) throw new CodedError('COMMENT_UNKNOWN');
  return await insertComment(db, {
    ...thing,
    replyTo: answered && (answered.replyTo ?? answered.id),
    text,
    mentioned: writeStored('comments.mentioned', mentioned),
    ...authorOf(caller.rights),
    addedAt: now.toISOString(),
  });
}

/** Changes what one's own comment says; the earlier text stays with it. Errors: COMMENT_UNKNOWN, COMMENT_OTHERS. */
export async function editComment(
  context: CommandContext,
  { id, text, mentioned }: ParsedInputOf<'comments.edit'>,
): Promise<void> {
  const { db, now } = context;
  const comment = await requireOwn(context, id);
  if (comment.removedAt !== null) throw new CodedError('COMMENT_UNKNOWN');
  if (comment.text === text) return;
  const at = now.toISOString();
  const earlier = [...readStored('comments.earlier', comment.earlier), { text: comment.text, until: at }];
  context.recordBefore(comment);
  await updateComment(db, id, {
    text,
    mentioned: writeStored('comments.mentioned', mentioned),
    editedAt: at,
    earlier: writeStored('comments.earlier', earlier),
  });
}

/** Says that what a comment asks for is done, or that it is not. Errors: COMMENT_UNKNOWN. */
export async function finishComment(context: CommandContext, id: number, done: boolean): Promise<void> {
  const { db, now, caller } = context;
  const comment = await requireComment(context, id);
  if (comment.replyTo !== null) throw new CodedError('COMMENT_UNKNOWN');
  if (done === (comment.doneAt !== null)) return;
  context.recordBefore(comment);
  const { author, authorBody } = authorOf(caller.rights);
  const by = personText({ person: author, body: authorBody });
  await updateComment(
    db,
    id,
    done ? { doneAt: now.toISOString(), doneBy: by } : { doneAt: null, doneBy: '' },
  );
}

/** Takes one's own comment out of sight, or back into it. Errors: COMMENT_UNKNOWN, COMMENT_OTHERS. */
export async function setRemoved(context: CommandContext, id: number, removed: boolean): Promise<void> {
  const comment = await requireOwn(context, id);
  if (removed === (comment.removedAt !== null)) return;
  context.recordBefore(comment);
  await updateComment(context.db, id, { removedAt: removed ? context.now.toISOString() : null });
}

/** What a stored comment is about. */
export function commentedBy(comment: StoredComment): Commented {
  const kind = commentedThings.find((each) => comment[commentedColumns[each].column] !== null);
  if (kind) return { kind, id: comment[commentedColumns[kind].column] ?? 0 };
  return { kind: 'place', position: [comment.lng ?? 0, comment.lat ?? 0] };
}

/** Whether the person with these rights wrote it; without accounts what nobody with an account wrote. */
export function isOwn({ authorName }: StoredComment, rights: Rights | undefined): boolean {
  return authorName === (rights?.name ?? '');
}

/** Errors: OUT_OF_SCOPE for somebody who reads no comments on such things. */
function refuseUnseen(rights: Rights | undefined, kind: CommentedKind): void {
  if (
    rights &&
    !mayCommentOn(
      rights.roles.map(({ role }) => role),
      kind,
    )
  )
    throw new CodedError('OUT_OF_SCOPE');
}

function authorOf(rights: Rights | undefined) {
  if (rights === undefined) return { author: LOCAL_AUTHOR, authorBody: '', authorName: '' };
  return { author: rights.person, authorBody: rights.body, authorName: rights.name };
}

const noThing = {
  venueId: null,
  schoolId: null,
  gateId: null,
  hazardId: null,
  stopId: null,
  lng: null,
  lat: null,
};
type Thing = { readonly [Column in keyof typeof noThing]: number | null };

/** Errors: COMMENT_THING_UNKNOWN. */
async function thingOf({ db }: CommandContext, about: Commented): Promise<Thing> {
  if (about.kind === 'place') return { ...noThing, lng: about.position[0], lat: about.position[1] };
  const { column, table } = commentedColumns[about.kind];
  if (!(await hasRow(db, table, about.id))) throw new CodedError('COMMENT_THING_UNKNOWN');
  return { ...noThing, [column]: about.id };
}

function isAboutSame(comment: StoredComment, thing: Thing): boolean {
  return keysOf(noThing).every((column) => comment[column] === thing[column]);
}

async function requireComment({ db, caller }: CommandContext, id: number): Promise<StoredComment> {
  const comment = await findComment(db, id);
  if (!comment) throw new CodedError('COMMENT_UNKNOWN');
  refuseUnseen(caller.rights, commentedBy(comment).kind);
  return comment;
}

async function requireOwn(context: CommandContext, id: number): Promise<StoredComment> {
  const comment = await requireComment(context, id);
  if (!isOwn(comment, context.caller.rights))
    throw new CodedError('COMMENT_OTHERS', { author: comment.author });
  return comment;
}
