import type { Classification, VenueWords } from '#shared/classification/classify.ts';
import { creditCodeFault, readCreditCode } from '#shared/registry/credit-code.ts';
import { renewedKinds, storedCategory } from '../db/queries/venue-particulars.ts';
import { withLicences } from './licences/licence-reader.ts';
import { pointColumns, RowNotes } from './row-notes.ts';
import type { ClassifyRow, ListSource, RowStager } from './staged-row.ts';

/**
 * The kinds of a stored venue by its words of today and its licences, as far as people have not said otherwise. Of a new
 * venue the licences are looked at when they are written.
 */
export function rowClassifier(
  classify: (words: VenueWords) => Classification,
  licences: ReadonlyMap<number, readonly string[]>,
): ClassifyRow {
  return (row, isDecided, listed) => {
    const said = classify({
      name: String(row.name ?? ''),
      listed: String(row.listedCategory ?? ''),
      scope: String(row.scope ?? ''),
      industryCode: String(row.industryCode ?? ''),
      decidedBy: String(row.categoryReason ?? ''),
      licences: [...(licences.get(Number(row.id)) ?? []), ...listed.map(({ kind }) => kind)],
    });
    return renewedKinds(row, said, isDecided);
  };
}

export function venueStager(source: ListSource, classify: (words: VenueWords) => Classification): RowStager {
  const stage = stagerOfVenues(source, classify);
  const { licences } = source;
  return licences ? (row) => withLicences(stage(row), row, licences) : stage;
}

function stagerOfVenues(source: ListSource, classify: (words: VenueWords) => Classification): RowStager {
  const { read } = source;
  return (row) => {
    const notes = new RowNotes(row, source);
    const name = read(row, 'name');
    if (name === '') notes.add('name', 'NAME_MISSING');
    const numbered = read(row, 'regNo');
    // Licences bear the credit code as their number today.
    const isCode = read(row, 'uscc') === '' && creditCodeFault(numbered) === null;
    const code = readCreditCode(isCode ? numbered : read(row, 'uscc'));
    if (code.fault === 'scientific') notes.add('uscc', 'CODE_SCIENTIFIC', read(row, 'uscc'));
    else if (code.fault) notes.add('uscc', 'CODE_INVALID', code.uscc);
    const position = notes.position();
    if (!position && !notes.isUnplaced) notes.add('lngLat', 'POSITION_MISSING');
    const words = {
      name,
      listed: read(row, 'category'),
      scope: read(row, 'scope'),
      industryCode: read(row, 'industryCode'),
    };
    // Where a licence's number stands for the registered one, a venue that has a code may have several.
    const isLicence = source.licences !== null && code.uscc !== '' && numbered === read(row, 'licenceNo');
    const regNo = isCode || isLicence ? '' : numbered || code.regNo;
    return notes.finish('venues', {
      name,
      uscc: code.uscc,
      regNo,
      ...storedCategory(classify(words)),
      listedCategory: words.listed,
      industryCode: words.industryCode,
      scope: words.scope,
      address: read(row, 'address'),
      legalPerson: read(row, 'legalPerson'),
      phone: read(row, 'phone'),
      status: read(row, 'status'),
      establishedOn: notes.date('establishedOn', read(row, 'establishedOn')),
      ...pointColumns(position, notes.positionSource),
    });
  };
}
