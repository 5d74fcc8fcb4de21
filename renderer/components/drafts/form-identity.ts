import { createContext, useContext } from 'react';

/** What a part of a form may know of the whole: what it is, and how to have it kept. */
interface Identity {
  /** However often the form is sent, it is recorded once; what is chosen for it is kept under this. */
  readonly formId: string;
  /** Keeps the form's draft, also where nothing was written yet. */
  readonly touch: () => void;
}

const Context = createContext<Identity | null>(null);

/** Tells the parts of a form what form they are in. */
export const FormIdentity = Context.Provider;

/** The form around this part. Throws outside of one. */
export function useFormIdentity(): Identity {
  const identity = useContext(Context);
  if (!identity) throw new Error('not within a kept form');
  return identity;
}
