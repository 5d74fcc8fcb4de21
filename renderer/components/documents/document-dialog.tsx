import { Alert, Button, Form, Modal, Select } from 'antd';
import { useRef } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { DocumentAbout, DrawnPicture } from '#shared/contract/documents.ts';
import { type DocumentTemplate, fieldsOf, withSecrecy } from '#shared/forms/document-template.ts';
import { client } from '../../client/client.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { ASKED, toldOfAsking, useAsking } from '../approvals/use-asking.ts';
import { KeptForm, type KeptFormHandle, type SentDraft } from '../drafts/kept-form.tsx';
import { momentText } from '../format.ts';
import { saveFile } from '../save-file.ts';
import { ErrorState, Loading } from '../states.tsx';
import { useBusyCarryOut, useCarryOut } from '../use-carry-out.ts';
import { NumberFields, type NumberValues, wantedNumber } from './number-fields.tsx';
import { drawPhotos } from './pictures/photos.ts';
import { drawPictures } from './pictures/pictures.ts';
import { SaidFields, wordsOf } from './said-fields.tsx';
import './document-dialog.css';

interface Fields extends NumberValues {
  issuer?: string;
  said: Record<string, string>;
  prepared?: boolean;
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
  const ask = useAsking();
  const [form] = Form.useForm<Fields>();
  const handle = useRef<KeptFormHandle>(null);
  const { data } = draft;

  const keep = () =>
    carryOut(
      () => save.mutateAsync({ input: { template, about, said: wordsOf(form.getFieldsValue(true).said) } }),
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
      const input = {
        template,
        about,
        issuer: fields.issuer ?? '',
        said: wordsOf(fields.said),
        pictures,
        prepared: fields.prepared ?? false,
        number: wantedNumber(data.numbering, fields),
        again: fields.again ?? false,
      };
      const made = await ask('documents.make', input, () => make.mutateAsync({ input }));
      sent();
      if (made === ASKED) return made;
      await saveFile(await client.call('reports.read', { id: made.id }), `${made.title}.docx`);
      return made;
    };
    const done = `《${data.template.title}》已生成并留存，可在“报表”里再取`;
    await making.carryOut(written, (result) => toldOfAsking(result, done), onClose);
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
          restsOn={data}
          name="document"
          form={form}
          handle={handle}
          className="document-form"
          onFinish={submit}
        >
          <p className="quiet small">
            {data.template.source}
            {data.savedAt && `。上次填写 ${momentText(data.savedAt)}`}
          </p>
          <SinceLast since={data.since} />
          {data.issuers.length > 0 && <IssuerField {...data} />}
          {data.numbering && <NumberFields numbering={data.numbering} />}
          <SaidFields template={data.template} />
          <KnownFacts template={data.template} known={data.known} />
        </KeptForm>
      ) : (
        <Loading />
      )}
    </Modal>
  );
}

/** What the document would say otherwise than when it was last made. */
function SinceLast({ since }: Pick<OutputOf<'documents.draft'>, 'since'>) {
  if (!since) return null;
  const { madeAt, changed } = since;
  return (
    <Alert
      type="info"
      title={`上次生成 ${momentText(madeAt)}，此后${changed.length === 0 ? '内容没有变化' : `有变化：${changed.join('、')}`}`}
    />
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

function firstFields({ issuers, said, numbering, template }: OutputOf<'documents.draft'>): Fields {
  const number = { code: numbering?.standing?.code ?? numbering?.code ?? '', number: null };
  const begun = withSecrecy(template.asks, said);
  return { issuer: issuers[0] ?? '', said: begun, number, again: false, prepared: false };
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
