/** What lists say of a venue; who it is and what is kept by hand stand in further columns. */
export const venueParticulars = [
  'name',
  'uscc',
  'regNo',
  'category',
  'categoryScore',
  'categoryReason',
  'listedCategory',
  'industryCode',
  'scope',
  'address',
  'legalPerson',
  'phone',
  'status',
  'establishedOn',
] as const;

/** A position goes as a whole. */
export const positionColumns = ['lng', 'lat', 'positionSource'] as const;
