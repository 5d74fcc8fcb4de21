import { pointOf } from '#shared/facilities/facility-index.ts';
import { addressKey } from '#shared/registry/address.ts';
import { isDivisionCode } from '#shared/registry/divisions.ts';
import { facilityKind, facilityState, regionLevel, roadClass, roadWidth } from './list-words.ts';
import { asCampus, asLine } from './row-geometry.ts';
import { pointColumns, RowNotes } from './row-notes.ts';
import type { ListSource, RowStager } from './staged-row.ts';

export function facilityStager(source: ListSource): RowStager {
  const { read } = source;
  return (row) => {
    const notes = new RowNotes(row, source);
    const kind = facilityKind(read(row, 'kind') || read(row, 'category'));
    if (kind === '') notes.add('kind', 'KIND_MISSING');
    const raw = notes.shape();
    const shape = asLine(raw) ?? asCampus(raw);
    const position = (shape && pointOf(shape)) ?? notes.position();
    if (!position && !notes.rejected) notes.add('lngLat', 'POSITION_REQUIRED');
    const { lng, lat } = pointColumns(position);
    const stateText = read(row, 'status');
    const state = facilityState(stateText);
    if (stateText !== '' && state === null) notes.add('status', 'STATE_UNKNOWN', stateText);
    const body = read(row, 'body');
    const checkedOn = notes.date('checkedOn', read(row, 'checkedOn'));
    return notes.finish('facilities', {
      kind,
      name: read(row, 'name'),
      lng,
      lat,
      geometry: shape && JSON.stringify(shape),
      // What a list does not say stays as it is on record.
      ...(state !== null && { state }),
      ...(body !== '' && { body }),
      ...(checkedOn !== null && { checkedOn }),
    });
  };
}

export function roadStager(source: ListSource): RowStager {
  const { read } = source;
  return (row) => {
    const notes = new RowNotes(row, source);
    const raw = notes.shape();
    const line = asLine(raw);
    if (!line && !notes.rejected)
      notes.add('wkt', 'SHAPE_INVALID', raw ? `${raw.type}，应为至少两点的折线` : '没有图形');
    const kind = roadClass(read(row, 'kind') || read(row, 'category'));
    return notes.finish('roads', {
      name: read(row, 'name'),
      class: kind,
      width: roadWidth(kind),
      geometry: JSON.stringify(line),
    });
  };
}

/** Boundaries of administrative areas; 区县, 镇街 and so on stand in the list's own words. */
export function regionStager(source: ListSource): RowStager {
  const { read } = source;
  return (row) => {
    const notes = new RowNotes(row, source);
    const name = read(row, 'name');
    if (name === '') notes.add('name', 'NAME_MISSING');
    const boundary = notes.area(notes.shape());
    const level = regionLevel(read(row, 'kind') || read(row, 'category'));
    const code = read(row, 'adcode');
    return notes.finish('regions', {
      name,
      level,
      geometry: JSON.stringify(boundary),
      code: isDivisionCode(code) ? code : '',
    });
  };
}

/** Standard addresses with their positions, in which places without one are found. */
export function addressStager(source: ListSource): RowStager {
  const { read } = source;
  return (row) => {
    const notes = new RowNotes(row, source);
    const address = read(row, 'address') || read(row, 'name');
    if (address === '') notes.add('address', 'ADDRESS_MISSING');
    const position = notes.position();
    if (!position && !notes.rejected) notes.add('lngLat', 'POSITION_REQUIRED');
    return notes.finish('addresses', {
      address,
      key: addressKey(address),
      ...pointColumns(position, notes.positionSource),
    });
  };
}
