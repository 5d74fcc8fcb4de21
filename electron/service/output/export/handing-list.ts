import { minuteOf } from '#shared/calendar/china-time.ts';
import type { Handing } from '#shared/contract/handings.ts';
import { handingEndNames, handingOf } from '#shared/ledger/handing.ts';
import { listHandings } from '../../sweeps/handings/list-handings.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { type Cell, encodeXlsx } from './table.ts';

const moment = (iso: string | null) => (iso === null ? null : minuteOf(new Date(iso)).replace('T', ' '));

const waiting = { receipt: '待签收', answer: '待回复' } as const;

function standOf({ waits, ended: how, receivedAt }: Handing): string {
  if (waits !== null) return waiting[waits];
  return how === '' && receivedAt !== null ? '已签收' : handingEndNames[how];
}

const columns: readonly { readonly title: string; readonly cell: (row: Handing) => Cell }[] = [
  { title: '方式', cell: ({ kind }) => handingOf(kind).title },
  { title: '隐患编号', cell: ({ code }) => code },
  { title: '地点', cell: ({ placeName }) => placeName },
  { title: '联席会', cell: ({ meeting }) => meeting },
  { title: '事项', cell: ({ matter }) => matter },
  { title: '交办单位', cell: ({ fromBody }) => fromBody },
  { title: '承办单位', cell: ({ toBody }) => toBody },
  { title: '负责人', cell: ({ toPerson }) => toPerson },
  { title: '交办时间', cell: ({ handedAt }) => moment(handedAt) },
  { title: '时限', cell: ({ dueAt }) => moment(dueAt) },
  { title: '签收时间', cell: ({ receivedAt }) => moment(receivedAt) },
  { title: '签收人', cell: ({ receivedBy }) => receivedBy },
  { title: '状态', cell: standOf },
  { title: '办结时间', cell: ({ endedAt }) => moment(endedAt) },
  { title: '回复或理由', cell: ({ answer }) => answer },
  { title: '逾期（工作小时）', cell: ({ hoursLate }) => hoursLate && Number(hoursLate.toFixed(1)) },
  { title: '催办次数', cell: ({ urges }) => urges },
];

/** Everything that was handed about, what is late first: the bytes of an xlsx file. */
export async function handingList(context: QueryContext): Promise<Uint8Array> {
  const rows = await listHandings(context, { hazardId: null, standing: false });
  return await encodeXlsx({
    columns: columns.map(({ title }) => title),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
  });
}
