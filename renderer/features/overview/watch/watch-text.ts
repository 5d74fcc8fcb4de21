import type { Watched } from '#shared/contract/watch.ts';
import { textOfPlainCell } from '#shared/tables/spreadsheet-text.ts';
import { countOfReason, reasonTitle, scoreText, watchReasons } from '#shared/watch/watched-figures.ts';

/** The schools as they are put on the clipboard: pasted into a spreadsheet each cell stays one, and a text. */
export function watchText({ schools, weights }: Watched): string {
  const heads = [
    '学校',
    '镇街',
    '得分',
    ...watchReasons.map((each) => `${reasonTitle(each)}×${weights[each]}`),
  ];
  const lines = schools.map(({ name, town, score, counts }) => [
    ...[name, town, String(score)],
    ...watchReasons.map((reason) => String(countOfReason(counts, reason))),
    scoreText(counts, weights),
  ]);
  return [[...heads, '理由'], ...lines]
    .map((cells) => cells.map((cell) => textOfPlainCell(cell.replace(/[\t\r\n]+/g, ' '))).join('\t'))
    .join('\n');
}
