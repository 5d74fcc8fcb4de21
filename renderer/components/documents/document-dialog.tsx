import { Alert, Button, Form, Input, Modal, Radio, Select } from 'antd';
import { useEffect, useRef } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { DocumentAbout, DrawnPicture } from '#shared/contract/documents.ts';
import { type DocumentTemplate, fieldsOf, openKey } from '#shared/forms/document-template.ts';
import { client } from '../../client/client.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { KeptForm, type KeptFormHandle, type SentDraft } from '../drafts/kept-form.tsx';
import { localMoment } from '../format.ts';
import { saveFile } from '../save-file.ts';
import { ErrorState, Loading } from '../states.tsx';
import { useBusyCarryOut, useCarryOut } from '../use-carry-out.ts';
import { drawPhotos } from './pictures/photos.ts';
import { drawPictures } from './pictures/pictures.ts';
import './document-dialog.css';

interface Fields {
  issuer?: string;
  said: Record<string, string>;
}

/** Who issues a document, of those who may. */
function IssuerField({ issuers, template }: Pick<OutputOf<'documents.draft'>, 'issuers' | 'template'>) {
  const isInspecting = template.issuer === 'inspecting';
  return (
    <Form.Item
      name="issuer"
      label="出具单位"
      rules={[{ required: true, message: '请选择出具单位' }]}
      extra={isInspecting ? '只列有行政检查权和处罚权的单位；牵头协调单位不能出具。' : ''}
    >
      <Select options={issuers.map((value) => ({ value }))} showSearch />
    </Form.Item>
  );
}

/** A document: what it will say is looked at and completed, then it is made, kept and saved. */
export function DocumentDialog({
  template,
  about,
  onClose,
}: {
  template: string;
  about: DocumentAbout;
  onClose: () => void;
}) {
  const draft = useService('documents.draft', { template, about });
  const make = useCommand('documents.make');
  const save = useCommand('documents.save');
  const carryOut = useCarryOut();
  const making = useBusyCarryOut();
  const [form] = Form.useForm<Fields>();
  const handle = useRef<KeptFormHandle>(null);
  const { data } = draft;
  useEffect(() => {
    if (data) form.setFieldsValue(firstFields(data));
  }, [data, form]);

  const keep = () =>
    carryOut(
      () => save.mutateAsync({ input: { template, about, said: saidOf(form.getFieldsValue(true)) } }),
      '已保存填写的内容，下次打开接着填',
      () => {
        handle.current?.end();
        onClose();
      },
    );
  const submit = async (fields: Fields, { sent }: SentDraft) => {
    if (!data) return;
    const written = async () => {
      const pictures = await picturesFor(data.template, about, data.known.当事人 ?? '');
      const made = await make.mutateAsync({
        input: { template, about, issuer: fields.issuer ?? '', said: saidOf(fields), pictures },
      });
      sent();
      await saveFile(await client.call('reports.read', { id: made.id }), `${made.title}.docx`);
    };
    await making.carryOut(written, `《${data.template.title}》已生成并留存，可在“报表”里再取`, onClose);
  };
  return (
    <Modal
      open
      width={760}
      title={data?.title ?? '文书'}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          {data && data.template.asks.length > 0 && (
            <Button loading={save.isPending} onClick={keep}>
              只保存
            </Button>
          )}
          <Button type="primary" loading={making.busy} disabled={!data} onClick={form.submit}>
            生成 Word 文件
          </Button>
        </>
      }
    >
      {draft.error ? (
        <ErrorState error={draft.error} onRetry={() => void draft.refetch()} />
      ) : data ? (
        <KeptForm<Fields>
          draft={{ kind: 'document', thing: `${template}/${JSON.stringify(about)}`, title: data.title }}
          begin={() => firstFields(data)}
          name="document"
          form={form}
          handle={handle}
          className="document-form"
          onFinish={submit}
        >
          <p className="quiet small">
            {data.template.source}
            {data.savedAt && `。上次填写 ${localMoment(data.savedAt)}`}
          </p>
          {data.issuers.length > 0 && <IssuerField {...data} />}
          {data.template.asks.map((ask) => (
            <AskedField key={ask.field} ask={ask} />
          ))}
          <KnownFacts template={data.template} known={data.known} />
        </KeptForm>
      ) : (
        <Loading />
      )}
    </Modal>
  );
}

/** A field that a person fills in. What is 涉密 or 敏感 stays here, unless a person says that it is not. */
function AskedField({ ask: { field, hint, long, sensitive } }: { ask: DocumentTemplate['asks'][number] }) {
  return (
    <>
      <Form.Item name={['said', field]} label={field} {...(long ? { className: 'document-long' } : {})}>
        {long ? (
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} placeholder={hint} maxLength={3000} />
        ) : (
          <Input placeholder={hint} maxLength={300} />
        )}
      </Form.Item>
      {sensitive && (
        <Form.Item
          name={['said', openKey(field)]}
          label={`${field}：涉密、敏感`}
          extra="写“无”的照印。涉密、敏感的只存在本机，文件里不写。"
        >
          <Radio.Group
            options={[
              { value: '', label: '涉密或敏感，不写入文件' },
              { value: '是', label: '不涉密，写入文件' },
            ]}
          />
        </Form.Item>
      )}
    </>
  );
}

/** What the workspace fills in by itself. Unknown fields become empty lines, to be filled in by hand. */
function KnownFacts({
  template,
  known,
}: {
  template: Pick<DocumentTemplate, 'blocks' | 'asks'>;
  known: Readonly<Record<string, string>>;
}) {
  const asked = new Set(template.asks.map(({ field }) => field));
  const fields = fieldsOf(template.blocks).filter((field) => !asked.has(field) && field !== '发文机关');
  const missing = fields.filter((field) => !known[field]);
  return (
    <section className="document-known" aria-label="自动填写">
      <h3>自动填写</h3>
      {missing.length > 0 && <Alert type="info" title={`没有资料，文件里留空待填：${missing.join('、')}`} />}
      <dl>
        {fields
          .filter((field) => known[field])
          .map((field) => (
            <div key={field}>
              <dt>{field}</dt>
              <dd>{known[field]}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function firstFields({ issuers, said, template }: OutputOf<'documents.draft'>): Fields {
  const open = template.asks.flatMap(({ field, sensitive }) => (sensitive ? [[openKey(field), '']] : []));
  return { issuer: issuers[0] ?? '', said: { ...Object.fromEntries(open), ...said } };
}

function saidOf({ said }: Fields): Record<string, string> {
  return Object.fromEntries(Object.entries(said ?? {}).map(([field, text]) => [field, text ?? '']));
}

/** The pictures and photos that a template wants of its subject, drawn and handed to the service. */
export async function picturesFor(
  { blocks }: Pick<DocumentTemplate, 'blocks'>,
  about: DocumentAbout,
  place: string,
): Promise<DrawnPicture[]> {
  const wanted = blocks.flatMap((block) => (block.kind === 'picture' ? [block.picture] : []));
  if (wanted.length > 0) return await drawPictures(wanted, about);
  if (about.kind !== 'visit' || !blocks.some(({ kind }) => kind === 'photos')) return [];
  const of = { kind: 'visit' as const, id: about.id };
  return await drawPhotos(await client.call('attachments.list', { of }), place);
}
