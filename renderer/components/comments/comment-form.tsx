import { Button, Form, Input, Mentions } from 'antd';
import { type ComponentProps, useState } from 'react';
import {
  freelyMentionedIn,
  type Mentionable,
  type Mentioned,
  mentionedIn,
  mentionText,
} from '#shared/comments/mentions.ts';
import { personText } from '#shared/office/rights.ts';
import { KeptForm, type SentDraft } from '../drafts/kept-form.tsx';
import { required } from '../fields/required.ts';
import { sendOnCtrlEnter } from '../send-on-ctrl-enter.ts';
import { useCarryOut } from '../use-carry-out.ts';
import type { People } from './people.tsx';

interface Fields {
  text: string;
}

/** What is sent of a comment, with the identity of its form. */
export interface Said {
  readonly text: string;
  readonly mentioned: Mentioned[];
  readonly formId: string;
}

interface CommentFormProps {
  /** What is written, as its field is called: 批注, 回复. */
  readonly label: string;
  /** Of which a draft is kept, as `venue/12`. */
  readonly thing: string;
  readonly title: string;
  readonly people: People;
  /** What stands in it at first. */
  readonly text?: string;
  readonly okText?: string;
  readonly isFocused?: boolean;
  readonly send: (said: Said) => Promise<unknown>;
  /** It was sent. */
  readonly onSent?: () => void;
  readonly onCancel?: () => void;
}

/** Writes a comment: @ completes the names of people with accounts, Ctrl+Enter sends, what is half-written is kept. */
export function CommentForm(props: CommentFormProps) {
  const { label, thing, title, people, text = '', okText = '发送', send, onSent, onCancel } = props;
  const [form] = Form.useForm<Fields>();
  const carryOut = useCarryOut();
  const submit = async (fields: Fields, { formId, sent }: SentDraft) => {
    const said = fields.text.trim();
    const mentioned = people === null ? freelyMentionedIn(said) : mentionedIn(said, people);
    await carryOut(
      () => send({ text: said, mentioned, formId }),
      null,
      () => {
        sent();
        form.setFieldsValue({ text: '' });
        onSent?.();
      },
    );
  };
  return (
    <KeptForm<Fields>
      className="comment-form"
      form={form}
      draft={{ kind: 'comment', thing, title }}
      initialValues={{ text }}
      onKeyDown={sendOnCtrlEnter(form.submit)}
      onFinish={submit}
    >
      <Form.Item name="text" rules={[required(label)]}>
        <TextField label={label} people={people} isFocused={props.isFocused ?? false} />
      </Form.Item>
      <div className="comment-send">
        <span className="quiet small">Ctrl+Enter 发送</span>
        {onCancel && (
          <Button size="small" onClick={onCancel}>
            取消
          </Button>
        )}
        <Button size="small" htmlType="submit">
          {okText}
        </Button>
      </div>
    </KeptForm>
  );
}

const LONGEST = 1000;
const rows = { minRows: 1, maxRows: 8 };

/** What the form gives its field. */
interface OfForm {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (text: string) => void;
}

function TextField({
  label,
  people,
  isFocused,
  onChange,
  ...given
}: OfForm & { label: string; people: People; isFocused: boolean }) {
  const common = {
    ...given,
    'aria-label': label,
    placeholder: `写${label}，@ 提到某人`,
    autoSize: rows,
    maxLength: LONGEST,
    autoFocus: isFocused,
  };
  if (people === null)
    return <Input.TextArea {...common} onChange={({ target }) => onChange?.(target.value)} />;
  return <PeopleField {...common} people={people} {...(onChange ? { onChange } : {})} />;
}

/** Completes names of people behind an @. */
function PeopleField({
  people,
  onChange,
  ...common
}: OfForm & ComponentProps<typeof Mentions> & { people: readonly Mentionable[] }) {
  const [sought, setSought] = useState('');
  const options = people.map((person) => ({
    key: person.name,
    value: mentionText(person, people),
    label: personText(person),
  }));
  return (
    <Mentions
      {...common}
      notFoundContent="没有这个人"
      onChange={(text) => {
        setSought(soughtIn(text));
        onChange?.(text);
      }}
      // The library looks for names when a key is let go, which a word chosen with an input method does not need.
      options={options.filter(({ label }) => label.includes(sought))}
    />
  );
}

/** What is written of a name behind the @ before the caret. */
function soughtIn(text: string): string {
  const field = document.activeElement;
  const caret = field instanceof HTMLTextAreaElement ? field.selectionStart : text.length;
  return /@([^@\s]*)$/.exec(text.slice(0, caret))?.[1] ?? '';
}
