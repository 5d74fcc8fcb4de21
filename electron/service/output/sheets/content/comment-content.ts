import { dayOf } from '#shared/calendar/china-time.ts';
import type { CommentThread } from '#shared/contract/comments.ts';
import type { SheetOrder } from '#shared/contract/sheets.ts';
import type { SheetContent, SheetTable } from '#shared/sheets/content.ts';
import { planFrames } from '#shared/sheets/sheet-frames.ts';
import { listComments } from '../../../sweeps/comments/list-comments.ts';
import type { QueryContext } from '../../../workspace/context.ts';
import type { SheetJob } from '../draw-sheet.ts';

/** A sheet with the open comments on spots of its map, numbered as they came, where the order wants them. */
export async function withComments(
  context: QueryContext,
  { template, settings }: Pick<SheetJob, 'template' | 'settings'>,
  order: SheetOrder,
  content: SheetContent,
): Promise<SheetContent> {
  if (!order.settings.comments) return content;
  const main = planFrames(template, content, settings).find(({ role }) => role === 'main');
  if (!main) return content;
  const [west, south, east, north] = main.frame.bounds;
  const all = await listComments(context, {
    of: { kind: 'map', bounds: [west, south, east, north] },
    open: true,
  });
  const placed = all
    .flatMap((thread) => (thread.about.kind === 'place' ? [{ thread, at: thread.about.position }] : []))
    .filter(({ at }) => main.frame.contains(at))
    .reverse();
  if (placed.length === 0) return content;
  const pins = placed.map(({ at }, i) => ({ position: at, number: String(i + 1) }));
  return {
    ...content,
    layers: { ...content.layers, pins },
    tables: { ...content.tables, comments: commentsTable(placed.map(({ thread }) => thread)) },
  };
}

/** What the numbers say, each with its answers. */
function commentsTable(threads: readonly CommentThread[]): SheetTable {
  return {
    title: '地图批注（未办结）',
    columns: [
      { title: '号', share: 7, align: 'end' },
      { title: '内容', share: 66 },
      { title: '填写人', share: 26 },
      { title: '日期', share: 22 },
    ],
    rows: threads.map((thread, i) => [
      { text: String(i + 1) },
      {
        text: [
          thread.removed ? '（已删除）' : thread.text,
          ...thread.replies.map(({ author, text }) => `${author}：${text}`),
        ].join('\n'),
      },
      { text: [thread.author, thread.authorBody].filter(Boolean).join('\n') },
      { text: dayOf(new Date(thread.addedAt)) },
    ]),
    none: '没有未办结的批注',
  };
}
