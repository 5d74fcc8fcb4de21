import { useEffect, useRef } from 'react';
import { listenForRefusals } from '../client/report-failure.ts';
import { useNotify } from '../components/notify.ts';

/** Tells what the service refused where no screen does: nothing fails without a word. */
export function UncaughtRefusals({ target = window }: { target?: EventTarget }) {
  const { failed } = useNotify();
  const latest = useRef(failed);
  latest.current = failed;
  useEffect(() => listenForRefusals((refusal) => latest.current(refusal), target), [target]);
  return null;
}
