import type { ReactNode } from 'react';
import type { ListedPlace } from '#shared/contract/place-changes.ts';
import { type Severity, severityNames, severitySchema } from '#shared/zones/verdict.ts';
import { useService } from '../../../client/queries.ts';
import { categoryTitle } from '../../../components/format.ts';
import { SeverityTag } from '../../../components/tags.tsx';
import { linkTo } from '../../../routes/routes.ts';

/** Venues of a list with what they mean for the zones; each opens on the map. */
export function PlaceList<Place extends ListedPlace>({
  places,
  total,
  note,
}: {
  places: readonly Place[];
  total: number;
  note?: (place: Place) => ReactNode;
}) {
  const workspace = useService('workspace.describe', {});
  if (total === 0) return <p className="quiet">没有。</p>;
  return (
    <>
      <ul className="place-list">
        {places.map((place) => (
          <li key={place.id}>
            <a href={linkTo({ name: 'venue', id: place.id })}>{place.name}</a>
            <span className="quiet small">
              {[categoryTitle(workspace.data?.categories ?? [], place.category), place.address]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {note && <span className="small">{note(place)}</span>}
            <SeverityOf severity={place.severity} />
          </li>
        ))}
      </ul>
      {total > places.length && (
        <p className="quiet small">
          只列出前 {places.length} 家，共 {total} 家。
        </p>
      )}
    </>
  );
}

/** A venue in a cell of a table: name and verdict, beneath them kind and address. */
export function PlaceCell({ place }: { place: ListedPlace }) {
  const workspace = useService('workspace.describe', {});
  return (
    <div className="place-cell">
      <span>
        <a href={linkTo({ name: 'venue', id: place.id })}>{place.name}</a>
        <SeverityOf severity={place.severity} />
      </span>
      <span className="quiet small">
        {[categoryTitle(workspace.data?.categories ?? [], place.category), place.address]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </div>
  );
}

function SeverityOf({ severity }: { severity: string | null }) {
  const known = severitySchema.safeParse(severity);
  const shown: Severity = known.success ? known.data : 'outside';
  return <SeverityTag severity={shown} text={severityNames[shown]} />;
}
