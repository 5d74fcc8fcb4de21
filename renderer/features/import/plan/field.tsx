import type { ReactNode } from 'react';

/** A labelled choice of the import form. */
export function Field({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="import-field">
      <span className="quiet small">{label}</span>
      {children}
    </div>
  );
}
