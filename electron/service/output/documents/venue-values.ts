import { CodedError } from '#shared/contract/errors.ts';
import { basisText, existingNames, methodNames } from '#shared/rules/rule.ts';
import { placeTitle } from '#shared/sweeps/visit-rules.ts';
import { verdictNames } from '#shared/zones/verdict.ts';
import { selectDecidingFinding, selectLicenceWhole, selectVenueWhole } from '../../db/queries/documents.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { chineseDay } from './chinese-date.ts';
import { nothingRecorded, type RecordFilling } from './record-values.ts';

type Context = Pick<QueryContext, 'db' | 'workspace'>;

/** What a paper to a venue says: where it lies by its gravest finding. Errors: VENUE_UNKNOWN. */
export async function venueFilling({ db, workspace }: Context, id: number): Promise<RecordFilling> {
  const venue = await selectVenueWhole(db, id);
  if (!venue) throw new CodedError('VENUE_UNKNOWN', { id });
  const finding = await selectDecidingFinding(db, id);
  const rule = finding && workspace.rules.find((each) => each.id === finding.ruleId);
  return {
    bodies: [],
    name: venue.name,
    category: venue.category,
    recorded: { ...nothingRecorded, venueId: id },
    known: {
      当事人: venue.name,
      统一社会信用代码: venue.uscc ?? '',
      负责人: venue.legalPerson ?? '',
      地址: venue.address,
      类别: placeTitle(workspace.catalogue.categoryTitles, venue.category),
      学校: finding?.schoolName ?? '',
      距离: finding ? `${finding.distance.toFixed(1)}米（±${(2 * finding.sigma).toFixed(1)}米）` : '',
      测量方式: finding ? methodNames[finding.method] : '',
      限值: finding ? `${finding.limit}米` : '',
      判定: finding ? verdictNames[finding.verdict] : '',
      处理方式: finding?.existing ? existingNames[finding.existing] : '',
      依据: rule ? basisText(rule) : '',
    },
  };
}

/** What a paper about a licence says, with its venue. Errors: LICENCE_UNKNOWN. */
export async function licenceFilling(
  context: Context & Pick<QueryContext, 'today'>,
  id: number,
): Promise<RecordFilling> {
  const licence = await selectLicenceWhole(context.db, id, context.today);
  if (!licence) throw new CodedError('LICENCE_UNKNOWN', { id });
  const venue = await venueFilling(context, licence.venueId);
  return {
    ...venue,
    known: {
      ...venue.known,
      许可证类型: licence.kind,
      许可证号: licence.number,
      持证人: licence.holder || (venue.known.当事人 ?? ''),
      有效期至: licence.unlimited === 1 ? '长期' : chineseDay(licence.validUntil),
      剩余天数: licence.daysLeft === null ? '' : String(licence.daysLeft),
    },
  };
}
