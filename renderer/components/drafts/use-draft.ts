import type { FormInstance } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { InputOf, OutputOf } from '#shared/contract/contract.ts';
import type { DraftKind } from '#shared/contract/drafts.ts';
import { client, ServiceError } from '../../client/client.ts';
import { addressNow } from '../../routes/navigation.ts';
import { useNotify } from '../notify.ts';
import { readDraft, writeDraft } from './draft-values.ts';
import { newFormId } from './form-id.ts';
import { pageId } from './page-id.ts';

/** A form of which a draft is kept. */
export interface DraftAbout {
  readonly kind: DraftKind;
  /** What the form is about: an id, or a name. */
  readonly thing: string | number;
  /** The same in words, for the list of drafts. */
  readonly title: string;
}

/** Where a draft is read from and brought back to: a form, or what an editor holds. */
export type DraftFields = Pick<FormInstance, 'getFieldsValue' | 'setFieldsValue'>;

export type KeptDraft = ReturnType<typeof useDraft>;

/** How long after the last key a draft is kept. */
const PAUSE_MS = 400;
/** How long after a draft could not be kept it is tried again. */
const AGAIN_MS = 3000;

/** What a form is told of the drafts about its thing. */
type Draft = OutputOf<'drafts.find'>[number];

/**
 * Keeps what is written into a form until it is sent or thrown away. What was written before on this page is brought
 * back, what was written on another page is offered: somebody may be writing there still. The form keeps its identity
 * with its draft: sent from it, it is the same record. Null while the form is closed.
 */
export function useDraft(
  form: DraftFields,
  about: DraftAbout | null,
  onRestored?: () => void,
  /** What the form is opened with, where others may change that meanwhile. */
  initial?: object,
) {
  const state = useFormState(form, onRestored, initial);
  const { subject, keepSoon, forget, discard, leave, failed } = useKeeping(form, about, state);
  useFound(subject, state, { failed, leave });
  /** Goes on with what another page had: from now on it is this page's, in the place of what was written here. */
  const take = (draft: Draft) => {
    state.written.current.clear();
    state.bringBack(draft);
    keepSoon();
    discard(draft.page);
  };
  const refuse = ({ page }: Draft) => {
    state.setOffered(null);
    discard(page);
  };
  const change = (changed: object) => {
    for (const name of Object.keys(changed)) state.written.current.add(name);
    keepSoon();
  };
  /** The form was sent, or its draft is thrown away. */
  const end = () => {
    forget();
    state.forget();
    discard(pageId());
  };
  return { ...state, about, take, refuse, change, end };
}

/** Keeps what stands in a form once nothing more was written for a while, and discards what was kept. */
function useKeeping(
  form: DraftFields,
  about: DraftAbout | null,
  { formId, opened }: Pick<ReturnType<typeof useFormState>, 'formId' | 'opened'>,
) {
  const failed = useFailed();
  const { then, flush, forget } = usePause();
  const keep = useKeepAtLast(failed);
  const subject = about && { kind: about.kind, thing: String(about.thing) };
  const keepSoon = () => {
    if (!about || !subject) return;
    // Another screen may be shown by the time that the draft is kept.
    const which = { ...subject, page: pageId(), title: about.title, address: addressNow() };
    then(() => {
      const values = writeDraft(form.getFieldsValue(true), opened.current);
      keep({ ...which, formId: formId.current, values });
    });
  };
  const discard = (page: string) => {
    keep(null);
    if (subject) client.call('drafts.discard', { ...subject, page }).catch(failed);
  };
  return { subject, keepSoon, discard, forget, leave: flush, failed };
}

/**
 * Keeps a draft, again and again where it cannot be kept, until it is or a later one takes its place; null where there
 * is nothing to keep any more. That it failed is told once: the page says by itself when the service is there again.
 */
function useKeepAtLast(failed: (error: unknown) => void) {
  const latest = useRef<InputOf<'drafts.keep'> | null>(null);
  return (draft: InputOf<'drafts.keep'> | null) => {
    latest.current = draft;
    const keep = async (isFirst: boolean) => {
      if (draft === null || latest.current !== draft) return;
      try {
        await client.call('drafts.keep', draft);
      } catch (error) {
        if (isFirst) failed(error);
        if (!isRefused(error)) window.setTimeout(() => void keep(false), AGAIN_MS);
      }
    };
    void keep(true);
  };
}

/** Whether it is what was written that the service did not take: it would not take it later either. */
const isRefused = (error: unknown) => error instanceof ServiceError && error.code === 'INPUT_INVALID';

/** What a form holds of its draft: since when, its identity, and into which fields somebody wrote since it was opened. */
function useFormState(form: DraftFields, onRestored: (() => void) | undefined, initial: object | undefined) {
  const [keptAt, setKeptAt] = useState<string | null>(null);
  const [offered, setOffered] = useState<Draft | null>(null);
  const formId = useRef(newFormId());
  // The same for what is drawn by it.
  const [identity, setIdentity] = useState(formId.current);
  const written = useRef(new Set<string>());
  const known = useRef(initial);
  known.current = initial;
  const opened = useRef(initial);
  const restored = useRef(onRestored);
  restored.current = onRestored;
  const forget = useCallback(() => {
    formId.current = newFormId();
    setIdentity(formId.current);
    written.current.clear();
    opened.current = known.current;
    setKeptAt(null);
    setOffered(null);
  }, []);
  const bringBack = useCallback(
    (draft: Draft) => {
      const { values, opened: before } = readDraft(draft.values);
      fillOthers(form, values, written.current);
      opened.current = before ?? opened.current;
      formId.current = draft.formId;
      setIdentity(draft.formId);
      setKeptAt(draft.keptAt);
      setOffered(null);
      restored.current?.();
    },
    [form],
  );
  return { keptAt, offered, setOffered, formId, identity, written, opened, bringBack, forget };
}

/** Looks for what was written before whenever the form is opened. */
function useFound(
  subject: Pick<Draft, 'kind' | 'thing'> | null,
  { bringBack, setOffered, forget }: ReturnType<typeof useFormState>,
  { failed, leave }: { failed: (error: unknown) => void; leave: () => void },
): void {
  const kind = subject?.kind;
  const thing = subject?.thing;
  useEffect(() => {
    if (kind === undefined || thing === undefined) return;
    forget();
    let isOpen = true;
    const find = async () => {
      const drafts = await client.call('drafts.find', { kind, thing });
      if (!isOpen) return;
      const own = drafts.find(({ page }) => page === pageId());
      if (own) bringBack(own);
      else setOffered(drafts[0] ?? null);
    };
    find().catch(failed);
    return () => {
      isOpen = false;
      leave();
    };
  }, [kind, thing, failed, leave, forget, bringBack, setOffered]);
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

/** Fills the fields that nobody has begun to write into. */
export function fillOthers(form: DraftFields, values: object, written: ReadonlySet<string>): void {
  const others = Object.entries(values).filter(([name]) => !written.has(name));
  form.setFieldsValue(Object.fromEntries(others));
}
