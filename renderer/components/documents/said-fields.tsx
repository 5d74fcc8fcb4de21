import { Form, Input, Radio, Switch } from 'antd';
import { type DocumentTemplate, secretKey } from '#shared/forms/document-template.ts';
import { isOfficialField } from '#shared/forms/official-paper.ts';

type Shown = Pick<DocumentTemplate, 'asks' | 'format' | 'numbered'>;

/** What a person fills in: of the text, and of a 公文 its 版头 and 版记. The number has fields of its own. */
export function SaidFields({ template }: { template: Shown }) {
  const asks = template.asks.filter(({ field }) => field !== template.numbered?.field);
  const isHead = ({ field }: Shown['asks'][number]) => isOfficialField(template.format, field);
  const head = asks.filter(isHead);
  return (
    <>
      <Asked asks={asks.filter((ask) => !isHead(ask))} />
      {head.length > 0 && (
        <>
          <h3 className="document-part">版头和版记（GB/T 9704-2012）</h3>
          <Asked asks={head} />
          <Form.Item
            name="prepared"
            label="套红"
            valuePropName="checked"
            extra="用印好红头的纸打印时选：红字红线不打印，位置留着"
          >
            <Switch checkedChildren="用红头纸" unCheckedChildren="普通纸" />
          </Form.Item>
        </>
      )}
    </>
  );
}

function Asked({ asks }: Pick<Shown, 'asks'>) {
  return asks.map((ask) => <AskedField key={ask.field} ask={ask} />);
}

/** A field that a person fills in. What a person says is 涉密 or 敏感 stays here. */
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
          name={['said', secretKey(field)]}
          label={`${field}：是否涉密、敏感`}
          extra="涉密、敏感的只存在本机，文件里不写；写“无”的照印。"
        >
          <Radio.Group
            options={[
              { value: '', label: '不涉密，写入文件' },
              { value: '是', label: '涉密或敏感，不写入文件' },
            ]}
          />
        </Form.Item>
      )}
    </>
  );
}

/** Words by field, where a form leaves some out. */
export function wordsOf(said: Readonly<Record<string, string | undefined>> | undefined) {
  return Object.fromEntries(Object.entries(said ?? {}).map(([field, text]) => [field, text ?? '']));
}
