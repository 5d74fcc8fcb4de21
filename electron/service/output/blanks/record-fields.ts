import type { AboutKind } from '#shared/blanks/field-words.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { rosterRows } from '#shared/facilities/duty-roster.ts';
import { agencyNamed, type Officer } from '#shared/sweeps/visit-rules.ts';
import { selectVisitWhole } from '../../db/queries/documents.ts';
import { selectDuties } from '../../db/queries/duties.ts';
import { findSweep } from '../../db/queries/sweeps.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { hazardFilling, schoolFilling, visitFilling } from '../documents/record-values.ts';
import { venueFilling } from '../documents/venue-values.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'progress'>;

/** What a form about one record says, by field; fields that may stand several times have one text for each time. */
export interface RecordFields {
  readonly one: ReadonlyMap<string, string>;
  readonly each: ReadonlyMap<string, readonly string[]>;
  /** What the record is called. */
  readonly name: string;
}

/** What stands in documents where nothing is on record: a form stays blank there. */
const nothingSaid = new Set(['无', '未测量', '']);

/** What documents say of a record, as the fields of a form. Errors: BLANK_SUBJECT, and those of the record. */
export async function recordFields(
  context: Context,
  about: { kind: AboutKind; id: number },
): Promise<RecordFields> {
  switch (about.kind) {
    case 'visit':
      return await visitFields(context, about.id);
    case 'hazard': {
      const { known, name } = await hazardFilling(context, about.id, false);
      return fieldsOf(known, name);
    }
    case 'school': {
      const { known, name } = await schoolFilling(context, about.id);
      return fieldsOf(known, name);
    }
    case 'venue': {
      const { known, name } = await venueFilling(context, about.id);
      return fieldsOf(known, name);
    }
    case 'gate':
      return await gateFields(context, about.id);
    case 'sweep': {
      const sweep = await findSweep(context.db, about.id);
      if (!sweep) throw new CodedError('SWEEP_UNKNOWN', { id: about.id });
      const agencies = readStored('sweeps.agencies', sweep.agencies).join('、');
      return fieldsOf(
        { 行动名称: sweep.title, 参与单位: agencies, 牵头单位: sweep.leadBody || sweep.coordinator },
        sweep.title,
      );
    }
  }
}

function fieldsOf(
  known: Readonly<Record<string, string>>,
  name: string,
  each: Readonly<Record<string, readonly string[]>> = {},
): RecordFields {
  const said = Object.entries(known).filter(([, text]) => !nothingSaid.has(text));
  return { one: new Map(said), each: new Map(Object.entries(each)), name };
}

/** An inspection has two officers of bodies that may inspect: what has not is none, and gets no form of one. */
async function visitFields(context: Context, id: number): Promise<RecordFields> {
  const { known, name } = await visitFilling(context, id);
  const visit = await selectVisitWhole(context.db, id);
  const officers = visit ? readStored('visits.officers', visit.officers) : [];
  const able = officers.filter((officer) => mayInspect(context, officer));
  if (able.length < 2)
    throw new CodedError('BLANK_SUBJECT', {
      reason: '这次检查有执法权的单位的执法人员不足两人，不能出现场检查的文书',
    });
  const bodies = [...new Set(able.map(({ agency }) => agency))].join('、');
  const told = {
    ...known,
    检查时间: `${known.开始时间}至${known.结束时间}`,
    检查地点: known.地址 ?? '',
    执法单位: bodies,
    测量米数:
      visit?.measuredDistance === null || visit === undefined ? '' : visit.measuredDistance.toFixed(1),
    照片张数: known.照片编号 === '无' ? '' : String((known.照片编号 ?? '').split('、').length),
    // Ends and instrument are wanting: then it proves nothing, and the cell stays blank.
    距离测量: /没有记全/.test(known.距离测量 ?? '') ? '' : (known.距离测量 ?? ''),
  };
  return fieldsOf(told, name, {
    执法人员姓名: able.map((officer) => officer.name),
    执法证号: able.map(({ certificate }) => certificate),
  });
}

function mayInspect({ workspace }: Context, { agency }: Officer): boolean {
  return agencyNamed(workspace.pack.agencies, agency)?.mayInspect === true;
}

async function gateFields({ db, workspace }: Context, id: number): Promise<RecordFields> {
  const schools = [...(await workspace.places.schools()).values()];
  const school = schools.find(({ gates }) => gates.some((gate) => gate.id === id));
  const gate = school?.gates.find((each) => each.id === id);
  if (!school || !gate) throw new CodedError('GATE_UNKNOWN', { id });
  const rows = rosterRows(await selectDuties(db, id));
  const hours = (period: string) => rows.find((row) => row.period === period)?.hours ?? '';
  return fieldsOf(
    { 学校: school.name, 校门: gate.name, 上学时段: hours('上学'), 放学时段: hours('放学') },
    `${school.name} ${gate.name}`,
  );
}
