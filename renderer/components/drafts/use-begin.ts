import type { FormInstance } from 'antd';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { type DraftAbout, fillOthers } from './use-draft.ts';

/**
 * Begins a form when it is opened, before anybody can write into it: an effect that comes after what is seen would take
 * away what was written until then. Where what the form rests on comes later or changes meanwhile, the fields that
 * nobody wrote into follow. Returns what begins it anew.
 */
export function useBegin(
  form: Pick<FormInstance, 'resetFields' | 'getFieldsValue' | 'setFieldsValue'>,
  about: DraftAbout | null,
  begin: (() => object) | undefined,
  restsOn: unknown,
  written: RefObject<ReadonlySet<string>>,
): () => void {
  const latest = useRef(begin);
  latest.current = begin;
  const subject = about && `${about.kind}/${about.thing}`;
  const begun = useRef<{ subject: string; restsOn: unknown } | null>(null);
  useLayoutEffect(() => {
    const before = begun.current;
    begun.current = subject === null ? null : { subject, restsOn };
    if (subject === null || !latest.current) return;
    if (before?.subject !== subject) {
      form.resetFields();
      form.setFieldsValue(latest.current());
    } else if (before.restsOn !== restsOn) fillOthers(form, latest.current(), written.current);
  }, [form, subject, restsOn, written]);
  return () => {
    form.resetFields();
    if (latest.current) form.setFieldsValue(latest.current());
  };
}
