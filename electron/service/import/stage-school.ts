import { UNNAMED_GATE } from '#shared/registry/identity.ts';
import { readSchoolPart } from '#shared/registry/school-part.ts';
import { coarsened } from '#shared/zones/uncertainty.ts';
import { asCampus } from './row-geometry.ts';
import { pointColumns, RowNotes } from './row-notes.ts';
import type { SchoolFinder } from './school-finder.ts';
import type { ListSource, RowStager } from './staged-row.ts';

export function schoolStager(source: ListSource): RowStager {
  const { read } = source;
  return (row) => {
    const notes = new RowNotes(row, source);
    const name = read(row, 'name');
    const schoolCode = read(row, 'schoolCode');
    // A list that corrects an earlier one may name a school by its code alone.
    if (name === '' && schoolCode === '') notes.add('name', 'NAME_MISSING');
    const { stage, isGuessed } = notes.stage(name);
    const shape = notes.shape();
    const boundary = asCampus(shape);
    const found = notes.position();
    // A campus is no point: its outline says where the school is.
    const position = notes.isOutline ? null : found;
    if (!position && !boundary && !notes.isUnplaced) notes.add('lngLat', 'POSITION_MISSING');
    const values = {
      name,
      stage,
      schoolCode,
      address: read(row, 'address'),
      phone: read(row, 'phone'),
      openedOn: notes.date('establishedOn', read(row, 'establishedOn')),
      ...pointColumns(position, notes.positionSource),
      ...(boundary && {
        boundary: JSON.stringify(boundary),
        boundarySource: coarsened('imagery', shape?.sigma ?? 0),
      }),
    };
    return notes.finish('schools', values, isGuessed ? ['stage'] : []);
  };
}

/** Campuses become the boundary of the school of that name, or a new school. */
export function campusStager(source: ListSource): RowStager {
  const { read } = source;
  return (row) => {
    const notes = new RowNotes(row, source);
    const name = read(row, 'name') || read(row, 'school');
    if (name === '') notes.add('name', 'NAME_MISSING');
    const shape = notes.shape();
    const boundary = notes.area(shape);
    const { stage } = notes.stage(name);
    return notes.finish('schools', {
      name,
      stage,
      boundary: JSON.stringify(boundary),
      boundarySource: coarsened('imagery', shape?.sigma ?? 0),
    });
  };
}

export function gateStager(source: ListSource, schools: SchoolFinder): RowStager {
  const { read } = source;
  return (row) => {
    const notes = new RowNotes(row, source);
    const position = notes.position();
    if (!position && !notes.rejected) notes.add('lngLat', 'POSITION_REQUIRED');
    const name = read(row, 'name');
    const stated = read(row, 'school');
    // A map service names the gate and its school in one: 东街小学(东门).
    const named = readSchoolPart(name)?.school ?? '';
    const schoolId = stated
      ? (schools.byCode(read(row, 'schoolCode')) ?? schools.byName(stated, position))
      : ((position && schools.near(position)) ?? (named === '' ? null : schools.byName(named, position)));
    if (schoolId === null && !notes.rejected)
      notes.add('school', stated || named ? 'SCHOOL_NOT_FOUND' : 'SCHOOL_NOT_NEAR', stated || named);
    return notes.finish('gates', {
      schoolId,
      name: name || UNNAMED_GATE,
      isMain: /^(是|1|true|yes|主|正)/i.test(read(row, 'isMain')) || /正门|主门|大门/.test(name) ? 1 : 0,
      ...pointColumns(position, notes.positionSource),
    });
  };
}
