import { Button } from 'antd';
import type { VenueDetail } from '#shared/contract/places.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import { categoryTitle, momentText } from '../../components/format.ts';
import { useCarryOut } from '../../components/use-carry-out.ts';

/** What lists and people changed of a venue, and which others were merged into it. */
export function VenueHistory({ venue }: { venue: VenueDetail }) {
  const workspace = useService('workspace.describe', {});
  const part = useCommand('duplicates.part');
  const carryOut = useCarryOut();
  const may = useMayCall();
  const { history, merged, vanishedFrom } = venue;
  if (history.length === 0 && merged.length === 0 && !vanishedFrom) return null;
  const words = (title: string, text: string) =>
    text !== '' && (title === '类别' || title === '兼营')
      ? categoryTitle(workspace.data?.categories ?? [], text)
      : text || '空';
  const takeBack = (mergeId: number, name: string) =>
    carryOut(() => part.mutateAsync({ input: { mergeId } }), `已撤销合并，“${name}”恢复为单独一家`);
  return (
    <section className="venue-history" data-testid="venue-history">
      <h3>变更记录</h3>
      <ul>
        {vanishedFrom && (
          <li>
            <span className="quiet small">{momentText(vanishedFrom.importedAt)}</span>
            <span>
              《{vanishedFrom.fileName}》里已没有这家，原来的名单里有。请核实是否停业，再决定如何处理。
            </span>
          </li>
        )}
        {merged.map(({ mergeId, name, at }) => (
          <li key={`merge/${mergeId}`}>
            <span className="quiet small">{momentText(at)}</span>
            <span>
              并入“{name}”{' '}
              {may('duplicates.part') && (
                <Button
                  size="small"
                  type="link"
                  loading={part.isPending}
                  onClick={() => takeBack(mergeId, name)}
                >
                  撤销合并
                </Button>
              )}
            </span>
          </li>
        ))}
        {history.map(({ id, at, actor, fileName, title, before, after }) => (
          <li key={id}>
            <span className="quiet small">
              {momentText(at)} · {fileName ? `名单《${fileName}》` : actor}
            </span>
            <span>
              {title}：{words(title, before)} → {words(title, after)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
