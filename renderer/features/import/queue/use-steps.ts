import { useEffect, useEffectEvent, useState } from 'react';
import { useNotify } from '../../../components/notify.ts';
import { type CarryOutAll, DecisionSender, type Step } from './decision-sender.ts';

/** What was decided or passed over; decisions are sent, and what the service refuses is no step any more. */
export function useSteps<Thing, Decision>(carryOutAll: CarryOutAll<Decision>) {
  const [steps, setSteps] = useState<readonly Step<Thing, Decision>[]>([]);
  // What was decided of what was read before: it can be taken back as well.
  const [earlier, setEarlier] = useState<readonly Step<Thing, Decision>[]>([]);
  const notify = useNotify();
  const without = (step: Step<Thing, Decision>) => (known: readonly Step<Thing, Decision>[]) =>
    known.filter((each) => each !== step);
  const giveBack = (step: Step<Thing, Decision>) => {
    setSteps(without(step));
    setEarlier(without(step));
  };
  const [sender] = useState(
    () => new DecisionSender<Thing, Decision>(carryOutAll, { refused: giveBack, failed: notify.failed }),
  );
  useEffect(() => () => void sender.finish(), [sender]);
  const last = steps.at(-1) ?? earlier.at(-1);
  return {
    ...{ steps, sender, last, canUndo: last !== undefined },
    take: (step: Step<Thing, Decision>) => {
      setSteps((known) => [...known, step]);
      if (step.decisions.length > 0) sender.send(step);
    },
    /** Takes the last step back; `readAgain` where it is of what was read before. */
    takeBack: (readAgain: () => void) => {
      if (!last) return;
      giveBack(last);
      if (last.decisions.length > 0) sender.takeBack(last);
      if (!steps.includes(last)) void sender.finish().then(readAgain);
    },
    clear: () => {
      setEarlier((known) => [...known, ...steps.filter(({ decisions }) => decisions.length > 0)]);
      setSteps([]);
    },
  };
}

/** Reads on where all that was read is decided: nobody has to press anything for it. */
export function useNextBatch(
  isWanted: boolean,
  sender: Pick<DecisionSender<unknown, unknown>, 'finish'>,
  reload: () => void,
): void {
  // The last decision may have been taken back before it was sent.
  const readOn = useEffectEvent(() => isWanted && reload());
  useEffect(() => {
    if (isWanted) void sender.finish().then(readOn);
  }, [isWanted, sender]);
}
