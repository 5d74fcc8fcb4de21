import { UNNAMED_GATE } from '#shared/registry/identity.ts';
import { readSchoolPart } from '#shared/registry/school-part.ts';
import { coarsened } from '#shared/zones/uncertainty.ts';
import { asCampus } from './row-geometry.ts';
import { pointColumns, RowNotes } from './row-notes.ts';
import { problem } from './row-problem.ts';
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
    // The list says that it is one; what has a code of its own is one for certain.
    if (schoolCode === '' && readSchoolPart(name)) notes.add('name', 'SCHOOL_PART', name);
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

/** Tells of rows that name a part of a school and no gate whose it is: they are no schools. */
export function tellingParts(stage: RowStager, { read }: ListSource, schools: SchoolFinder): RowStager {
  return (row) => {
    const outcome = stage(row);
    const name = read(row, 'name');
    const part = outcome.staged && readSchoolPart(name);
    if (!part || part.school === '') return outcome;
    const { lng, lat } = outcome.staged?.values ?? {};
    const position = typeof lng === 'number' && typeof lat === 'number' ? ([lng, lat] as const) : null;
    const parent = schools.parentOf(part.school, position);
    const whose = parent && `是“${parent.name}”的${part.part}${parent.doubt ? `（${parent.doubt}）` : ''}`;
    const told = whose
      ? problem(row, 'name', 'PART_OF_SCHOOL', name, whose)
      : problem(row, 'name', 'PART_UNKNOWN', part.school);
    return { ...outcome, problems: [...outcome.problems, told] };
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
    const parent = stated || named === '' ? null : schools.parentOf(named, position);
    if (parent?.doubt) notes.add('name', 'SCHOOL_DOUBTFUL', name, parent.doubt);
    const schoolId = stated
      ? (schools.byCode(read(row, 'schoolCode')) ?? schools.byName(stated, position))
      : (parent?.id ?? (position && named === '' ? schools.near(position) : null));
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
