import type { FormInstance } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DraftKind } from '#shared/contract/drafts.ts';
import { client } from '../../client/client.ts';
import { addressNow } from '../../routes/navigation.ts';
import { useNotify } from '../notify.ts';
import { readDraft, writeDraft } from './draft-values.ts';
import { newFormId } from './form-id.ts';

/** A form of which a draft is kept. */
export interface DraftAbout {
  readonly kind: DraftKind;
  /** What the form is about: an id, or a name. */
  readonly thing: string | number;
  /** The same in words, for the list of drafts. */
  readonly title: string;
}

/** How long after the last key a draft is kept. */
const PAUSE_MS = 400;

/**
 * Keeps what is written into a form until it is sent or thrown away, and brings back what was written before. The form
 * keeps its identity with it: sent from its draft it is the same record. Null while the form is closed.
 */
export function useDraft(form: FormInstance, about: DraftAbout | null, onRestored?: () => void) {
  const failed = useFailed();
  const pause = usePause();
  const key = about && { kind: about.kind, thing: String(about.thing) };
  const before = useBefore(form, key, { failed, leave: pause.flush, onRestored });

  /** `changed` has the fields that a person just wrote into. */
  const keepSoon = (changed: object) => {
    for (const name of Object.keys(changed)) before.written.current.add(name);
    if (!about || !key) return;
    // Another screen may be shown by the time that the draft is kept.
    const which = { ...key, title: about.title, address: addressNow() };
    pause.then(() => {
      const values = writeDraft(form.getFieldsValue(true));
      client.call('drafts.keep', { ...which, formId: before.formId.current, values }).catch(failed);
    });
  };

  /** The form was sent, or its draft is thrown away. */
  const end = () => {
    pause.forget();
    before.forget();
    if (key) client.call('drafts.discard', key).catch(failed);
  };

  return { keptAt: before.keptAt, formId: before.formId, keepSoon, end };
}

/** What was written before: brought back when the form is opened, with the form's identity. */
function useBefore(
  form: FormInstance,
  key: { readonly kind: DraftKind; readonly thing: string } | null,
  on: { failed: (error: unknown) => void; leave: () => void; onRestored: (() => void) | undefined },
) {
  const [keptAt, setKeptAt] = useState<string | null>(null);
  const formId = useRef(newFormId());
  const written = useRef(new Set<string>());
  const restored = useRef(on.onRestored);
  restored.current = on.onRestored;
  const { failed, leave } = on;
  const kind = key?.kind;
  const thing = key?.thing;
  const forget = useCallback(() => {
    formId.current = newFormId();
    written.current.clear();
    setKeptAt(null);
  }, []);
  useEffect(() => {
    if (kind === undefined || thing === undefined) return;
    forget();
    let isOpen = true;
    const bringBack = async () => {
      const draft = await client.call('drafts.get', { kind, thing });
      if (!draft || !isOpen) return;
      restore(form, draft.values, written.current);
      formId.current = draft.formId;
      setKeptAt(draft.keptAt);
      restored.current?.();
    };
    bringBack().catch(failed);
    return () => {
      isOpen = false;
      leave();
    };
  }, [form, kind, thing, failed, leave, forget]);
  return { keptAt, formId, written, forget };
}

/** Tells what failed; the same function for as long as the form is there. */
function useFailed() {
  const notify = useNotify();
  const latest = useRef(notify.failed);
  latest.current = notify.failed;
  return useCallback((error: unknown) => latest.current(error), []);
}

/** Does something once nothing more was written for a while, and at once where the form or the page goes away. */
function usePause() {
  const waiting = useRef<{ readonly timer: number; readonly act: () => void } | null>(null);
  const forget = useCallback(() => {
    window.clearTimeout(waiting.current?.timer);
    waiting.current = null;
  }, []);
  const flush = useCallback(() => {
    const act = waiting.current?.act;
    forget();
    act?.();
  }, [forget]);
  useEffect(() => {
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [flush]);
  const then = (act: () => void) => {
    forget();
    waiting.current = { timer: window.setTimeout(flush, PAUSE_MS), act };
  };
  return { then, flush, forget };
}

/** What a person has begun to write meanwhile stays. */
function restore(form: FormInstance, text: string, written: ReadonlySet<string>): void {
  const values = Object.entries(readDraft(text)).filter(([name]) => !written.has(name));
  form.setFieldsValue(Object.fromEntries(values));
}
