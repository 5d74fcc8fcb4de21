import { Button, Form, Input, Table } from 'antd';
import { useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { type PaperEntry, type PaperState, paperStateNames } from '#shared/contract/papers.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import { TakePaper } from '../../components/documents/papers-of.tsx';
import { ServePaper } from '../../components/documents/serve-paper.tsx';
import type { SentDraft } from '../../components/drafts/kept-form.tsx';
import { NumberField } from '../../components/fields/number-field.tsx';
import { required } from '../../components/fields/required.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { momentText } from '../../components/format.ts';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import { Tag, type TagTone } from '../../components/tags.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';

type Series = OutputOf<'papers.register'>[number];

/** All numbers that were given, series by series, and those that nobody had. */
export function PaperRegister({ today }: { today: string }) {
  const register = useService('papers.register', {});
  const may = useMayCall();
  const [entering, setEntering] = useState<Partial<EnterFields> | null>(null);
  const year = Number(today.slice(0, 4));
  if (register.error) return <ErrorState error={register.error} onRetry={() => void register.refetch()} />;
  if (!register.data) return <Loading />;
  return (
    <>
      <div className="report-templates">
        {may('papers.enter') && <Button onClick={() => setEntering({})}>登记程序外用的号</Button>}
        <span className="quiet small">
          号从编号簿里取，一个只用一次。空号是没有登记的号
          {may('papers.enter') && '：在纸上用过的，请登记；不用的，登记原因'}。
        </span>
      </div>
      {register.data.length === 0 && (
        <EmptyState title="还没有编过号">出具文书时填机关代字，号就从这里取。</EmptyState>
      )}
      {register.data.map((series) => (
        <OneSeries
          key={`${series.year} ${series.code}`}
          series={series}
          onGap={
            may('papers.enter')
              ? ({ first, last }) => setEntering({ code: series.code, year: series.year, first, last })
              : null
          }
        />
      ))}
      {entering && <EnterNumbers begin={{ year, ...entering }} onClose={() => setEntering(null)} />}
    </>
  );
}

const tones: Readonly<Record<PaperState, TagTone>> = {
  issued: 'supervised',
  elsewhere: 'plain',
  void: 'violation',
};

function OneSeries({
  series: { code, year, gaps, papers },
  onGap,
}: {
  series: Series;
  /** Null for who may not say what a number was used for. */
  onGap: ((gap: Series['gaps'][number]) => void) | null;
}) {
  const may = useMayCall();
  const [voiding, setVoiding] = useState<PaperEntry | null>(null);
  return (
    <section aria-label={`${code} ${year}`}>
      <h3 className="paper-series">
        {code}〔{year}〕<span className="quiet small">{papers.length} 号</span>
        {gaps.map((gap) => {
          const words = `空号 ${gap.first === gap.last ? gap.first : `${gap.first}—${gap.last}`}`;
          return onGap ? (
            <Button key={gap.first} size="small" danger onClick={() => onGap(gap)}>
              {words}
            </Button>
          ) : (
            <Tag key={gap.first} tone="violation">
              {words}
            </Tag>
          );
        })}
      </h3>
      <Table<PaperEntry>
        size="small"
        rowKey="id"
        scroll={{ x: 860 }}
        dataSource={papers}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { title: '文号', dataIndex: 'text', width: 190, className: 'number' },
          { title: '文书', dataIndex: 'title' },
          { title: '出具单位', dataIndex: 'issuer', width: 150 },
          {
            title: '状态',
            width: 190,
            render: (_, { state, note }) => (
              <>
                <Tag tone={tones[state]}>{paperStateNames[state]}</Tag> {note}
              </>
            ),
          },
          {
            title: '时间',
            dataIndex: 'madeAt',
            width: 150,
            className: 'number',
            render: (at: string) => momentText(at),
          },
          {
            title: '',
            width: 170,
            render: (_, paper) => (
              <>
                {may('papers.serve') && <ServePaper paper={paper} />}
                {may('reports.read') && <TakePaper paper={paper} />}
                {paper.state !== 'void' && may('papers.void') && (
                  <Button type="link" size="small" onClick={() => setVoiding(paper)}>
                    作废
                  </Button>
                )}
              </>
            ),
          },
        ]}
      />
      {voiding && <VoidPaper paper={voiding} onClose={() => setVoiding(null)} />}
    </section>
  );
}

interface EnterFields {
  code: string;
  year: number;
  first: number;
  last: number;
  title: string;
  note?: string;
}

/** Numbers that stand on papers made outside of the program. */
function EnterNumbers({ begin, onClose }: { begin: Partial<EnterFields>; onClose: () => void }) {
  const enter = useCommand('papers.enter');
  const carryOut = useCarryOut();
  const submit = ({ note = '', last, ...fields }: EnterFields, { sent, formId }: SentDraft) =>
    carryOut(
      () => enter.mutateAsync({ input: { ...fields, last: last ?? fields.first, note, formId } }),
      ({ entered }) => `已登记 ${entered} 个号`,
      () => {
        sent();
        onClose();
      },
    );
  return (
    <FormDialog<EnterFields>
      title="登记程序外用的号"
      okText="登记"
      saving={enter.isPending}
      onClose={onClose}
      draft={{
        kind: 'paper',
        thing: `enter ${begin.code ?? ''} ${begin.first ?? ''}`,
        title: '登记程序外用的号',
      }}
      initialValues={begin}
      onFinish={submit}
    >
      <Form.Item name="code" label="机关代字" rules={[required('机关代字')]}>
        <Input maxLength={40} />
      </Form.Item>
      <NumberField name="year" label="年份" required whole min={1990} max={2200} />
      <NumberField name="first" label="从几号" required whole min={1} max={999_999} />
      <NumberField name="last" label="到几号（只一个不填）" whole min={1} max={999_999} />
      <Form.Item name="title" label="用于" rules={[required('用于')]}>
        <Input maxLength={200} placeholder="文书名称；不用的写“空号”和原因" />
      </Form.Item>
      <Form.Item name="note" label="备注">
        <Input maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}

/** A number that was given and is not used. */
function VoidPaper({ paper, onClose }: { paper: PaperEntry; onClose: () => void }) {
  const take = useCommand('papers.void');
  const carryOut = useCarryOut();
  const title = `作废 ${paper.text}`;
  const submit = ({ reason }: { reason: string }, { sent }: SentDraft) =>
    carryOut(
      () => take.mutateAsync({ input: { id: paper.id, reason } }),
      `${paper.text} 已作废，这个号不再使用`,
      () => {
        sent();
        onClose();
      },
    );
  return (
    <FormDialog<{ reason: string }>
      title={title}
      okText="作废"
      danger
      saving={take.isPending}
      onClose={onClose}
      draft={{ kind: 'paper', thing: `void ${paper.id}`, title }}
      onFinish={submit}
    >
      <Form.Item name="reason" label="原因" rules={[required('原因')]}>
        <Input maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
