import { Fragment, type Ref } from 'react';
import type { CellValue } from '#shared/tables/table-columns.ts';
import type { DataGridProps } from './data-grid-props.ts';

/** Each value that is more than text, drawn once out of sight: cells show copies of it. */
export function DrawnValues({
  ref,
  drawings,
}: { ref: Ref<HTMLDivElement> } & Pick<DataGridProps, 'drawings'>) {
  return (
    <div ref={ref} hidden>
      {Object.entries(drawings).map(([key, byValue]) => (
        <Fragment key={key}>
          {Object.entries(byValue).map(([value, drawing]) => (
            <span key={value} data-column={key} data-value={value}>
              {drawing}
            </span>
          ))}
        </Fragment>
      ))}
    </div>
  );
}

/** A copy of the element that draws a value; null where it is plain text. */
export function copyOfDrawn(samples: HTMLElement | null, key: string, value: CellValue): Node | null {
  const sample = [...(samples?.children ?? [])].find(
    (each) => each.getAttribute('data-column') === key && each.getAttribute('data-value') === String(value),
  );
  return sample?.firstElementChild?.cloneNode(true) ?? null;
}
