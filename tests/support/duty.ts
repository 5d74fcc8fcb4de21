/** Of a post at a gate: that it has somebody on every school day, and nobody who stands in. */
export const onSchoolDays = { weekdays: [1, 2, 3, 4, 5], substitute: '', substitutePhone: '' };
