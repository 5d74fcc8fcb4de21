import type { FormInstance } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DraftKind } from '#shared/contract/drafts.ts';
import { client } from '../../client/client.ts';
import { addressNow } from '../../routes/navigation.ts';
import { useNotify } from '../notify.ts';
import { newFormId } from '../use-form-id.ts';
import { readDraft, writeDraft } from './draft-values.ts';

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
  const notify = useNotify();
  const failed = useRef(notify.failed);
  failed.current = notify.failed;
  const [keptAt, setKeptAt] = useState<string | null>(null);
  const formId = useRef(newFormId());
  const restored = useRef(onRestored);
  restored.current = onRestored;
  const pending = useRef<{ readonly timer: number; readonly keep: () => void } | null>(null);
  const written = useRef(new Set<string>());
  const kind = about?.kind;
  const thing = about && String(about.thing);

  /** Keeps at once what waits to be kept. */
  const flush = useCallback(() => {
    if (!pending.current) return;
    window.clearTimeout(pending.current.timer);
    pending.current.keep();
  }, []);

  useEffect(() => {
    if (!kind || thing === null) return;
    formId.current = newFormId();
    written.current.clear();
    setKeptAt(null);
    let isOpen = true;
    client
      .call('drafts.get', { kind, thing })
      .then((draft) => {
        if (!draft || !isOpen) return;
        restore(form, draft.values, written.current);
        formId.current = draft.formId;
        setKeptAt(draft.keptAt);
        restored.current?.();
      })
      .catch((error: unknown) => failed.current(error));
    window.addEventListener('pagehide', flush);
    return () => {
      isOpen = false;
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [form, kind, thing, flush]);

  /** `changed` has the fields that a person just wrote into. */
  const keepSoon = (changed: object) => {
    for (const name of Object.keys(changed)) written.current.add(name);
    if (!about || !kind || thing === null) return;
    window.clearTimeout(pending.current?.timer);
    const { title } = about;
    // Another screen may be shown by the time that the draft is kept.
    const address = addressNow();
    const keep = () => {
      pending.current = null;
      const values = writeDraft(form.getFieldsValue(true));
      client
        .call('drafts.keep', { kind, thing, title, address, formId: formId.current, values })
        .catch((error: unknown) => failed.current(error));
    };
    pending.current = { timer: window.setTimeout(keep, PAUSE_MS), keep };
  };

  /** The form was sent, or its draft is thrown away. */
  const end = () => {
    window.clearTimeout(pending.current?.timer);
    pending.current = null;
    setKeptAt(null);
    formId.current = newFormId();
    if (kind && thing !== null)
      client.call('drafts.discard', { kind, thing }).catch((error: unknown) => failed.current(error));
  };

  return { keptAt, formId, keepSoon, end };
}

/** What a person has begun to write meanwhile stays. */
function restore(form: FormInstance, text: string, written: ReadonlySet<string>): void {
  const values = Object.entries(readDraft(text)).filter(([name]) => !written.has(name));
  form.setFieldsValue(Object.fromEntries(values));
}
