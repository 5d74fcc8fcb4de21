import type { UnplacedVenue } from '#shared/contract/locating.ts';
import { duplicateReasonNames } from '#shared/registry/duplicates.ts';
import {
  DECISION_COLUMN,
  pairChoices,
  pairSheet,
  placeChoices,
  placeSheet,
  tellCandidate,
} from '#shared/registry/queue-sheet.ts';
import { unplacedReasonNames } from '#shared/registry/unplaced.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import type { RankedPair } from '../../places/judging/rank-duplicates.ts';
import type { ExportTable } from './table.ts';

type Titles = ReadonlyMap<string, string>;

/** Venues without a place in their order, with the places that each could be at. */
export function placesSheet(venues: readonly UnplacedVenue[], titles: Titles): ExportTable {
  const { id, name, lng, lat, candidates } = placeSheet;
  return {
    columns: [
      ...[id, DECISION_COLUMN, lng, lat, name, '类别', '名单上的地址', '为什么待定位', '若在候选 1 处'],
      ...candidates,
    ],
    rows: venues.map((venue) => [
      ...[venue.id, '', '', '', venue.name, titles.get(venue.category) ?? venue.category, venue.address],
      ...[unplacedReasonNames[venue.reason], tellConsequence(venue)],
      ...candidates.map((_, i) => {
        const candidate = venue.candidates[i];
        return candidate ? tellCandidate(candidate) : '';
      }),
    ]),
    choices: {
      column: DECISION_COLUMN,
      values: [...placeChoices.take, placeChoices.byHand, placeChoices.elsewhere, ...placeChoices.merge],
    },
  };
}

function tellConsequence({ consequence }: UnplacedVenue): string {
  if (!consequence) return '';
  const { severity, schoolName, distance } = consequence;
  return `${severityNames[severity]}，距${schoolName} ${Math.round(distance)} 米`;
}

/** Pairs that may be one venue in their order, side by side. */
export function pairsSheet(pairs: readonly RankedPair[], titles: Titles): ExportTable {
  const { id, otherId, name, otherName } = pairSheet;
  const title = (category: string) => titles.get(category) ?? category;
  return {
    columns: [
      ...[id, otherId, DECISION_COLUMN, name, otherName, '相同之处', '相距（米）', '研判'],
      ...[
        '类别',
        '另一家类别',
        '地址',
        '另一家地址',
        '信用代码',
        '另一家信用代码',
        '名单来源',
        '另一家名单来源',
      ],
    ],
    rows: pairs.map(({ first, second, reasons, apart, severity }) => [
      ...[first.id, second.id, '', first.name, second.name],
      ...[reasons.map((reason) => duplicateReasonNames[reason]).join('、'), apart && Math.round(apart)],
      ...[severity ? severityNames[severity] : '', title(first.category), title(second.category)],
      ...[first.address, second.address, first.uscc, second.uscc, first.source, second.source],
    ]),
    choices: { column: DECISION_COLUMN, values: Object.values(pairChoices) },
  };
}
