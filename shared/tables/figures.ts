import { all, no, oneOf, openHazards, yes } from './conditions.ts';
import type { Query } from './query.ts';
import type { TableName } from './table-columns.ts';

/** A figure that screens show: what it counts, in words and as the rows that it opens. */
export interface Figure {
  readonly label: string;
  /** Told where it is pointed at. */
  readonly explained: string;
  readonly table: TableName;
  readonly query: Query;
}

const byGravest = '每家场所按最重的一项研判结果计一次';

/** Every figure that more than one screen shows, once: wherever it stands it counts the same and opens the same rows. */
export const figures = {
  violation: {
    label: '区内·禁设的场所',
    explained: `${byGravest}：有一项是区内·禁设的`,
    table: 'venues',
    query: all(oneOf('severity', 'violation')),
  },
  undetermined: {
    label: '待实测的场所',
    explained: `${byGravest}：没有区内·禁设，有一项是待实测的`,
    table: 'venues',
    query: all(oneOf('severity', 'undetermined')),
  },
  supervised: {
    label: '重点监管的场所',
    explained: `${byGravest}：最重的是区内·重点监管的`,
    table: 'venues',
    query: all(oneOf('severity', 'supervised')),
  },
  supervisedDoubt: {
    label: '监管·存疑的场所',
    explained: `${byGravest}：是否在重点监管范围内还不能确定的`,
    table: 'venues',
    query: all(oneOf('severity', 'supervisedDoubt')),
  },
  openHazards: {
    label: '未结隐患',
    explained: '没有销号的隐患，作废的不计',
    table: 'hazards',
    query: all(openHazards),
  },
  overdue: {
    label: '逾期隐患',
    explained: '没有销号、整改期限已过的隐患',
    table: 'hazards',
    query: all(yes('overdue')),
  },
  swept: {
    label: '本期已整治学校',
    explained: '本期内安全区域查过的学校，按规则包规定的口径计',
    table: 'schools',
    query: all(yes('visitedThisQuarter')),
  },
  unswept: {
    label: '本期未整治学校',
    explained: '本期内安全区域还没有查过的学校，按规则包规定的口径计',
    table: 'schools',
    query: all(no('visitedThisQuarter')),
  },
} as const satisfies Record<string, Figure>;
