import { Alert, Button, Checkbox, Form, Modal, Progress, Segmented, Select, Table } from 'antd';
import { useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { client } from '../../client/client.ts';
import { useService } from '../../client/queries.ts';
import { runPageTask, useTasks } from '../../client/tasks.ts';
import { ASKED, toldOfAsking, useAsking } from '../approvals/use-asking.ts';
import { KeptForm, type SentDraft } from '../drafts/kept-form.tsx';
import { saveFile } from '../save-file.ts';
import { ErrorState, Loading } from '../states.tsx';
import { thingOf } from '../to-sweep.tsx';
import { useBusyCarryOut } from '../use-carry-out.ts';
import { NumberFields, type NumberValues, wantedNumber } from './number-fields.tsx';
import { SaidFields, wordsOf } from './said-fields.tsx';
import './document-dialog.css';

type Draft = OutputOf<'letters.draft'>;
type Row = Draft['rows'][number];
export type LetterSubject = Draft['template']['about'];

interface Fields extends NumberValues {
  issuer?: string;
  said?: Record<string, string>;
  as?: 'zip' | 'file' | 'bodies';
  prepared?: boolean;
  /** Without those that would say the same again. */
  onlyChanged?: boolean;
}

/** Letters of one template about chosen rows: which, by whom, numbered from where; then all of them at once. */
export function LettersDialog({
  about,
  ids,
  onClose,
}: {
  about: LetterSubject;
  ids: readonly number[];
  onClose: () => void;
}) {
  const templates = useService('documents.templates', {});
  const usable = (templates.data ?? []).filter((each) => each.about === about && each.issuer !== 'none');
  const [chosen, setChosen] = useState<string | null>(null);
  const template = chosen ?? usable[0]?.id ?? null;
  const draft = useService('letters.draft', template === null ? null : { template, ids: [...ids] });
  const [form] = Form.useForm<Fields>();
  const issuing = useIssuing(draft.data ?? null, onClose);
  const error = templates.error ?? draft.error;
  return (
    <Modal
      open
      width={860}
      title={`批量出具文书（${ids.length} 份）`}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" loading={issuing.busy} disabled={!draft.data} onClick={form.submit}>
            编号并生成
          </Button>
        </>
      }
    >
      <div className="letters-template">
        <span>文书</span>
        <Select
          aria-label="文书"
          value={template}
          onChange={setChosen}
          options={usable.map(({ id, title }) => ({ value: id, label: title }))}
        />
      </div>
      {error ? (
        <ErrorState error={error} onRetry={() => void draft.refetch()} />
      ) : draft.data ? (
        <LettersForm key={draft.data.template.id} draft={draft.data} form={form} onFinish={issuing.issue} />
      ) : (
        <Loading />
      )}
      {issuing.busy && <Running title={issuing.title} />}
    </Modal>
  );
}

function LettersForm({
  draft,
  form,
  onFinish,
}: {
  draft: Draft;
  form: ReturnType<typeof Form.useForm<Fields>>[0];
  onFinish: (fields: Fields, sent: SentDraft) => Promise<void>;
}) {
  const { template, numbering, rows, issuers } = draft;
  const issuer = Form.useWatch('issuer', form) ?? issuers[0] ?? '';
  const onlyChanged = Form.useWatch('onlyChanged', form) ?? false;
  const able = chosenOf(rows, { issuer, onlyChanged });
  const numbered = able.filter(({ standing }) => standing).length;
  return (
    <KeptForm<Fields>
      draft={{
        kind: 'letters',
        thing: thingOf(
          template.id,
          rows.map(({ id }) => id),
        ),
        title: template.title,
      }}
      begin={() => firstFields(draft)}
      restsOn={draft}
      name="letters"
      form={form}
      className="document-form letters-form"
      onFinish={onFinish}
    >
      <Form.Item name="issuer" label="出具单位" rules={[{ required: true, message: '请选择出具单位' }]}>
        <Select showSearch options={issuers.map((value) => ({ value }))} />
      </Form.Item>
      <Form.Item name="as" label="文件">
        <Segmented
          options={[
            { value: 'file', label: '合成一个 Word' },
            { value: 'zip', label: '每份一个' },
            { value: 'bodies', label: '每个责任部门一个' },
          ]}
        />
      </Form.Item>
      {numbering && (
        <NumberFields
          numbering={numbering}
          papers={able.length}
          kept={numbered}
          standing={numbered > 0 ? `${numbered} 份以前出具过` : null}
        />
      )}
      <SaidFields template={template} />
      <UnchangedField rows={rows} />
      <Recipients
        rows={rows}
        issuer={issuer}
        able={rows.filter((row) => row.issuers.includes(issuer)).length}
      />
    </KeptForm>
  );
}

/** The rows that letters are made for. */
function chosenOf(
  rows: readonly Row[],
  { issuer = '', onlyChanged = false }: Pick<Fields, 'issuer' | 'onlyChanged'>,
): Row[] {
  return rows.filter((row) => row.issuers.includes(issuer) && !(onlyChanged && row.changed === false));
}

/** Letters that would say the same as when they were issued are left out, unless somebody wants them. */
function UnchangedField({ rows }: { rows: readonly Row[] }) {
  const same = rows.filter(({ changed }) => changed === false).length;
  if (same === 0) return null;
  return (
    <Form.Item
      name="onlyChanged"
      valuePropName="checked"
      extra={`自上次出具以来，${same} 份内容没有变化，${rows.length - same} 份有变化或没有出具过`}
    >
      <Checkbox>只出具有变化的和没有出具过的</Checkbox>
    </Form.Item>
  );
}

/** To whom the letters go, and what is wanting in each. */
function Recipients({ rows, issuer, able }: { rows: readonly Row[]; issuer: string; able: number }) {
  return (
    <section className="document-known" aria-label="收件">
      {able < rows.length && (
        <Alert
          type="warning"
          title={`${rows.length - able} 份不在“${issuer}”的职权内，不生成；可换出具单位另做一批`}
        />
      )}
      <Table<Row>
        size="small"
        rowKey="id"
        dataSource={[...rows]}
        pagination={{ pageSize: 6, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { title: '对象', dataIndex: 'name' },
          {
            title: '说明',
            render: (_, row) => noteOf(row, issuer),
          },
        ]}
      />
    </section>
  );
}

function noteOf({ issuers, missing, standing, changed }: Row, issuer: string): string {
  if (!issuers.includes(issuer)) return '不在出具单位的职权内，不生成';
  const notes = [
    standing === null ? '' : `出具过${standing && `，${standing}`}`,
    changed === null ? '' : changed ? '此后有变化' : '此后没有变化',
    missing.length > 0 ? `留空待填：${missing.join('、')}` : '',
  ];
  return notes.filter(Boolean).join('；') || '资料齐全';
}

function firstFields({ issuers, said, numbering, rows }: Draft): Fields {
  const same = rows.filter(({ changed }) => changed === false).length;
  return {
    onlyChanged: same > 0 && same < rows.length,
    issuer: issuers[0] ?? '',
    as: 'file',
    said: { ...said },
    number: { code: numbering?.code ?? '', number: null },
    again: false,
    prepared: false,
  };
}

/** Sends the letters as a listed task, hands the file over and says what came of it. */
function useIssuing(draft: Draft | null, onClose: () => void) {
  const { busy, carryOut } = useBusyCarryOut();
  const ask = useAsking();
  const title = `批量出具${draft?.template.title ?? ''}`;
  const issue = async (fields: Fields, { sent, formId }: SentDraft) => {
    if (!draft) return;
    const { issuer = '', as = 'file', prepared = false, again = false } = fields;
    const ids = chosenOf(draft.rows, fields).map(({ id }) => id);
    const none = '内容都没有变化，没有要出具的；要重出的，请去掉“只出具有变化的”';
    if (ids.length === 0) return await carryOut(async () => undefined, none);
    const input = {
      formId,
      template: draft.template.id,
      ids,
      issuer,
      as,
      prepared,
      again,
      said: wordsOf(fields.said),
      number: wantedNumber(draft.numbering, fields),
    };
    const work = async () => {
      const made = await runPageTask(title, (report, signal) =>
        ask('letters.issue', input, () =>
          client.call('letters.issue', input, {
            signal,
            onProgress: ({ label, done, total }) => report(label, done, total),
          }),
        ),
      );
      sent();
      if (made !== ASKED) await hand(made);
      return made;
    };
    const told = (made: Awaited<ReturnType<typeof work>>) =>
      made === ASKED ? toldOfAsking(made, '') : toldOf(made);
    await carryOut(work, told, onClose);
  };
  return { busy, title, issue };
}

async function hand({ reports, title }: OutputOf<'letters.issue'>): Promise<void> {
  const [only] = reports;
  if (reports.length === 1 && only !== undefined)
    await saveFile(await client.call('reports.read', { id: only }), `${title}.docx`);
  else await saveFile(await client.call('reports.archive', { ids: reports }), `${title}.zip`);
}

function toldOf({ letters, kept, first, last }: OutputOf<'letters.issue'>): string {
  const numbers = last === '' ? '没有编号' : first === last ? first : `${first} 至 ${last}`;
  return `已出具 ${letters} 份（${numbers}${kept > 0 ? `，其中 ${kept} 份沿用原号` : ''}），都已登记`;
}

/** How far the letters are, and the way to stop: then none of them is kept and no number is used. */
function Running({ title }: { title: string }) {
  const task = useTasks().find((each) => each.title === title && each.state === 'running');
  if (!task) return null;
  const percent = task.total ? Math.round((task.done / task.total) * 100) : 0;
  return (
    <div className="letters-running">
      <Progress percent={percent} />
      <Button size="small" onClick={task.cancel}>
        停止，不编号
      </Button>
    </div>
  );
}
