import { Form, type FormProps } from 'antd';
import { type ReactNode, type Ref, useImperativeHandle } from 'react';
import { z } from 'zod';
import { dropPhotosOf } from '../evidence/photo-queue.ts';
import { useOneAtATime } from '../use-one-at-a-time.ts';
import { DraftNotices } from './draft-notices.tsx';
import { FormIdentity } from './form-identity.ts';
import { useBegin } from './use-begin.ts';
import { type DraftAbout, useDraft } from './use-draft.ts';

/** What a form that is sent is given beside its values. */
export interface SentDraft<Values = object> {
  /** The form's identity: however often it is sent, it is recorded once. */
  readonly formId: string;
  /** Tells that it was recorded: its draft is needed no more. */
  readonly sent: () => void;
  /** The values that the form had before anybody wrote into it; a draft that is brought back keeps its own. */
  readonly opened: Values;
}

/** What a screen tells a form that happened beside it. */
export interface KeptFormHandle {
  /** These fields were set by something else than writing into them. */
  readonly change: (fields: object) => void;
  /** What stands in it was recorded without being sent: its draft is needed no more. */
  readonly end: () => void;
}

export type KeptFormProps<Values extends object> = Omit<
  FormProps<Values>,
  'onFinish' | 'onValuesChange' | 'children'
> & {
  /** What a draft is kept of; null while the form is closed. */
  readonly draft: DraftAbout | null;
  /** What the form begins with where that is not given by `initialValues`. */
  readonly begin?: () => Parameters<NonNullable<FormProps<Values>['form']>['setFieldsValue']>[0];
  /** What `begin` rests on, where it comes later than the form or changes: fields that nobody wrote into follow. */
  readonly restsOn?: unknown;
  /** Something was written, or brought back. */
  readonly onChanged?: () => void;
  readonly handle?: Ref<KeptFormHandle>;
  readonly onFinish: (values: Values, draft: SentDraft<Values>) => unknown;
  readonly children: ReactNode;
};

/** A form that keeps what is written through Esc, reload, crash and lock, and says so where it brought something back. */
export function KeptForm<Values extends object>({
  draft: about,
  begin,
  restsOn,
  form: given,
  onFinish,
  onChanged,
  handle,
  children,
  ...rest
}: KeptFormProps<Values>) {
  const [form] = Form.useForm<Values>(given);
  const draft = useDraft(form, about, onChanged, rest.initialValues);
  const { formId } = draft;
  const beginAnew = useBegin(form, about, begin, restsOn, draft.written);
  const oneAtATime = useOneAtATime();
  useImperativeHandle(handle, () => ({ change: draft.change, end: draft.end }));
  const discard = () => {
    dropPhotosOf({ kind: 'form', formId: formId.current });
    draft.end();
    beginAnew();
  };
  return (
    <Form<Values>
      layout="vertical"
      {...rest}
      form={form}
      onValuesChange={(changed: object) => {
        draft.change(changed);
        onChanged?.();
      }}
      onFinish={(values) =>
        void oneAtATime(async () => {
          const opened = z.custom<Values>().parse(draft.opened.current);
          await onFinish(values, { formId: formId.current, sent: draft.end, opened });
        })
      }
    >
      <DraftNotices draft={draft} onDiscard={discard} />
      <FormIdentity value={{ formId: draft.identity, touch: () => draft.change({}) }}>
        {children}
      </FormIdentity>
    </Form>
  );
}
